/** A whole reply as it came: `lines` is its text in Latin-1, lines parted by LF, codes included. */
export type RawReply = { kind: 'reply'; code: number; lines: string };

/** Makes replies of what comes on one connection, as Latin-1, however it is cut. */
export type ReplyReader = {
  /** Takes what came; answers what is wrong with it, after which nothing more may be read. Whole replies before the fault count. */
  read(text: string): string | undefined;
  /** Whole replies that nobody has taken yet, oldest first. */
  readonly replies: RawReply[];
  /** Whether a reply has begun and not ended. */
  readonly partial: boolean;
};

/** The most octets of one reply that are kept: RFC 5321 §4.5.3.1.5 allows 512 a line. */
export const longestReply = 64 * 1024;

/**
 * Opens a reader. A reply is lines of three digits, a first one from 2 to 5, all with the same first digit; the last of them has no
 * hyphen after its code, and its code is the reply's. A bare LF ends a line too.
 */
export function replyReader(): ReplyReader {
  const replies: RawReply[] = [];
  let rest = '';
  let earlier = '';

  function takeLine(line: string): string | undefined {
    const code = codeOf(line);
    if (code === 0) return `the server sent what is no SMTP reply: ${excerpt(line)}`;
    if (earlier !== '' && earlier.charCodeAt(0) !== line.charCodeAt(0)) {
      return `the server contradicts itself within one reply: ${excerpt(earlier)} and ${excerpt(line)}`;
    }
    if (line.charCodeAt(3) === hyphen) {
      earlier += `${line}\n`;
      return undefined;
    }
    replies.push({ kind: 'reply', code, lines: earlier === '' ? line : earlier + line });
    earlier = '';
    return undefined;
  }

  return {
    replies,
    get partial() {
      return rest !== '' || earlier !== '';
    },
    read(text) {
      let from = 0;
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
        if (earlier.length + rest.length + (end - from) > longestReply) return tooLong;
        const line = withoutCr(rest === '' ? text.slice(from, end) : rest + text.slice(from, end));
        rest = '';
        from = end + 1;
        const problem = takeLine(line);
        if (problem !== undefined) return problem;
      }
      if (from < text.length) rest += text.slice(from);
      return earlier.length + rest.length > longestReply ? tooLong : undefined;
    },
  };
}

const hyphen = 0x2d;
const tooLong = `the server sent a reply longer than ${longestReply} octets`;

function withoutCr(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

/** The code of a line, or 0 when it does not begin as a reply does. */
function codeOf(line: string): number {
  const first = line.charCodeAt(0) - 0x30;
  const second = line.charCodeAt(1) - 0x30;
  const third = line.charCodeAt(2) - 0x30;
  if (!(first >= 2 && first <= 5 && isDigit(second) && isDigit(third))) return 0;
  const after = line.length === 3 ? space : line.charCodeAt(3);
  return after === space || after === hyphen ? first * 100 + second * 10 + third : 0;
}

const space = 0x20;

function isDigit(value: number): boolean {
  return value >= 0 && value <= 9;
}

function excerpt(line: string): string {
  return JSON.stringify(line.slice(0, 60));
}
