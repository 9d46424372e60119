/** Functions: named ones in the direct convention (raw Floats), inline ones in the uniform convention of function values. */
import type { Block, Expr, FnDecl, FnExpr, Node, Param } from "../../../syntax/ast.ts";
import type { FunctionSymbol, VariableSymbol } from "../../../types/symbol.ts";
import type { Type } from "../../../types/type.ts";
import { bare, quote } from "../code.ts";
import type { Emitter } from "../emitter.ts";
import { checkerOf, isRaw, unbox } from "../forms.ts";
import { declared, variableAt } from "../symbols.ts";
import { leaves } from "../expressions/control.ts";
import { literalDefault } from "../literal_default.ts";

export interface FunctionOptions {
  /** Identifier after `function`. */
  readonly name: string;
  /** Name of the first JavaScript parameter that is `self`; null for functions. */
  readonly self: string | null;
  /** Also a function that is not async waits: the waiting variant. */
  readonly waits?: boolean;
}

/** The function behind `EmitContext.waitingFunction`. */
export function waitingFunction(e: Emitter, symbol: FunctionSymbol, name: string): string {
  const self = symbol.owner === null || symbol.isStatic ? null : "self";
  return e.capture(() => functionDeclaration(e, symbol.declaration!, { name, self, waits: true }));
}

/** A named function as a JavaScript declaration. */
export function functionDeclaration(e: Emitter, node: FnDecl, options: FunctionOptions): void {
  const isAsync = node.isAsync || options.waits === true;
  const symbol = declared(e.module, node);
  const result = symbol?.kind === "function" ? symbol.type.result : null;
  const outerSelf = e.frame.self;
  const saved = enter(e, {
    isAsync,
    returnsRaw: result !== null && isRaw(result),
    self: options.self ?? outerSelf,
  });
  const params = options.self === null ? [] : [options.self];
  if (options.self !== null) e.frame.names.claim(options.self);
  const text = functionText(e, node, node.body!, params, (param, name) => defaultFor(e, param, name));
  leave(e, saved);
  e.line(
    `${e.atSpan(node.name.start, node.name.end)}${
      isAsync ? "async " : ""
    }function ${options.name}(${text.params}) {`,
  );
  e.out.push(text.body);
  e.line("}");
}

/** An inline function as a JavaScript arrow function. */
export function fnExpr(e: Emitter, node: FnExpr): string {
  const isTrusted = e.trusted.has(node.id);
  const saved = enter(e, { isAsync: node.isAsync, returnsRaw: false, self: e.frame.self });
  const text = functionText(e, node, node.body, [], (param, name, symbol) => {
    const type = symbol?.type;
    if (type && !param.isVariadic) {
      if ((!isTrusted && param.type !== null) || e.program.suspects.has(type)) {
        const checker = checkerOf(e, type);
        if (checker !== null) return { code: `${checker}(${name})`, isEntry: true };
      } else if (isRaw(type)) return { code: unbox(e, name, type), isEntry: true };
    }
    return null;
  });
  leave(e, saved);
  const arrow = text.expression !== null
    ? `(${text.params}) => ${text.expression.startsWith("{") ? `(${text.expression})` : text.expression}`
    : `(${text.params}) => {\n${text.body}${"  ".repeat(e.depth)}}`;
  const code = node.isAsync ? asyncArrow(e, node, text) : arrow;
  const optional = node.params.some((param) => param.defaultValue !== null || param.isVariadic);
  if (!optional) return `(${code})`;
  const required = node.params.filter((param) => param.defaultValue === null && !param.isVariadic).length;
  const isVariadic = node.params.some((param) => param.isVariadic);
  return `${e.runtime("functionValue")}(${
    quote("fn")
  }, ${required}, ${node.params.length}, ${isVariadic}, ${code})`;
}

/** An async function value gives a Future that has not started. */
function asyncArrow(e: Emitter, node: FnExpr, text: FunctionText): string {
  const names = text.params;
  const indent = "  ".repeat(e.depth);
  const body = text.expression !== null ? `{ return ${text.expression}; }` : `{\n${text.body}${indent}}`;
  void node;
  return `(${names}) => new ${e.runtime("Future")}(async () => ${body})`;
}

interface FunctionText {
  readonly params: string;
  /** Statements with line ends; empty when there is only an expression. */
  readonly body: string;
  readonly expression: string | null;
}

interface EntryValue {
  readonly code: string;
  readonly isEntry: boolean;
}

type EntryOf = (param: Param, name: string, symbol: VariableSymbol | undefined) => EntryValue | null;

interface Saved {
  readonly frame: Emitter["frame"];
  readonly block: Emitter["block"];
  readonly chain: Emitter["chain"];
}

/** The body of a function that counts its calls while it runs; `body` has line ends. */
function counted(e: Emitter, node: FnDecl | FnExpr, body: string): string {
  const budget = e.runtime("budget");
  const indent = "  ".repeat(e.depth);
  const place = node.kind === "FnDecl" ? node.name : node;
  return `${indent}const $depth = ${budget}.depth + 1;\n${indent}try {\n` +
    `${indent}if ((${budget}.depth = $depth) > ${budget}.maxDepth) ${e.at(place)}${budget}.exceedDepth();\n` +
    `${body}${indent}} finally { ${budget}.depth = $depth - 1; }\n`;
}

