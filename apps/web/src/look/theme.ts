import { Anchor, Badge, Button, createTheme, type MantineColorsTuple, Modal, Skeleton } from '@mantine/core';

/** The one accent: the indigo of the courier's coat, as in the letters' mark. */
const ai: MantineColorsTuple = [
  '#eef2fb',
  '#dbe3f5',
  '#b4c4ea',
  '#8aa3df',
  '#6785d4',
  '#4c6bc0',
  '#3a57a6',
  '#28407a',
  '#22366a',
  '#1a2a54',
];

/** Warm greys, from paper to ink, so that dark is a room at night and not a void. */
const sumi: MantineColorsTuple = [
  '#e9e7e1',
  '#c9c8c4',
  '#a4a8b2',
  '#7d828e',
  '#464b58',
  '#343945',
  '#262a33',
  '#1b1e26',
  '#15171d',
  '#0f1116',
];

/** The red of a seal, dark enough for white words on it. */
const beni: MantineColorsTuple = [
  '#fdf0ee',
  '#f9dcd8',
  '#f2b5ae',
  '#ff9c90',
  '#e0685b',
  '#c4493d',
  '#b23529',
  '#a3291f',
  '#8b2219',
  '#701a13',
];

/** How every part looks before anybody says otherwise. */
export const theme = createTheme({
  primaryColor: 'ai',
  primaryShade: { light: 7, dark: 5 },
  colors: { ai, dark: sumi, red: beni },
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "IPAPGothic", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "IPAGothic", monospace',
  headings: {
    fontWeight: '650',
    sizes: { h1: { fontSize: '1.75rem', lineHeight: '1.3' }, h2: { fontSize: '1.15rem' } },
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Badge: Badge.extend({ defaultProps: { tt: 'none' } }),
    Button: Button.extend({ defaultProps: { fw: 600 } }),
    Anchor: Anchor.extend({ defaultProps: { underline: 'hover' } }),
    Modal: Modal.extend({ defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.35, blur: 2 } } }),
    Skeleton: Skeleton.extend({ defaultProps: { radius: 'md' } }),
  },
});
