/**
 * Where in HTML (or MJML) the next character stands. `hidden` counts for comments that only Outlook reads, whose
 * content is HTML of its own. `value` keeps the first characters of an attribute's value.
 */
export type HtmlState =
  | { at: 'text'; hidden: boolean; raw?: string }
  | { at: 'comment'; hidden: boolean }
  | { at: 'tag'; hidden: boolean; element: string; closing: boolean; named: boolean }
  | { at: 'attribute'; hidden: boolean; element: string; attribute: string; named: boolean }
  | { at: 'value'; hidden: boolean; element: string; attribute: string; quote: '"' | "'" | ''; value: string };

/** What the reader of HTML met: an element's name, or a whole attribute; `end` is an offset in the piece just read. */
export type HtmlEvent =
  | { kind: 'element'; element: string; closing: boolean; end: number }
  | { kind: 'attribute'; element: string; attribute: string; value: string; end: number };

/** The state at the beginning of a document. */
export const htmlStart: HtmlState = { at: 'text', hidden: false };

const valueKept = 64;
const rawElements = ['style', 'mj-style', 'script', 'textarea', 'title', 'mj-title'];
const space = /\s/;

/** Reads one piece of HTML from a state on, reports what it meets, and answers the state after it. */
export function readHtml(piece: string, from: HtmlState, report: (event: HtmlEvent) => void): HtmlState {
  let state = from;
  for (let i = 0; i < piece.length; ) {
    const step = stepFor(state, piece, i);
    if (step.event !== undefined) report(step.event);
    state = step.state;
    i = step.next;
  }
  return state;
}

/** The state after a placeholder: inside an attribute's value it stands for something unknown. */
export function afterPlaceholder(state: HtmlState): HtmlState {
  if (state.at === 'value') return { ...state, value: `${state.value}\u{fffc}`.slice(0, valueKept) };
  if (state.at === 'attribute' && state.named) return { ...state, named: false };
  return state;
}

// A step moves on in the text, or stays and changes the state to one that does.
type Step = { state: HtmlState; next: number; event?: HtmlEvent };

function stepFor(state: HtmlState, piece: string, i: number): Step {
  switch (state.at) {
    case 'text':
      return stepText(state, piece, i);
    case 'comment': {
      const end = piece.indexOf('-->', i);
      return end === -1
        ? { state, next: piece.length }
        : { state: { at: 'text', hidden: state.hidden }, next: end + 3 };
    }
    case 'tag':
      return stepTag(state, piece, i);
    case 'attribute':
      return stepAttribute(state, piece, i);
    case 'value':
      return stepValue(state, piece, i);
  }
}

function stepText(state: HtmlState & { at: 'text' }, piece: string, i: number): Step {
  const open = piece.indexOf('<', i);
  if (open === -1) return { state, next: piece.length };
  const rest = piece.slice(open, open + 40);
  if (state.raw !== undefined) {
    return rest.toLowerCase().startsWith(`</${state.raw}`)
      ? { state: { at: 'text', hidden: state.hidden }, next: open }
      : { state, next: open + 1 };
  }
  const mark = /^<!(?:--)?\[(?:if|endif)/.exec(rest) ?? /^<!--<!\[endif\]-->/.exec(rest);
  if (mark !== null) return stepConditional(state, piece, open);
  if (rest.startsWith('<!--')) return { state: { at: 'comment', hidden: state.hidden }, next: open + 4 };
  const name = /^<(\/?)([a-z][^\s/>]*)/i.exec(rest);
  if (name === null) return { state, next: open + 1 };
  const closing = name[1] === '/';
  const tag: HtmlState = { at: 'tag', hidden: state.hidden, element: '', closing, named: false };
  return { state: tag, next: open + (closing ? 2 : 1) };
}

// <!--[if mso]> … <![endif]--> hides its content from all but Outlook; <!--[if !mso]><!--> … <!--<![endif]--> shows it.
function stepConditional(state: HtmlState & { at: 'text' }, piece: string, open: number): Step {
  const shown = /^<!--\[if[^\]]*\]><!-->|^<!--<!\[endif\]-->/.exec(piece.slice(open, open + 120));
  if (shown !== null) return { state: { at: 'text', hidden: false }, next: open + shown[0].length };
  const end = piece.indexOf('>', open);
  const hidden = piece.startsWith('<!--[if', open);
  return { state: { at: 'text', hidden }, next: end === -1 ? piece.length : end + 1 };
}

function stepTag(state: HtmlState & { at: 'tag' }, piece: string, i: number): Step {
  const { hidden, closing } = state;
  if (!state.named) {
    const name = /^[^\s/>]*/.exec(piece.slice(i, i + 80))?.[0] ?? '';
    const element = (state.element + name).toLowerCase();
    const next = i + name.length;
    const event: HtmlEvent = { kind: 'element', element, closing, end: next };
    return { state: { ...state, element, named: true }, next, event };
  }
  const char = piece[i] ?? '';
  if (char === '>') {
    const selfClosed = piece[i - 1] === '/';
    const raw = !closing && !selfClosed && rawElements.includes(state.element);
    return { state: raw ? { at: 'text', hidden, raw: state.element } : { at: 'text', hidden }, next: i + 1 };
  }
  if (space.test(char) || char === '/') return { state, next: i + 1 };
  return {
    state: { at: 'attribute', hidden, element: state.element, attribute: '', named: false },
    next: i,
  };
}

function stepAttribute(state: HtmlState & { at: 'attribute' }, piece: string, i: number): Step {
  const { hidden, element } = state;
  const back: HtmlState = { at: 'tag', hidden, element, closing: false, named: true };
  if (!state.named) {
    const name = /^=?[^\s=>/]*/.exec(piece.slice(i, i + 200))?.[0] ?? '';
    const attribute = (state.attribute + name).toLowerCase();
    return { state: { ...state, attribute, named: true }, next: i + name.length };
  }
  const rest = /^\s*=\s*/.exec(piece.slice(i, i + 200));
  if (rest === null) {
    const event: HtmlEvent = { kind: 'attribute', element, attribute: state.attribute, value: '', end: i };
    return { state: back, next: i, event };
  }
  const next = i + rest[0].length;
  const quote = piece[next] === '"' ? '"' : piece[next] === "'" ? "'" : '';
  return {
    state: { at: 'value', hidden, element, attribute: state.attribute, quote, value: '' },
    next: next + quote.length,
  };
}

function stepValue(state: HtmlState & { at: 'value' }, piece: string, i: number): Step {
  const rest = piece.slice(i);
  const length = state.quote === '' ? rest.search(/[\s>]/) : rest.indexOf(state.quote);
  const read = length === -1 ? rest.length : length;
  const value = (state.value + rest.slice(0, read)).slice(0, valueKept);
  if (length === -1) return { state: { ...state, value }, next: piece.length };
  const { hidden, element, attribute } = state;
  return {
    state: { at: 'tag', hidden, element, closing: false, named: true },
    next: i + read + state.quote.length,
    event: { kind: 'attribute', element, attribute, value, end: i + read },
  };
}
