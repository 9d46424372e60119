/** The generator of `rand` (stdlib.md section 20): splitmix64 on 64-bit words kept as two 32-bit halves. */
import { canonicalInt, type Int } from "../../src/runtime/operations/int.ts";

const TWO_32 = 4294967296;

/** The modulus of `(high * 2^32 + low) % n` for n up to 2^32, in steps that stay exact. */
function modulus(high: number, low: number, n: number): number {
  const upper = (high % n * 65536 + (low >>> 16)) % n;
  return (upper * 65536 + (low & 0xFFFF)) % n;
}

export class SplitMix64 {
  #stateHigh: number;
  #stateLow: number;
  /** The halves of the last draw, unsigned. */
  #high = 0;
  #low = 0;

  constructor(seed: bigint) {
    const bits = BigInt.asUintN(64, seed);
    this.#stateHigh = Number(bits >> 32n);
    this.#stateLow = Number(bits & 0xFFFFFFFFn);
  }

  /** Draws the next word. */
  #draw(): void {
    const low = (this.#stateLow + 0x7F4A7C15) >>> 0;
    const high = (this.#stateHigh + 0x9E3779B9 + (low < 0x7F4A7C15 ? 1 : 0)) >>> 0;
    this.#stateHigh = high;
    this.#stateLow = low;
    this.#multiply(high ^ (high >>> 30), low ^ (low >>> 30 | high << 2), 0xBF58476D, 0x1CE4E5B9);
    this.#multiply(
      this.#high ^ (this.#high >>> 27),
      this.#low ^ (this.#low >>> 27 | this.#high << 5),
      0x94D049BB,
      0x133111EB,
    );
    const mixed = this.#high >>> 31;
    this.#low = (this.#low ^ (this.#low >>> 31 | this.#high << 1)) >>> 0;
    this.#high = (this.#high ^ mixed) >>> 0;
  }

  /** The lower 64 bits of a product. */
  #multiply(aHigh: number, aLow: number, bHigh: number, bLow: number): void {
    const a0 = aLow & 0xFFFF;
    const a1 = aLow >>> 16;
    const b0 = bLow & 0xFFFF;
    const b1 = bLow >>> 16;
    const first = a1 * b0 + (a0 * b0 >>> 16);
    const second = a0 * b1 + (first & 0xFFFF);
    const carry = a1 * b1 + Math.floor(first / 65536) + Math.floor(second / 65536);
    this.#low = Math.imul(aLow, bLow) >>> 0;
    this.#high = (carry + Math.imul(aHigh, bLow) + Math.imul(aLow, bHigh)) >>> 0;
  }

  /** A whole number from `low` to `high`, both included; `low` is not above `high`. */
  int(low: Int, high: Int): Int {
    if (typeof low === "number" && typeof high === "number" && high - low < TWO_32) {
      return low + this.#below(high - low + 1);
    }
    const n = BigInt(high) - BigInt(low) + 1n;
    const limit = (1n << 64n) - (1n << 64n) % n;
    for (;;) {
      this.#draw();
      const word = BigInt(this.#high) << 32n | BigInt(this.#low);
      if (word < limit) return canonicalInt(BigInt(low) + word % n);
    }
  }

  /** A whole number from 0 up to, not including, `n`; `n` is 1 to 2^32. */
  #below(n: number): number {
    // 2^64 % n: words from 2^64 - surplus on would favour small results.
    const surplus = modulus(modulus(1, 0, n), 0, n);
    for (;;) {
      this.#draw();
      const isSurplus = surplus > 0 && this.#high === 0xFFFFFFFF && this.#low >= TWO_32 - surplus;
      if (!isSurplus) return modulus(this.#high, this.#low, n);
    }
  }

  /** 0 ≤ x < 1, with 53 random bits. */
  float(): number {
    this.#draw();
    return (this.#high * 2097152 + (this.#low >>> 11)) / 9007199254740992;
  }

  bool(): boolean {
    this.#draw();
    return this.#high >= 0x80000000;
  }

  /** The elements in a random order, as a new list. */
  shuffle(list: readonly unknown[]): unknown[] {
    const shuffled = [...list];
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = this.#below(i + 1);
      [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
    }
    return shuffled;
  }

  /** One element of a list that is not empty. */
  choice(list: readonly unknown[]): unknown {
    return list[this.#below(list.length)];
  }
}
