/** The words of `parse/unexpected-token` and of the mistakes that look like it. */

import type { FactoryContext } from "./factory_context.ts";

export function reportUnexpected(
  c: FactoryContext,
  at: number,
  _expected: readonly unknown[],
  _current: number,
  what: string,
  _refused: ReadonlySet<number>,
): void {
  c.report(
    "parse/unexpected-token",
    c.start(at),
    c.end(Math.min(at, c.tokens.length - 1)),
    `expected ${what}`,
  );
}
