/** `a..b`, `a..=b`: re-iterable, keeps its written form. Bounds are Ints (number or BigInt). */
export class Range {
  constructor(
    readonly from: number | bigint,
    readonly to: number | bigint,
    readonly isInclusive: boolean,
  ) {}
}
