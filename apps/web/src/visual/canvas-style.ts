/** Styles of a document inside the page: its own, then the letter's without what only the dark says or what would be fetched. */
export function canvasStyle(view: Window, css: string): CSSStyleSheet[] {
  const sheetOf = (text: string) => {
    // A document takes only sheets that its own window has made.
    const Sheet: unknown = Reflect.get(view, 'CSSStyleSheet');
    if (typeof Sheet !== 'function') return [];
    const sheet: CSSStyleSheet = Reflect.construct(Sheet, []);
    sheet.replaceSync(text);
    return [sheet];
  };
  const letter = sheetOf(css.replaceAll(/url\([^)]*\)/gi, 'none'));
  for (const sheet of letter) {
    for (let at = sheet.cssRules.length - 1; at >= 0; at -= 1) {
      if (/^@media[^{]*prefers-color-scheme/.test(sheet.cssRules[at]?.cssText ?? '')) sheet.deleteRule(at);
    }
  }
  return [...letter, ...sheetOf(ownStyle)];
}

const ownStyle = `
  html { color-scheme: light; background: #fff; }
  [data-field] { background: #f6e3ee; color: #8a2c62; border-radius: 4px; padding: 0 3px; font-size: 0.92em; white-space: pre-wrap; }
  [contenteditable=true] { outline: 2px solid #28407a; outline-offset: 2px; min-height: 1em; }
  .kept { margin: 2px 8px; padding: 2px 10px; background: #f3f0e7; color: #5f6572; border: 1px dashed #b9b4a6; border-radius: 6px; font: 12px/1.7 ui-monospace, Menlo, Consolas, monospace; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; text-align: start; }
  img { max-width: 100%; }
  [data-gjs-type=mj-column] > table:empty, [data-gjs-type=mj-section] td:empty { min-height: 40px; }
`;
