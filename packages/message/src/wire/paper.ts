/** Octets to write a letter on, of at least the size that was asked for; their content is whatever stood there before. */
export type Sheet = {
  octets: Buffer;
  /** Says that nobody reads these octets any more: the next letter may be written on them. Saying so again changes nothing. */
  giveBack: () => void;
};

const step = 8 * 1024;
const mostKeptOctets = 64 * 1024 * 1024;
/** A letter is written on a sheet of up to so many times its size rather than on fresh memory: few campaigns have letters of one size. */
const mostTimes = 4;

/**
 * Sheets that are used again. A letter of 36 KB on fresh memory costs 30 µs of collecting garbage more than one on a used sheet, and
 * lets a busy process grow by hundreds of MB. A sheet that is never given back is lost to the stock and nothing else.
 */
export class Paper {
  readonly #stock = new Map<number, Buffer[]>();
  #kept = 0;

  /** A sheet of nobody else's until it is given back. */
  take(octets: number): Sheet {
    const size = Math.ceil(octets / step) * step;
    return this.#sheet(this.#used(size) ?? Buffer.allocUnsafeSlow(size));
  }

  #used(least: number): Buffer | undefined {
    for (let size = least; size <= least * mostTimes && this.#kept > 0; size += step) {
      const used = this.#stock.get(size)?.pop();
      if (used === undefined) continue;
      this.#kept -= size;
      return used;
    }
    return undefined;
  }

  #sheet(octets: Buffer): Sheet {
    let out = true;
    return {
      octets,
      giveBack: () => {
        if (!out) return;
        out = false;
        this.#keep(octets);
      },
    };
  }

  #keep(octets: Buffer): void {
    if (this.#kept + octets.length > mostKeptOctets) return;
    this.#kept += octets.length;
    const alike = this.#stock.get(octets.length);
    if (alike === undefined) this.#stock.set(octets.length, [octets]);
    else alike.push(octets);
  }
}
