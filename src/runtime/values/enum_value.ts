/** Enum values. Emitted code makes one EnumInfo per enum, one shared EnumValue per variant without payload. */
export interface VariantInfo {
  readonly name: string;
  /** Names of the payload fields; empty without payload. */
  readonly payload: readonly string[];
  /** Checks and conversions of the payload values, where some are needed. */
  accept?: readonly (((value: unknown) => unknown) | null)[];
}
export interface EnumInfo {
  readonly name: string;
  readonly variants: readonly VariantInfo[];
}
export class EnumValue {
  constructor(
    readonly info: EnumInfo,
    /** Index of the variant. */
    readonly tag: number,
    /** Uniform form; empty for a variant without payload. */
    readonly payload: readonly unknown[],
  ) {}
}
