/**
 * A run-time error of a Fitz program (language.md section 18). Thrown; programs cannot catch it. The Fitz position comes from the JavaScript stack, which
 * source maps have already translated.
 */
export class Failure extends Error {
  override readonly name = "Failure";
  constructor(
    /** `run/…` */
    readonly code: string,
    message: string,
    readonly help: readonly string[] = [],
    /** Extra lines such as `left:` and `right:` of a failed assertion. */
    readonly details: readonly string[] = [],
  ) {
    super(message);
  }
}

/** Throws a Failure; for use in expressions. */
export function fail(code: string, message: string, help: readonly string[] = []): never {
  throw new Failure(code, message, help);
}
