/** Generated authentication of requests, before handlers and upgrades: web.md 16. */
import { authOf } from "../../../app/auth.ts";
import type { Guard } from "../../../app/manifest.ts";
import { printType } from "../../../types/print_type.ts";
import type { EmitContext } from "../context.ts";
import type { Leave } from "./parameter.ts";

/** The variable that holds the user behind `guardStatements`. */
export const USER = "$$user";

/** Whether the provider of a guard has to be awaited. */
export function guardWaits(context: EmitContext, guard: Guard | null): boolean {
  const provider = context.app.authProvider;
  return guard !== null && provider !== null && context.entry(provider.handler).isAsync;
}

/**
 * Statements that ask who sends the request and leave with 401 or 403 unless the guard lets them through; behind them the user is in `$$user` and in the exchange.
 *
 * @param headers runtime member that makes the map of headers for the provider
 */
export function guardStatements(
  context: EmitContext,
  guard: Guard | null,
  headers: "providerHeaders" | "socketProviderHeaders",
  leave: Leave,
): string[] {
  if (guard === null) return [];
  const { authProvider } = context.app;
  const { user } = authOf(context.program);
  if (authProvider === null || (user?.kind !== "instance" && user?.kind !== "enum")) {
    return [`const ${USER} = ${context.runtime("noProvider")}();`];
  }
  const { name, isAsync } = context.entry(authProvider.handler);
  const call = `${name}(${context.runtime(headers)}($$x))`;
  const isUser = user.kind === "enum"
    ? `${USER} instanceof ${context.runtime("EnumValue")} && ${USER}.info === ${
      context.className(user.symbol)
    }.info`
    : `${USER} instanceof ${context.className(user.symbol)}`;
  return [
    `let ${USER} = ${context.runtime("givenUser")}($$x);`,
    `if (${USER} === null) {`,
    `  const $$g = ${isAsync ? "await " : ""}${call};`,
    `  if (!($$g instanceof ${context.runtime("Ok")})) ${
      leave(`${context.runtime("refuseUser")}($$x, $$g)`)
    }`,
    `  ${USER} = $$g.value;`,
    "}",
    `if (!(${isUser})) ${context.runtime("notAUser")}(${USER}, ${JSON.stringify(printType(user))});`,
    `$$x.user = ${USER};`,
    ...roleStatements(context, guard, leave),
  ];
}

function roleStatements(context: EmitContext, { roles, isAdmin }: Guard, leave: Leave): string[] {
  if (roles.length === 0) return [];
  const others = roles.map((role) => `$$role !== ${JSON.stringify(role)}`).join(" && ");
  const refuse = `${context.runtime("refuseRole")}($$x, $$role, ${JSON.stringify(roles)}, ${isAdmin})`;
  return [`const $$role = ${USER}.role;`, `if (${others}) ${leave(refuse)}`];
}