function enter(e: Emitter, options: { isAsync: boolean; returnsRaw: boolean; self: string | null }): Saved {
  const saved = { frame: e.frame, block: e.block, chain: e.chain };
  e.frame = e.newFrame(e.frame, options);
  e.chain = null;
  e.block = null;
  return saved;
}

function leave(e: Emitter, saved: Saved): void {
  e.frame = saved.frame;
  e.block = saved.block;
  e.chain = saved.chain;
}

function defaultFor(_e: Emitter, _param: Param, _name: string): EntryValue | null {
  return null;
}

/** Parameters and body of a function whose frame has been entered. */
function functionText(
  e: Emitter,
  node: FnDecl | FnExpr,
  body: Block | Expr,
  leading: readonly string[],
  entryOf: EntryOf,
): FunctionText {
  const params = [...leading];
  const symbols = node.params.map((param) => variableAt(e.module, param));
  const names = node.params.map((param, index) => {
    const symbol = symbols[index];
    return symbol ? e.bind(symbol) : e.frame.names.claim(param.name.name);
  });
  declareVariables(e, node);
  const { budget } = e.program.instruments;
  e.frame.isCounted = budget;
  e.depth++;
  let expression: string | null = null;
  const text = e.capture(() => {
    node.params.forEach((param, index) => {
      const name = names[index];
      const entry = entryOf(param, name, symbols[index]);
      if (param.defaultValue !== null) {
        params.push(defaultParam(e, param.defaultValue, name, symbols[index]?.type, entry));
      } else params.push(name);
      if (entry && param.defaultValue === null) e.line(`${name} = ${bare(entry.code)};`);
    });
    const hasEntry = e.out.length > 0;
    nestedFunctions(e, node.id);
    if (body.kind === "Block") {
      deliverBlockBody(e, body);
      return;
    }
    if (!hasEntry && node.kind === "FnExpr" && !e.facts.needsStatements(body)) {
      e.count(body);
      const code = bare(e.inForm(body, false));
      if (e.frame.hoisted.length === 0 && e.out.length === 0 && !budget) {
        expression = e.at(body) + code;
        return;
      }
      e.line(`${e.at(body)}return ${code};`);
      return;
    }
    e.deliver(body, { kind: "return" });
  });
  const hoisted = hoistedLine(e);
  const plain = hoisted + (text === "" ? "" : `${text}\n`);
  const lines = budget ? counted(e, node, plain) : plain;
  e.depth--;
  return { params: params.join(", "), body: lines, expression };
}

/** The declaration of temporaries and of variables that no statement declares in place. */
function hoistedLine(e: Emitter): string {
  const names = [...[...e.frame.pending].map((symbol) => e.local(symbol)), ...e.frame.hoisted];
  return names.length === 0 ? "" : `${"  ".repeat(e.depth)}let ${names.join(", ")};\n`;
}

function deliverBlockBody(e: Emitter, body: Block): void {
  const outer = e.enterBlock(body);
  for (const statement of body.body) e.statement(statement);
  e.leaveBlock(outer);
  if (!leaves(e, body)) e.line("return null;");
}

/** A default as a JavaScript default parameter, or as a statement at the start of the body where it is no plain expression. */
function defaultParam(
  e: Emitter,
  value: Expr,
  name: string,
  type: Type | undefined,
  entry: EntryValue | null,
): string {
  const raw = type !== undefined && isRaw(type);
  const literal = literalDefault(value);
  const isPlain = literal !== null && e.module.conversions[value.id] === undefined && entry === null;
  if (isPlain && !raw) return `${name} = ${literal}`;
  e.open(`if (${name} === undefined) {`);
  e.deliver(value, { kind: "assign", name, isRaw: raw });
  if (entry) {
    e.depth--;
    e.open("} else {");
    e.line(`${name} = ${bare(entry.code)};`);
  }
  e.close();
  return name;
}

/** Gives the function's own variables their identifiers; statements declare them in place or the top of the function does. */
export function declareVariables(e: Emitter, node: Node): void {
  for (const symbol of e.module.variables.get(node.id) ?? []) {
    if (symbol.isParam || e.frame.locals.has(symbol)) continue;
    e.bind(symbol);
    e.frame.pending.add(symbol);
  }
}

/** Functions declared in the body of the function `owner`, at any depth of its blocks, come first: they are visible in all of it. */
export function nestedFunctions(e: Emitter, owner: number): void {
  const found = e.facts.nested.get(owner);
  if (!found) return;
  const last = new Map<string, FnDecl>();
  const identifiers = new Map<string, string>();
  const waiting = new Map<string, string>();
  for (const declaration of found) {
    const name = declaration.name.name;
    if (!identifiers.has(name)) identifiers.set(name, e.frame.names.claim(name));
    e.frame.functions.set(declaration, identifiers.get(name)!);
    if (e.program.waiting.has({ declaration })) {
      if (!waiting.has(name)) waiting.set(name, e.frame.names.claim(`${name}$waits`));
      e.frame.waiting.set(declaration, waiting.get(name)!);
    }
    // The last definition of a name counts, for all of the scope.
    last.set(name, declaration);
  }
  for (const [name, declaration] of last) {
    functionDeclaration(e, declaration, { name: identifiers.get(name)!, self: null });
    const variant = e.frame.waiting.get(declaration);
    if (variant !== undefined) {
      functionDeclaration(e, declaration, { name: variant, self: null, waits: true });
    }
  }
}
