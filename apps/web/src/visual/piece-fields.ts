/** What can be said of a piece: an attribute, and how it is asked for. */
export type PieceField = { name: FieldName; kind: 'colour' | 'size' | 'address' | 'words' | 'align' | 'vertical' };

/** The attributes that have a field; all others stay as they are, for the source editor. */
export type FieldName =
  | 'background-color'
  | 'color'
  | 'padding'
  | 'width'
  | 'height'
  | 'font-size'
  | 'line-height'
  | 'align'
  | 'vertical-align'
  | 'href'
  | 'alt'
  | 'border-radius'
  | 'border-color'
  | 'border-width';

const colour = (name: FieldName): PieceField => ({ name, kind: 'colour' });
const size = (name: FieldName): PieceField => ({ name, kind: 'size' });
const align: PieceField = { name: 'align', kind: 'align' };
const href: PieceField = { name: 'href', kind: 'address' };

/** The fields of each tag, in the order in which they are asked for. */
export const fieldsOf: Readonly<Record<string, readonly PieceField[]>> = {
  'mj-body': [colour('background-color'), size('width')],
  'mj-wrapper': [colour('background-color'), size('padding')],
  'mj-section': [colour('background-color'), size('padding')],
  'mj-group': [size('width')],
  'mj-column': [
    size('width'),
    size('padding'),
    colour('background-color'),
    { name: 'vertical-align', kind: 'vertical' },
  ],
  'mj-hero': [colour('background-color'), size('padding')],
  'mj-text': [size('font-size'), size('line-height'), colour('color'), align, size('padding')],
  'mj-button': [href, colour('background-color'), colour('color'), align, size('border-radius'), size('padding')],
  'mj-image': [{ name: 'alt', kind: 'words' }, href, size('width'), align, size('padding')],
  'mj-divider': [colour('border-color'), size('border-width'), size('padding')],
  'mj-spacer': [size('height')],
};
