/** What generated routes call for guards: web.md 16. */
import { fail } from "../failures/failure.ts";
import { display } from "../operations/display.ts";
import { typeName } from "../operations/type_name.ts";
import { FitzMap } from "../values/map.ts";
import { Err } from "../values/result.ts";
import type { Exchange } from "./exchange.ts";
import { headerMap } from "./request.ts";

/** The user that a test sends its request with, for whom the provider is not asked; null for requests from outside. */
export function givenUser(exchange: Exchange): unknown {
  return exchange.info?.user ?? null;
}

/** The headers as the provider of a route gets them: a map of its own. */
export function providerHeaders(exchange: Exchange): FitzMap {
  return headerMap(exchange);
}

/** The 401 answer to what the provider gave instead of a user. */
export function refuseUser(exchange: Exchange, result: unknown): Response {
  if (!(result instanceof Err)) {
    return fail("run/type", `the auth provider must return a \`Result\`, found \`${typeName(result)}\``);
  }
  const { value } = result;
  const text = typeof value === "string" ? value : display(value);
  return exchange.error(401, text, [["www-authenticate", "Bearer"]]);
}

/** The 403 answer to a user without any of the roles. */
export function refuseRole(
  exchange: Exchange,
  role: unknown,
  roles: readonly string[],
  isAdmin: boolean,
): Response {
  const required = roles.join(", ");
  const reason = typeof role !== "string"
    ? `missing role (required: ${required})`
    : isAdmin
    ? "admin role required"
    : `role '${role}' not authorized (required: ${required})`;
  return exchange.error(403, `access forbidden — ${reason}`);
}

/** @throws Failure always: a value that comes through `Any` is no user */
export function notAUser(value: unknown, expected: string): never {
  fail("run/type", `the user must be \`${expected}\`, found \`${typeName(value)}\``);
}

/** @throws Failure always: a program that runs in spite of its errors lets nobody through */
export function noProvider(): never {
  fail("run/type", "a guarded handler has no `@auth_provider` that could say who sends the request");
}
