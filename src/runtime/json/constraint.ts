/** Field constraints: stdlib.md section 14.4. */
import { display } from "../operations/display.ts";
import { compare } from "../operations/compare.ts";
import { equals } from "../operations/equals.ts";
import { Decimal } from "../values/decimal.ts";
import { isFloat, unboxFloat } from "../values/float.ts";
import { FitzMap } from "../values/map.ts";
import { Secret } from "../values/secret.ts";
import { decimalFromNumber } from "./leaf.ts";

export type Constraint =
  | { readonly name: "min" | "max"; readonly limit: unknown }
  | { readonly name: "min_len" | "max_len"; readonly limit: number }
  | { readonly name: "pattern"; readonly text: string; readonly regex: RegExp }
  | { readonly name: "email" | "url" }
  | { readonly name: "one_of"; readonly values: readonly unknown[] };

const AROUND_AT = /^[^\s@]+@[^\s@]+$/u;
const URL_START = /^https?:\/\/[^\s/]/iu;

/**
 * What a value violates, as the text for the client; null when it satisfies the constraint.
 *
 * @param value in uniform form; null passes, a Secret is judged by what it hides
 */
export function violation(constraint: Constraint, value: unknown): string | null {
  if (value === null) return null;
  const subject = value instanceof Secret ? value.expose() : value;
  switch (constraint.name) {
    case "min":
      return compare(subject, limitFor(subject, constraint.limit)) >= 0
        ? null
        : `must be at least ${display(constraint.limit)}`;
    case "max":
      return compare(subject, limitFor(subject, constraint.limit)) <= 0
        ? null
        : `must be at most ${display(constraint.limit)}`;
    case "min_len":
      return lengthOf(subject) >= constraint.limit ? null : `length must be at least ${constraint.limit}`;
    case "max_len":
      return lengthOf(subject) <= constraint.limit ? null : `length must be at most ${constraint.limit}`;
    case "pattern":
      return constraint.regex.test(subject as string) ? null : `must match '${constraint.text}'`;
    case "email":
      return isEmail(subject as string) ? null : "must be an e-mail address";
    case "url":
      return URL_START.test(subject as string) && !/\s/u.test(subject as string) &&
          URL.canParse(subject as string)
        ? null
        : "must be an http or https URL";
    case "one_of":
      return constraint.values.some((choice) => equals(choice, subject))
        ? null
        : `must be one of: ${constraint.values.map((choice) => display(choice)).join(", ")}`;
  }
}

/** A limit written with a point bounds Decimals too, by its decimal digits. */
function limitFor(subject: unknown, limit: unknown): unknown {
  return subject instanceof Decimal && isFloat(limit)
    ? decimalFromNumber(String(unboxFloat(limit as number)))
    : limit;
}

/** One `@`, text without spaces on both sides, a dot inside the domain; in linear time. */
function isEmail(text: string): boolean {
  if (!AROUND_AT.test(text)) return false;
  const domain = text.slice(text.indexOf("@") + 1);
  const dot = domain.indexOf(".", 1);
  return dot > 0 && dot < domain.length - 1;
}

/** The first violation in written order. */
export function firstViolation(constraints: readonly Constraint[], value: unknown): string | null {
  for (const constraint of constraints) {
    const text = violation(constraint, value);
    if (text !== null) return text;
  }
  return null;
}

function lengthOf(value: unknown): number {
  if (typeof value === "string") {
    let count = 0;
    for (const _ of value) count++;
    return count;
  }
  return value instanceof FitzMap ? value.size : (value as { length: number }).length;
}
