/** Names: variables, functions as values, types, modules, namespaces and constants. */
import type { Expr, Name, SelfExpr } from "../../../syntax/ast.ts";
import type { FunctionSymbol, NamespaceSymbol, Symbol } from "../../../types/symbol.ts";
import { typesEqual } from "../../../types/equality.ts";
import type { FunctionType } from "../../../types/type.ts";
import { quote } from "../code.ts";
import type { Emitter } from "../emitter.ts";
import { box, checkerOf, isRaw, unbox, uniformCheckerOf } from "../forms.ts";
import { propertyName } from "../../../syntax/property_name.ts";

export function name(e: Emitter, node: Name): string {
  if (e.module.bareFields.has(node.id)) return `${e.frame.self ?? "this"}.${propertyName(node.name)}`;
  const symbol = e.module.symbols[node.id];
  if (symbol === undefined) {
    return `${e.at(node)}${e.runtime("unknownName")}(${quote(node.name)})`;
  }
  return symbolValue(e, symbol, node);
}

export function selfExpr(e: Emitter, _node: SelfExpr): string {
  return e.frame.self ?? "null";
}

/** The value a symbol stands for. */
export function symbolValue(e: Emitter, symbol: Symbol, node: Expr): string {
  switch (symbol.kind) {
    case "variable": {
      const local = e.local(symbol);
      if (!e.module.maybeUnset.has(node.id)) return local;
      return `(${local} ?? ${e.at(node)}${e.runtime("readVariable")}(${local}, ${quote(symbol.name)}))`;
    }
    case "function":
      return functionValue(e, symbol);
    case "constant":
      return e.program.library(symbol.library);
    case "type":
    case "enum":
      return typeValue(e, symbol);
    case "module":
      return moduleValue(e, symbol.index);
    case "namespace":
      return namespaceValue(e, symbol, symbol.name);
    case "alias":
    case "variant":
      return `${e.at(node)}${e.runtime("unknownName")}(${quote(symbol.name)})`;
  }
}

/** How a function is called: identifier and whether Floats are raw in its convention. */
export function directName(e: Emitter, symbol: FunctionSymbol): string {
  if (symbol.library !== null) return e.program.library(symbol.library);
  const known = e.program.identifier(symbol);
  if (known !== undefined) return known;
  for (let frame: typeof e.frame | null = e.frame; frame; frame = frame.parent) {
    const local = frame.functions.get(symbol.declaration!);
    if (local !== undefined) return local;
  }
  throw new Error(`no function ${symbol.name} in scope`);
}

/** The waiting variant of a function of the program; null when it has none. */
export function waitingName(e: Emitter, symbol: FunctionSymbol): string | null {
  if (!e.program.waiting.has(symbol)) return null;
  if (e.program.identifier(symbol) !== undefined) return e.program.waitingFunction(symbol);
  for (let frame: typeof e.frame | null = e.frame; frame; frame = frame.parent) {
    const local = frame.waiting.get(symbol.declaration!);
    if (local !== undefined) return local;
  }
  return null;
}

/** An adapter from the uniform convention of function values to the direct one. */
export function adapter(
  e: Emitter,
  callee: string,
  type: FunctionType,
  options: { readonly isChecked: boolean; readonly isUniform: boolean; readonly self?: boolean },
): string {
  const params = type.params.map((param, index) => {
    const identifier = `${/^[a-z]\w*$/i.test(param.name) ? param.name : "x"}$${index}`;
    let code = identifier;
    if (param.isVariadic) {
      const checker = options.isChecked ? uniformCheckerOf(e, param.type) : null;
      if (checker !== null) code = `${identifier}.map((value) => ${checker}(value))`;
    } else {
      if (options.isChecked) {
        const checker = checkerOf(e, param.type);
        if (checker !== null) {
          code = param.hasDefault
            ? `${identifier} === undefined ? undefined : ${checker}(${identifier})`
            : `${checker}(${identifier})`;
        }
      } else if (isRaw(param.type) && !options.isUniform) {
        code = param.hasDefault
          ? `${identifier} === undefined ? undefined : ${unbox(e, identifier, param.type)}`
          : unbox(e, identifier, param.type);
      }
      if (options.isChecked && options.isUniform && isRaw(param.type)) code = box(e, code, param.type);
    }
    return { identifier, code };
  });
  const names = params.map((param) => param.identifier);
  if (options.self) names.unshift("self");
  const args = params.map((param) => param.code);
  if (options.self) args.unshift("self");
  let call = `${callee}(${args.join(", ")})`;
  const boxes = isRaw(type.result) && !options.isUniform;
  if (type.isAsync && !options.isUniform) {
    const run = boxes ? `async () => ${box(e, `await ${call}`, type.result)}` : `() => ${call}`;
    call = `new ${e.runtime("Future")}(${run})`;
  } else if (boxes) call = box(e, call, type.result);
  return `(${names.join(", ")}) => ${call}`;
}

