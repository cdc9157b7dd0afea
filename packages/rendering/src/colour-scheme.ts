/** Light or dark, as a reader's screen is set. */
export type ColourScheme = 'light' | 'dark';

/**
 * The letter as mail programs show it that follow its own dark design, whatever the screen it is looked at on is set to: the rules
 * for that scheme always hold, those for the other never. What programs do that repaint letters by themselves is not shown.
 */
export function inColourScheme(html: string, scheme: ColourScheme): string {
  const asked = html.replace(/\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/gi, (_, for_: string) =>
    for_.toLowerCase() === scheme ? '(min-width:0px)' : '(max-width:0px)',
  );
  const only = `<style>:root{color-scheme:only ${scheme} !important}</style>`;
  const end = asked.toLowerCase().indexOf('</head>');
  return end === -1 ? only + asked : asked.slice(0, end) + only + asked.slice(end);
}
