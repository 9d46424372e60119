/** A value that shows as `***` everywhere; only `expose` reveals it (stdlib.md section 24). */
import { constantTimeEqual, constantTimeTextEqual } from "../operations/constant_time.ts";
import { equals } from "../operations/equals.ts";
import { defineKind } from "../operations/kind.ts";

export class Secret {
  readonly #value: unknown;

  /** @param value in uniform form */
  constructor(value: unknown) {
    this.#value = value;
  }

  expose(): unknown {
    return this.#value;
  }

  /** For hosts that stringify by themselves. */
  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }
}

/** What every Secret shows as. */
export const MASK = "***";

/** The value of a Secret; any other value is itself. For parameters that take either. */
export function exposed(value: unknown): unknown {
  return value instanceof Secret ? value.expose() : value;
}

function secretsEqual(a: Secret, b: Secret): boolean {
  const x = a.expose();
  const y = b.expose();
  if (typeof x === "string" && typeof y === "string") return constantTimeTextEqual(x, y);
  if (x instanceof Uint8Array && y instanceof Uint8Array) return constantTimeEqual(x, y);
  return equals(x, y);
}

defineKind(Secret, { name: "Secret", display: () => MASK, equals: secretsEqual });
