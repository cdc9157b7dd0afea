/** JSON lines with rising ids, packed into buffers outside the JavaScript heap. */
export interface LineArchive {
  append(id: number, line: string): void;
  /** The bytes of all lines whose id is greater, oldest first, in large pieces. */
  after(id: number): Generator<Buffer>;
  newestFirst(): Generator<string>;
  find(id: number): string | null;
  clear(): void;
}

interface Chunk {
  firstId: number;
  lastId: number;
  bytes: Buffer;
  length: number;
}

const chunkBytes = 1 << 20;
const newline = 0x0a;

/** Keeps at most about `limitBytes`; the oldest lines go first. */
export function createLineArchive(limitBytes: number): LineArchive {
  let chunks: Chunk[] = [];
  return {
    append(id, line) {
      const needed = Buffer.byteLength(line);
      let chunk = chunks.at(-1);
      if (!chunk || chunk.length + needed > chunk.bytes.length) {
        chunk = { firstId: id, lastId: id, bytes: Buffer.allocUnsafeSlow(Math.max(chunkBytes, needed)), length: 0 };
        chunks.push(chunk);
        if (chunks.length > 1 && chunks.length * chunkBytes > limitBytes) chunks.shift();
      }
      chunk.length += chunk.bytes.write(line, chunk.length);
      chunk.lastId = id;
    },
    *after(id) {
      for (const chunk of chunks.slice()) {
        if (chunk.lastId <= id) continue;
        const from = chunk.firstId > id ? 0 : offsetAfter(chunk, id);
        if (from < chunk.length) yield chunk.bytes.subarray(from, chunk.length);
      }
    },
    *newestFirst() {
      for (const chunk of chunks.toReversed()) {
        let end = chunk.length;
        while (end > 0) {
          const start = end < 2 ? 0 : chunk.bytes.lastIndexOf(newline, end - 2) + 1;
          yield chunk.bytes.toString('utf8', start, end - 1);
          end = start;
        }
      }
    },
    find(id) {
      const chunk = chunks.find((candidate) => candidate.firstId <= id && id <= candidate.lastId);
      if (!chunk) return null;
      const start = offsetAfter(chunk, id - 1);
      const end = chunk.bytes.indexOf(newline, start);
      return idAt(chunk, start) === id ? chunk.bytes.toString('utf8', start, end) : null;
    },
    clear() {
      chunks = [];
    },
  };
}

/** Where the first line with a greater id begins. */
function offsetAfter(chunk: Chunk, id: number): number {
  let offset = 0;
  while (offset < chunk.length && idAt(chunk, offset) <= id) offset = chunk.bytes.indexOf(newline, offset) + 1;
  return offset;
}

/** Every line begins with {"id":123, (see `entryLine`). */
const idAt = (chunk: Chunk, offset: number): number =>
  Number.parseInt(chunk.bytes.toString('latin1', offset + '{"id":'.length, offset + 24), 10);
