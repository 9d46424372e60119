/** `@background`: realtime.md 17. */
import { isConnection } from "../../app/app_pool.ts";
import { decoratorArgument, literalJson } from "../../app/constants.ts";
import type { BackgroundFunction } from "../../app/manifest.ts";
import { type Handler, report } from "../../app/parameters.ts";
import type { Decorator } from "../../syntax/ast.ts";
import { notEncodable } from "../../types/encodable.ts";
import { readRetry, readStore } from "./arguments.ts";

export function readBackground(handler: Handler, decorator: Decorator, name: string): BackgroundFunction {
  const { declaration, module, symbol } = handler;
  const store = readStore(handler, decorator);
  if (decoratorArgument(decorator, "store") !== undefined) checkForms(handler);
  const visibility = decoratorArgument(decorator, "visibility_secs");
  const seconds = visibility && literalJson(visibility);
  const catchUp = decoratorArgument(decorator, "catch_up");
  return {
    name,
    handler: { module, name: symbol.name },
    isAsync: declaration.isAsync,
    retry: readRetry(handler, decorator),
    store,
    visibilitySeconds: typeof seconds === "number" ? seconds : 60,
    catchUp: catchUp === undefined || literalJson(catchUp) !== false,
  };
}

/** What is kept in a database is JSON there. */
function checkForms(handler: Handler): void {
  const { declaration, symbol } = handler;
  const name = declaration.name.name;
  const help = ["with `store` arguments and result are kept as JSON; give what the value is made of"];
  declaration.params.forEach((param, index) => {
    const { type } = symbol.type.params[index]!;
    const reason = isConnection(type) ? null : notEncodable(type);
    if (reason === null) return;
    const message = `\`${param.name.name}\` of the durable function \`${name}\`: ${reason}`;
    report(handler, "background/args", param, message, help);
  });
  const reason = declaration.result && notEncodable(symbol.type.result);
  if (!reason) return;
  const message = `the result of the durable function \`${name}\`: ${reason}`;
  report(handler, "background/args", declaration.result!, message, help);
}
