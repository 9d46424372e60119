/** `auth/provider-signature`: web.md 16.1. */
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { NodeBase } from "../../syntax/ast.ts";
import { isLibraryType } from "../../types/middleware_kind.ts";
import { printType } from "../../types/print_type.ts";
import { STR, type Type } from "../../types/type.ts";
import type { FeatureContext } from "../feature.ts";

type Provider = FeatureContext["program"]["decorated"][number];

const SIGNATURE =
  "the signature is `fn(headers: Map<Str, Str>) -> Result<User>`, with a type of the program for `User`";

/** Reports what is wrong with the provider's signature, one thing at a time. `user` is the type of its users where that is known. */
export function checkProvider(context: FeatureContext, provider: Provider, user: Type | null): void {
  const { module, declaration, symbol } = provider;
  const name = declaration.name.name;
  const report = (node: NodeBase, problem: string, help: readonly string[] = []) =>
    context.report(diagnostic(
      "error",
      "auth/provider-signature",
      { file: context.program.modules[module].file, start: node.start, end: node.end },
      `@auth_provider on fn '${name}': ${problem}`,
      { help: [...help, SIGNATURE] },
    ));
  const { params, result, typeParams } = symbol.type;
  if (typeParams.length > 0) return report(declaration.name, "a provider has no type parameters");
  const variadic = declaration.params.find((param) => param.isVariadic);
  if (variadic) return report(variadic, "a provider has no variadic parameter");
  const [headers, connection] = declaration.params;
  if (headers === undefined || params.length > 2) {
    return report(
      params.length > 2 ? declaration.params[2] : declaration.name,
      `it takes the headers, and a \`DbConn\` at most, found ${params.length} parameters`,
    );
  }
  if (headers.type === null || !isHeaders(params[0].type)) {
    const found = headers.type === null ? "no type" : `\`${printType(params[0].type)}\``;
    return report(headers, `its first parameter must be \`Map<Str, Str>\`, found ${found}`);
  }
  if (connection && !isLibraryType(params[1].type, "DbConn")) {
    const found = connection.type === null ? "no type" : `\`${printType(params[1].type)}\``;
    return report(connection, `its second parameter must be a \`DbConn\`, found ${found}`);
  }
  if (declaration.result === null) {
    return report(declaration.name, "it must return a `Result`, found no declared result");
  }
  if (result.kind !== "result") {
    return report(declaration.result, `it must return a \`Result\`, found \`${printType(result)}\``);
  }
  if (user !== null) return;
  if (result.ok.kind !== "any") {
    return report(
      declaration.result,
      `users are of a \`type\` or \`enum\` of the program, found \`${printType(result.ok)}\``,
    );
  }
  report(declaration.result, "the type of its users cannot be seen", ["declare it: `-> Result<User>`"]);
}

/** `Map<Str, Str>`, or a bare `Map`. */
function isHeaders(type: Type): boolean {
  return type.kind === "map" && type.key === STR && (type.value === STR || type.value.kind === "any");
}
