/** What `cors(…)`, `rate_limit(…)`, `secure_headers(…)` and `compress(…)` give to programs. */
import { fail } from "../../failures/failure.ts";
import { defineKind } from "../../operations/kind.ts";

export abstract class MiddlewareValue {
  /** The function that made it. */
  abstract readonly maker: string;
}

/** Declares a class of middleware values as values of the type `Middleware`. */
export function defineMiddleware(constructor: new (...args: any[]) => MiddlewareValue): void {
  defineKind(constructor, {
    name: "Middleware",
    display: (value: MiddlewareValue) => `<${value.maker}>`,
  });
}

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** A list of header or method names as the value of a header. @throws Failure `run/bad-argument` naming the argument */
export function tokenList(argument: string, texts: readonly unknown[]): string {
  for (const text of texts) {
    if (typeof text !== "string" || !TOKEN.test(text)) {
      fail(
        "run/bad-argument",
        `\`${argument}\` holds ${JSON.stringify(text)}, which is no name of a header or method`,
      );
    }
  }
  return texts.join(", ");
}

/** A text that may be the value of a header. @throws Failure `run/bad-argument` naming the argument */
export function headerValue(argument: string, text: string): string {
  if (/[^\t\x20-\x7e]/.test(text)) {
    fail("run/bad-argument", `\`${argument}\` is ${JSON.stringify(text)}, which no header can hold`);
  }
  return text;
}

/** An Int of at least `least` as a number. @throws Failure `run/bad-argument` naming the argument */
export function countOf(argument: string, value: number | bigint, least: number): number {
  const number = Number(value);
  if (number < least || !Number.isSafeInteger(number)) {
    fail("run/bad-argument", `\`${argument}\` must be at least ${least}, found ${value}`);
  }
  return number;
}
