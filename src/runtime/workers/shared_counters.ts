/**
 * Counts in fixed windows that all workers of a process see at once (web.md 15.1, 15.3): a table in shared memory, so that counting stays a plain call. A key lies in one of a few
 * slots that its hash names; where all of those are taken, the window that began first gives way.
 */

/** What a count says. */
export interface WindowCount {
  /** Calls in this window, this one included. */
  readonly count: number;
  /** Milliseconds until the window ends. */
  readonly left: number;
}

/** Slot: two words of hash, the count, then the start of the window as a double. */
const WORDS = 6;
const COUNT = 2;
const START = 4;
const SLOTS_PER_BUCKET = 8;
const BUCKETS = 8192;
/** One lock word for each group of buckets. */
const LOCKS = 256;
/** Words before the table: two of the seed, then the locks. */
const TABLE = 2 + LOCKS;

export class SharedCounters {
  readonly #words: Int32Array<SharedArrayBuffer>;
  readonly #starts: Float64Array<SharedArrayBuffer>;

  /** @param memory of `SharedCounters.memory()`, the same in all workers */
  constructor(readonly memory: SharedArrayBuffer) {
    this.#words = new Int32Array(memory);
    this.#starts = new Float64Array(memory);
  }

  /** Memory for 65,536 keys: 1.5 MB, which the system provides as it is used. */
  static memory(): SharedArrayBuffer {
    const memory = new SharedArrayBuffer(4 * (TABLE + BUCKETS * SLOTS_PER_BUCKET * WORDS));
    // Nobody outside can tell which keys share slots.
    const seed = crypto.getRandomValues(new Int32Array(2));
    new Int32Array(memory).set(seed);
    return memory;
  }

  /**
   * Counts one call of `key`; a window starts with the first one.
   *
   * @param length of the window in milliseconds
   * @param now milliseconds of a clock that all workers share
   */
  hit(key: string, length: number, now: number): WindowCount {
    const words = this.#words;
    const [low, high] = hash(key, words[0], words[1]);
    const bucket = (low >>> 0) % BUCKETS;
    const lock = 2 + (bucket % LOCKS);
    while (Atomics.compareExchange(words, lock, 0, 1) !== 0) { /* Held for less than a microsecond. */ }
    const slot = this.#slot(bucket, low, high);
    const start = (slot + START) >> 1;
    const isKnown = words[slot] === low && words[slot + 1] === high;
    if (!isKnown || words[slot + COUNT] === 0 || now - this.#starts[start] >= length) {
      words[slot] = low;
      words[slot + 1] = high;
      words[slot + COUNT] = 0;
      this.#starts[start] = now;
    }
    const count = ++words[slot + COUNT];
    const left = this.#starts[start] + length - now;
    Atomics.store(words, lock, 0);
    return { count, left };
  }

  /** Word of the key's slot, of an empty one, or of the one whose window began first. */
  #slot(bucket: number, low: number, high: number): number {
    const words = this.#words;
    const first = TABLE + bucket * SLOTS_PER_BUCKET * WORDS;
    let best = first;
    for (let at = first; at < first + SLOTS_PER_BUCKET * WORDS; at += WORDS) {
      if (words[at] === low && words[at + 1] === high) return at;
      if (words[best + COUNT] === 0) continue;
      if (words[at + COUNT] === 0 || this.#starts[(at + START) >> 1] < this.#starts[(best + START) >> 1]) {
        best = at;
      }
    }
    return best;
  }
}

/** 64 bits of a text. */
function hash(text: string, seed1: number, seed2: number): [number, number] {
  let a = seed1 ^ 0x9e3779b9;
  let b = seed2 ^ 0x85ebca6b;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 0x85ebca77);
    b = Math.imul(b ^ unit, 0xc2b2ae3d);
    a = (a << 13) | (a >>> 19);
    b = (b << 17) | (b >>> 15);
  }
  a ^= text.length;
  a = Math.imul(a ^ (a >>> 16), 0x21f0aaad) ^ Math.imul(b ^ (b >>> 13), 0x735a2d97);
  b = Math.imul(b ^ (b >>> 16), 0x735a2d97) ^ Math.imul(a ^ (a >>> 13), 0x21f0aaad);
  return [a ^ (a >>> 15), b ^ (b >>> 15)];
}
