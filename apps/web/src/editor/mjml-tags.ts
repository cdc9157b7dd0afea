import type { TagSpec } from '@codemirror/lang-html';

const inBody = ['mj-section', 'mj-wrapper', 'mj-hero', 'mj-raw'];
const inColumn = [
  'mj-text',
  'mj-button',
  'mj-image',
  'mj-divider',
  'mj-spacer',
  'mj-table',
  'mj-social',
  'mj-navbar',
  'mj-raw',
];
const inHead = ['mj-attributes', 'mj-style', 'mj-preview', 'mj-title', 'mj-font', 'mj-breakpoint', 'mj-raw'];
const box = { padding: null, 'background-color': null, 'css-class': null };
const words = { ...box, color: null, align: ['left', 'center', 'right'], 'font-size': null, 'line-height': null };

/** The tags of MJML, what may stand in them and what they can be told: https://documentation.mjml.io/. */
export const mjmlTags: Record<string, TagSpec> = {
  mjml: { attrs: { lang: ['ja', 'en'] }, children: ['mj-head', 'mj-body'] },
  'mj-head': { children: inHead },
  'mj-body': { attrs: { width: null, 'background-color': null }, children: inBody },
  'mj-section': { attrs: { ...box, 'full-width': ['full-width'] }, children: ['mj-column', 'mj-group', 'mj-raw'] },
  'mj-wrapper': { attrs: box, children: ['mj-section'] },
  'mj-group': { attrs: { width: null }, children: ['mj-column'] },
  'mj-column': { attrs: { ...box, width: null, 'vertical-align': ['top', 'middle', 'bottom'] }, children: inColumn },
  'mj-hero': { attrs: { ...box, 'background-url': null }, children: inColumn },
  'mj-text': { attrs: words },
  'mj-button': { attrs: { ...words, href: null, 'border-radius': null } },
  'mj-image': { attrs: { ...box, src: null, alt: null, href: null, width: null } },
  'mj-divider': { attrs: { ...box, 'border-color': null, 'border-width': null } },
  'mj-spacer': { attrs: { height: null } },
  'mj-table': { attrs: words },
  'mj-raw': {},
  'mj-preview': {},
  'mj-title': {},
  'mj-style': {},
  'mj-attributes': { children: ['mj-all', 'mj-class', ...inColumn] },
  'mj-all': { attrs: { 'font-family': null } },
  'mj-class': { attrs: { name: null } },
};
