import type { Component, Editor } from 'grapesjs';
import { keptType } from './canvas-pieces.ts';
import { boxTags } from './letter-tree.ts';
import { marks } from './marks.ts';
import { shownWords } from './shown-words.ts';

/** What the canvas needs to know of the letter around its pieces. */
export type Around = {
  /** The letter's `mj-attributes`, in a head of their own: what pieces look like where they do not say. */
  head: string;
  pictureOf: (address: string) => string;
  /** A kept piece in the reader's words, where there is nothing else to show. */
  nameOf: (source: string) => string;
};

const leaves = ['mj-text', 'mj-button', 'mj-image', 'mj-divider', 'mj-spacer'];

/**
 * Makes the components of grapesjs-mjml hold a letter as it is written: no attribute is added, none is lost, and the canvas shows each with
 * the letter's own defaults. What it has no component for gets one that only shows it.
 */
export function teachPieces(editor: Editor, around: Around): void {
  for (const type of [...boxTags, ...leaves]) teachTag(editor, type, around);
  const inColumn = query(['mj-column', 'mj-hero']);
  editor.Components.addType(keptType, {
    model: {
      defaults: {
        draggable: query(boxTags),
        droppable: false,
        editable: false,
        stylable: false,
        highlightable: true,
      },
    },
    view: {
      tagName: () => 'div',
      render() {
        this.renderAttributes();
        this.el.setAttribute('style', 'pointer-events: all; display: block; width: 100%;');
        this.el.innerHTML = keptLook(this.model, around);
        this.postRender();
        return this;
      },
      updateContent() {
        this.el.innerHTML = keptLook(this.model, around);
      },
      init() {
        this.listenTo(this.model, 'change:content', () => this.updateContent());
      },
    },
  });
  for (const type of leaves) editor.Components.addType(type, { model: { defaults: { draggable: inColumn } } });
}

function teachTag(editor: Editor, type: string, { head, pictureOf }: Around): void {
  const known = editor.Components.getType(type);
  if (known === undefined) return;
  const { getMjmlTemplate } = known.view.prototype;
  const isText = type === 'mj-text' || type === 'mj-button';
  editor.Components.addType(type, {
    model: {
      defaults: { 'style-default': {}, style: {}, toolbar: [], traits: [], resizable: false },
      init() {
        this.set('style', { ...this.get('attributes') });
        this.on('change:attributes', () => this.set('style', { ...this.get('attributes') }, { avoidStore: true }));
      },
      getMjmlAttributes() {
        return shownAttributes(this.get('attributes') ?? {}, pictureOf);
      },
    },
    view: {
      getMjmlTemplate() {
        const { start, end } = type === 'mj-column' ? columnTemplate(this.model) : getMjmlTemplate.call(this);
        return { start: String(start).replace('<mjml>', () => `<mjml>${head}`), end };
      },
      ...(isText && {
        updateContent() {
          this.getChildrenContainer().innerHTML = shownWords(this.model.get('content') ?? '', pictureOf).html;
        },
      }),
      ...(type === 'mj-image' && { onActive() {} }),
    },
  });
}

/** A column's width depends on how many there are beside it; blocks between them are no columns. */
function columnTemplate(column: Component): { start: string; end: string } {
  const beside = column.collection.filter((one) => one.getType() === 'mj-column').length - 1;
  return {
    start: '<mjml><mj-body><mj-section>',
    end: `${'<mj-column></mj-column>'.repeat(Math.max(beside, 0))}</mj-section></mj-body></mjml>`,
  };
}

/** Attributes as the canvas compiles them: Handlebars says nothing yet, and pictures come from here or not at all. */
function shownAttributes(attributes: Record<string, string>, pictureOf: (address: string) => string) {
  const shown = Object.entries(attributes)
    .filter(
      ([name, value]) =>
        !['id', 'class', 'style', 'background-url'].includes(name) && (name === 'src' || !value.includes('{{')),
    )
    .map(([name, value]) => [name, (name === 'src' ? pictureOf(value) : value).replaceAll('"', '&quot;')]);
  return Object.fromEntries(shown);
}

function keptLook(model: Component, { pictureOf, nameOf }: Around): string {
  const source = model.get('content') ?? '';
  const [first] = marks(source);
  if (first?.kind === 'open' && first.name === 'mj-table') {
    const { html } = shownWords(inside(source), pictureOf);
    return `<table style="width:100%;font-family:sans-serif;font-size:14px;border-spacing:6px">${html}</table>`;
  }
  const name = document.createElement('div');
  name.className = 'kept';
  name.textContent = nameOf(source);
  return name.outerHTML;
}

function inside(source: string): string {
  const all = marks(source);
  return all
    .slice(1, all.at(-1)?.kind === 'close' ? -1 : undefined)
    .map(({ text }) => text)
    .join('');
}

function query(types: readonly string[]): string {
  return types.map((type) => `[data-gjs-type="${type}"]`).join(', ');
}
