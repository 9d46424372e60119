/** User types become classes with functions for their methods; enums become objects with their shared values. */
import type { EnumDecl, TypeDecl } from "../../../syntax/ast.ts";
import type { FunctionSymbol, TypeSymbol } from "../../../types/symbol.ts";
import { quote } from "../code.ts";
import type { Emitter } from "../emitter.ts";
import { adapter, arity } from "../expressions/names.ts";
import { propertyName } from "../../../syntax/property_name.ts";
import { checkerOf, isRaw, uniformCheckerOf } from "../forms.ts";
import { NameScope } from "../names.ts";
import { declared } from "../symbols.ts";
import { functionDeclaration } from "./functions.ts";

export function typeDeclaration(e: Emitter, node: TypeDecl): void {
  const symbol = declared(e.module, node);
  if (symbol?.kind !== "type" || node.members === null) return;
  const className = e.program.className(symbol);
  const scope = new NameScope(null);
  const fields = [...symbol.fields.values()].map((field) => ({
    field,
    property: propertyName(field.name),
    param: scope.claim(field.name),
  }));
  e.open(`class ${className} extends ${e.runtime("Instance")} {`);
  e.open(`constructor(${fields.map(({ param }) => param).join(", ")}) {`);
  e.line("super();");
  for (const { property, param } of fields) e.line(`this.${property} = ${param};`);
  e.close();
  e.close();
  for (const member of node.members) {
    if (member.kind !== "FnDecl") continue;
    const method = symbol.methods.get(member.name.name);
    if (method?.declaration !== member) continue;
    functionDeclaration(e, member, {
      name: e.program.functionName(method),
      self: member.isStatic ? null : "self",
    });
  }
  e.program.description(infoText(e, symbol, className));
}

/** The statement that describes the type to the runtime: fields with their checks, methods for calls through Any. */
function infoText(e: Emitter, symbol: TypeSymbol, className: string): string {
  const fields = [...symbol.fields.values()].map((field) => {
    const flags = (isRaw(field.type) ? 1 : 0) | (field.isPrivate ? 2 : 0) | (field.isHidden ? 4 : 0);
    const parts = [quote(field.name), checkerOf(e, field.type) ?? "null", String(flags)];
    return `[${parts.join(", ")}]`;
  });
  const methods = [...symbol.methods.values()].map((method) => `[${methodEntry(e, method)}]`);
  return `${e.runtime("describeType")}(${className}, ${quote(symbol.name)}, [${fields.join(", ")}], [${
    methods.join(", ")
  }]);`;
}

function methodEntry(e: Emitter, method: FunctionSymbol): string {
  const direct = e.program.functionName(method);
  const code = adapter(e, direct, method.type, { isChecked: true, isUniform: false, self: !method.isStatic });
  return `${quote(method.name)}, ${method.isStatic}, ${arity(method.type)}, ${code}, [${
    method.type.params.map((param) => quote(param.name)).join(", ")
  }]`;
}

export function enumDeclaration(e: Emitter, node: EnumDecl): void {
  const symbol = declared(e.module, node);
  if (symbol?.kind !== "enum") return;
  const name = e.program.className(symbol);
  const variants = symbol.variants.map((variant) =>
    `[${[variant.name, ...variant.payload.map((field) => field.name)].map(quote).join(", ")}]`
  );
  e.line(`const ${name} = ${e.runtime("declareEnum")}(${quote(symbol.name)}, [${variants.join(", ")}]);`);
  const payloads = symbol.variants.map((variant) =>
    variant.payload.map((field) => uniformCheckerOf(e, field.type) ?? "null")
  );
  if (payloads.some((checks) => checks.some((check) => check !== "null"))) {
    const lists = payloads.map((checks) => `[${checks.join(", ")}]`);
    e.program.description(`${e.runtime("describeEnum")}(${name}, [${lists.join(", ")}]);`);
  }
  const units = symbol.variants.map((variant) => e.program.identifier(variant) ?? "");
  if (units.some((unit) => unit !== "")) {
    e.line(`const [${units.join(", ").replace(/[, ]+$/, "")}] = ${name}.units;`);
  }
}
