/** Answers for parameters that do not fit: web.md 5.2–5.5, 5.8. */
import type { Constraint } from "../json/constraint.ts";
import { firstViolation } from "../json/constraint.ts";
import type { DecodeProblems } from "../json/problem.ts";
import type { Exchange } from "./exchange.ts";

/** `path param 'id': expected Int, received 'abc'`; `place` is `path param 'id'`. */
export function wrongText(exchange: Exchange, place: string, expected: string, received: string): Response {
  return exchange.error(400, `${place}: expected ${expected}, received '${received}'`);
}

/** A required parameter is absent. */
export function missingParam(exchange: Exchange, place: string): Response {
  return exchange.error(400, `${place}: missing — it is required`);
}

/** The answer for a violated constraint, undefined when `value` (uniform) satisfies them all. */
export function checkParam(
  exchange: Exchange,
  place: string,
  constraints: readonly Constraint[],
  value: unknown,
): Response | undefined {
  const text = firstViolation(constraints, value);
  return text === null ? undefined : exchange.error(400, `${place}: ${text}`);
}

/** A body that does not fit its type; the body lists all problems where there are several kinds to tell. */
export function wrongBody(exchange: Exchange, problems: DecodeProblems): Response {
  const list = problems.list();
  const error = JSON.stringify(problems.text());
  return exchange.jsonStatus(
    400,
    list === null ? `{"error":${error}}` : `{"error":${error},"errors":${JSON.stringify(list)}}`,
  );
}
