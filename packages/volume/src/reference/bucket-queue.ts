/**
 * Voxels waiting for a front, in buckets of equal width; a ring of buckets covers the farthest that one step can reach.
 * Within a bucket any fixed order would do; that of a linked list is the cheapest.
 */
export class BucketQueue {
  readonly #lowestMm: number;
  readonly #perMm: number;
  readonly #ring: number[][];
  #current = 0;
  #waiting = 0;

  constructor(lowestMm: number, widthMm: number, longestStepMm: number) {
    this.#lowestMm = lowestMm;
    this.#perMm = 1 / widthMm;
    this.#ring = Array.from({ length: Math.ceil(longestStepMm / widthMm) + 3 }, () => []);
  }

  isEmpty(): boolean {
    return this.#waiting === 0;
  }

  /** Whether `valueMm` lies in the current bucket or before it. */
  isDue(valueMm: number): boolean {
    return this.#bucketOf(valueMm) <= this.#current;
  }

  push(voxel: number, valueMm: number): void {
    this.#ring[Math.max(this.#bucketOf(valueMm), this.#current) % this.#ring.length]!.push(voxel);
    this.#waiting++;
  }

  /** Takes all voxels out of the current bucket, the last first; it may fill again while they are looked at. */
  takeBucket(): number[] {
    const at = this.#current % this.#ring.length;
    const voxels = this.#ring[at]!.reverse();
    this.#ring[at] = [];
    this.#waiting -= voxels.length;
    return voxels;
  }

  advance(): void {
    this.#current++;
  }

  /** Jumps forward to the bucket of `valueMm`; only when empty. */
  advanceTo(valueMm: number): void {
    this.#current = Math.max(this.#current, this.#bucketOf(valueMm));
  }

  #bucketOf(valueMm: number): number {
    return Math.floor((valueMm - this.#lowestMm) * this.#perMm);
  }
}
