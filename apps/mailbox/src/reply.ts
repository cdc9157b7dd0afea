/** An SMTP reply: its code, and its text as one string per line. */
export interface Reply {
  code: number;
  lines: readonly string[];
}

/** Reads '451 4.3.0 Try again' or a multi-line '550-…\n550 …'; null when it is no reply that a receiver may give. */
export function parseReply(text: string): Reply | null {
  const rows = text.split(/\r?\n/);
  const lines: string[] = [];
  let code = 0;
  for (const [index, row] of rows.entries()) {
    const match = /^([245]\d\d)([ -])([^\p{Cc}]+)$/u.exec(row);
    const last = index === rows.length - 1;
    if (!match?.[3] || (match[2] === ' ') !== last) return null;
    if (index > 0 && Number(match[1]) !== code) return null;
    code = Number(match[1]);
    lines.push(match[3]);
  }
  return { code, lines };
}

/** The reply as it stood on the wire, lines joined by \n. */
export const formatReply = ({ code, lines }: Reply): string =>
  lines.map((line, index) => `${code}${index < lines.length - 1 ? '-' : ' '}${line}`).join('\n');

/** Whether the reply refuses: 4yz or 5yz. */
export const refuses = (reply: Reply): boolean => reply.code >= 400;
