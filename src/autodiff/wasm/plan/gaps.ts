/**
 * Stretches of memory that nobody uses.
 *
 * Next: arena.ts
 */

/** From an address on, so many bytes. */
interface Gap {
  from: number;
  bytes: number;
}

/** A set of gaps; those beside each other are one. */
export class Gaps {
  private readonly gaps: Gap[] = [];

  /** Takes bytes out of the tightest gap that has them; null if none has. */
  claim(bytes: number): number | null {
    let best: Gap | null = null;
    for (const gap of this.gaps) {
      if (gap.bytes >= bytes && (best === null || gap.bytes < best.bytes)) best = gap;
    }
    if (best === null) return null;
    const { from } = best;
    best.from += bytes;
    best.bytes -= bytes;
    if (best.bytes === 0) this.gaps.splice(this.gaps.indexOf(best), 1);
    return from;
  }

  /** Gives bytes back. */
  release(from: number, bytes: number): void {
    const gap = { from, bytes };
    for (const other of [...this.gaps]) {
      const isBefore = other.from + other.bytes === gap.from;
      if (!isBefore && gap.from + gap.bytes !== other.from) continue;
      this.gaps.splice(this.gaps.indexOf(other), 1);
      gap.from = Math.min(gap.from, other.from);
      gap.bytes += other.bytes;
    }
    this.gaps.push(gap);
  }

  /** How long the longest gap is. */
  get longest(): number {
    return this.gaps.reduce((most, { bytes }) => Math.max(most, bytes), 0);
  }
}