/** `{ name, required, total, isVariadic }` as arguments of runtime functions. */
export function arity(type: FunctionType): string {
  const isVariadic = type.params.some((param) => param.isVariadic);
  const required = type.params.filter((param) => !param.hasDefault && !param.isVariadic).length;
  return `${required}, ${type.params.length}, ${isVariadic}`;
}

/** The same for a function of the library, over all its signatures. */
function overloadedArity(symbol: FunctionSymbol): string {
  if (symbol.overloads.length === 0) return arity(symbol.type);
  const params = [symbol.type, ...symbol.overloads].map((type) => type.params);
  const variadic = params.find((one) => one.some((param) => param.isVariadic));
  const needed = (variadic ? [variadic] : params).map((one) =>
    one.filter((param) => !param.hasDefault && !param.isVariadic).length
  );
  return `${Math.min(...needed)}, ${Math.max(...params.map((one) => one.length))}, ${variadic !== undefined}`;
}

/** Checks of the arguments whose types all signatures agree on, as a further argument; the function itself looks at the others. */
function agreedChecks(e: Emitter, symbol: FunctionSymbol): string {
  const signatures = [symbol.type, ...symbol.overloads].map((type) =>
    type.params.slice(0, type.params.findIndex((param) => param.isVariadic) >>> 0)
  );
  const most = Math.max(...signatures.map((params) => params.length));
  const checks = Array.from({ length: most }, (_, i) => {
    const [type, ...others] = signatures.flatMap((params) => params[i]?.type ?? []);
    const checker = others.every((other) => typesEqual(other, type!)) ? checkerOf(e, type!) : null;
    if (checker === null || !isRaw(type!)) return checker ?? "null";
    return `(value) => ${box(e, `${checker}(value)`, type!)}`;
  });
  return checks.every((check) => check === "null") ? "" : `, [${checks.join(", ")}]`;
}

/** A named function as a value. */
export function functionValue(e: Emitter, symbol: FunctionSymbol): string {
  const direct = directName(e, symbol);
  if (symbol.library !== null) {
    return e.program.declare(
      `value:${symbol.library}`,
      `value_${symbol.name}`,
      (identifier) =>
        `const ${identifier} = ${e.runtime("builtinValue")}(${quote(symbol.name)}, ${
          overloadedArity(symbol)
        }, ` +
        (symbol.overloads.length > 0
          ? `${direct}${agreedChecks(e, symbol)});`
          : `${adapter(e, direct, symbol.type, { isChecked: true, isUniform: false })});`),
    );
  }
  const make = () =>
    `${e.runtime("functionValue")}(${quote(symbol.name)}, ${arity(symbol.type)}, ${
      adapter(e, direct, symbol.type, { isChecked: true, isUniform: false })
    })`;
  if (symbol.isNested) return make();
  return e.program.declare(
    `value:${direct}`,
    `value_${symbol.name}`,
    (identifier) => `const ${identifier} = ${make()};`,
  );
}

function typeValue(e: Emitter, symbol: Symbol & { kind: "type" | "enum" }): string {
  const identifier = e.program.identifier(symbol);
  if (identifier === undefined) return `${e.runtime("libraryType")}(${quote(symbol.name)})`;
  return e.program.declare(
    `type:${identifier}`,
    `type_${symbol.name}`,
    (value) =>
      `const ${value} = ${e.runtime("lazyTypeValue")}(${quote(symbol.name)}, () => ${
        symbol.kind === "enum" ? identifier : `${identifier}.prototype.info`
      });`,
  ) + "()";
}

/** A module as a value: its members are read when asked for. */
export function moduleValue(e: Emitter, index: number): string {
  const module = e.program.program.modules[index];
  return e.program.declare(`module:${index}`, `module_${module.name}`, (identifier) => {
    const members: string[] = [];
    for (const [key, symbol] of module.exports) {
      if (symbol.kind === "alias" || symbol.kind === "variant") continue;
      const code = symbol.kind === "variable"
        ? (isRaw(symbol.type) ? box(e, e.local(symbol), symbol.type) : e.local(symbol))
        : symbolValue(e, symbol, module.program as never);
      members.push(`${quote(key)}: () => ${code}`);
    }
    return `const ${identifier} = new ${e.runtime("ModuleValue")}(${quote(module.name)}, { ${
      members.join(", ")
    } });`;
  });
}

function namespaceValue(e: Emitter, symbol: NamespaceSymbol, path: string): string {
  return e.program.declare(`namespace:${path}`, `namespace_${path}`, (identifier) => {
    const members: string[] = [];
    for (const [key, member] of symbol.members) {
      if (member.kind === "namespace") {
        members.push(`${quote(key)}: () => ${namespaceValue(e, member, `${path}.${key}`)}`);
      } else if (member.kind === "function") members.push(`${quote(key)}: () => ${functionValue(e, member)}`);
      else {
        const code = e.program.library(member.library);
        members.push(`${quote(key)}: () => ${isRaw(member.type) ? box(e, code, member.type) : code}`);
      }
    }
    return `const ${identifier} = new ${e.runtime("ModuleValue")}(${quote(path)}, { ${
      members.join(", ")
    } });`;
  });
}
