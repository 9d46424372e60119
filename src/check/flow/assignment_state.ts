/** Which variables are assigned at one point: on some way to it, and on every way to it. */

/** Bits by the index of a variable; words that are absent are zero. */
type Bits = number[];

export class AssignmentState {
  /** Assigned on some way here. */
  readonly #some: Bits;
  /** Assigned on every way here. */
  readonly #every: Bits;
  /** No way leads here: joined with another state it adds nothing. */
  isDead: boolean;

  private constructor(some: Bits, every: Bits, isDead: boolean) {
    this.#some = some;
    this.#every = every;
    this.isDead = isDead;
  }

  /** Nothing is assigned. */
  static empty(): AssignmentState {
    return new AssignmentState([], [], false);
  }

  /** A place that no way leads to. */
  static dead(): AssignmentState {
    return new AssignmentState([], [], true);
  }

  copy(): AssignmentState {
    return new AssignmentState(this.#some.slice(), this.#every.slice(), this.isDead);
  }

  assign(index: number): void {
    setBit(this.#some, index);
    setBit(this.#every, index);
  }

  /** An assignment that may or may not have happened. */
  assignPerhaps(index: number): void {
    setBit(this.#some, index);
  }

  isAssigned(index: number): boolean {
    return hasBit(this.#every, index);
  }

  mayBeAssigned(index: number): boolean {
    return hasBit(this.#some, index);
  }

  /** Whether `other` knows of assignments on some way that this state does not. */
  lacksSomeOf(other: AssignmentState): boolean {
    return !other.isDead && other.#some.some((word, i) => (word & ~(this.#some[i] ?? 0)) !== 0);
  }

  /** Adds what is assigned on some way in `other`. */
  addSomeOf(other: AssignmentState): void {
    if (!other.isDead) {
      for (let i = 0; i < other.#some.length; i++) this.#some[i] = (this.#some[i] ?? 0) | other.#some[i]!;
    }
  }

  /** The state where two ways meet. */
  static join(a: AssignmentState, b: AssignmentState): AssignmentState {
    if (a.isDead) return b;
    if (b.isDead) return a;
    const joined = a.copy();
    joined.addSomeOf(b);
    for (let i = 0; i < joined.#every.length; i++) joined.#every[i] = joined.#every[i]! & (b.#every[i] ?? 0);
    return joined;
  }
}

function setBit(bits: Bits, index: number): void {
  const word = index >> 5;
  while (bits.length <= word) bits.push(0);
  bits[word] = bits[word]! | (1 << (index & 31));
}

const hasBit = (bits: Bits, index: number): boolean => ((bits[index >> 5] ?? 0) & (1 << (index & 31))) !== 0;
