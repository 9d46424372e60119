/** What `for` and comprehension clauses go through: one loop per kind of iterable. */
import type { Expr, Node, Pattern, RangeExpr } from "../../../syntax/ast.ts";
import type { VariableSymbol } from "../../../types/symbol.ts";
import { ANY, INT, STR, tupleOf, type Type } from "../../../types/type.ts";
import { bare, isAtom, isNumber } from "../code.ts";
import type { Emitter } from "../emitter.ts";
import { isInt, isStr } from "../forms.ts";
import { assignPattern } from "../patterns/destructure.ts";
import type { Subject } from "../patterns/subject.ts";
import { MAX_SAFE } from "../ranges/interval.ts";
import { isMapKeyDirect } from "../expressions/map_keys.ts";

export interface IterationOptions {
  /** Variables are new in each step (comprehensions); else they belong to the function. */
  readonly isFresh: boolean;
  /** A step may change what is visited. */
  readonly mayChange: boolean;
  readonly label: string | null;
}

export interface Clause extends Pick<Node, "start" | "end"> {
  readonly pattern: Pattern;
  readonly iterable: Expr;
}

/** Writes a loop over `clause.iterable`, the pattern's variables bound in each step before `write` writes the body. */
export function iteration(
  e: Emitter,
  clause: Clause & Node,
  options: IterationOptions,
  write: () => void,
): void {
  const iterable = unwrapped(e, clause.iterable);
  const type = e.placeOf(clause.iterable);
  if (iterable.kind === "RangeExpr" && isInt(e.placeOf(iterable.from!)) && isInt(e.placeOf(iterable.to!))) {
    return overRange(e, clause, iterable, options, write);
  }
  const code = e.value(clause.iterable);
  if (type.kind === "list") return overList(e, clause, code, type.element, options, write);
  if (type.kind === "map") return overMap(e, clause, code, type, options, write);
  const item = e.temporaryName();
  if (type.kind === "instance" && type.symbol.marks?.has("stream")) {
    e.loop(clause, options.label, null, `for await (const ${item} of ${bare(code)}) {`, () => {
      bindItem(e, clause, { code: item, type: type.args[0] ?? ANY, isRaw: false }, options);
      write();
    });
    return;
  }
  const isText = isStr(type);
  const source = isText ? bare(code) : `${e.at(clause.iterable)}${e.runtime("iterate")}(${bare(code)})`;
  const elementType = isText ? STR : type.kind === "primitive" && type.name === "Range" ? INT : ANY;
  e.loop(clause, options.label, null, `for (const ${item} of ${source}) {`, () => {
    bindItem(e, clause, { code: item, type: elementType, isRaw: false }, options);
    write();
  });
}

function unwrapped(e: Emitter, node: Expr): Expr {
  return node.kind === "Paren" && e.module.conversions[node.id] === undefined
    ? unwrapped(e, node.expr)
    : node;
}

/** Binds the pattern to the current element. */
function bindItem(e: Emitter, clause: Clause & Node, subject: Subject, options: IterationOptions): void {
  const declare = options.isFresh
    ? (symbol: VariableSymbol) => `${symbol.assignments > 1 ? "let" : "const"} ${e.bind(symbol)}`
    : (symbol: VariableSymbol) => e.target(symbol, clause);
  // A variable that only the loop mentions lives in its body.
  const outer = options.isFresh ? null : e.enterBlock(clause);
  assignPattern(e, clause.pattern, subject, declare);
  if (!options.isFresh) e.leaveBlock(outer);
}

/** The variable of a pattern that can be the loop's own counter: nothing outside the loop, no closure and no assignment sees it. */
function counterOf(e: Emitter, clause: Clause & Node, options: IterationOptions): VariableSymbol | null {
  if (clause.pattern.kind !== "NamePattern") return null;
  const symbol = e.module.symbols[clause.pattern.id];
  if (symbol?.kind !== "variable" || symbol.assignments > 1 || symbol.isCaptured) return null;
  if (options.isFresh) return symbol;
  const mentions = e.facts.mentions.get(symbol);
  const isLocal = mentions !== undefined && mentions.first >= clause.start && mentions.last <= clause.end;
  return isLocal && e.frame.pending.has(symbol) ? symbol : null;
}

function overRange(
  e: Emitter,
  clause: Clause & Node,
  range: RangeExpr,
  options: IterationOptions,
  write: () => void,
): void {
  let [from, to] = e.sequence([range.from!, range.to!]).map(bare);
  if (!isNumber(to) && !(isAtom(to) && isConstant(e, range.to!))) to = e.hold(to);
  const start = e.rangeOf(range.from!);
  const counterSymbol = counterOf(e, clause, options);
  let counter: string;
  if (counterSymbol === null) counter = e.temporaryName();
  else if (options.isFresh) counter = e.bind(counterSymbol);
  else {
    e.frame.pending.delete(counterSymbol);
    counter = e.local(counterSymbol);
  }
  const isPlain = start.low >= -MAX_SAFE && start.high <= 2 ** 52;
  const next = isPlain
    ? `${counter}++`
    : `${counter} = typeof ${counter} === "number" && ${counter} < ${MAX_SAFE} ? ${counter} + 1 : ${
      e.runtime("intAdd")
    }(${counter}, 1)`;
  if (from === counter) from = e.hold(from);
  const head = `for (let ${counter} = ${from}; ${counter} ${
    range.isInclusive ? "<=" : "<"
  } ${to}; ${next}) {`;
  e.loop(clause, options.label, null, head, () => {
    if (counterSymbol === null) bindItem(e, clause, { code: counter, type: INT, isRaw: false }, options);
    write();
  });
}

/** Whether a bound keeps its value while the loop runs. */
function isConstant(e: Emitter, node: Expr): boolean {
  if (node.kind === "Paren") return isConstant(e, node.expr);
  if (node.kind !== "Name" || e.module.maybeUnset.has(node.id)) return false;
  const symbol = e.module.symbols[node.id];
  return symbol?.kind === "variable" && e.program.isSettled(symbol);
}

function overList(
  e: Emitter,
  clause: Clause & Node,
  code: string,
  element: Type,
  options: IterationOptions,
  write: () => void,
): void {
  // The elements of the start are visited: a body that may change the list works on a copy.
  const isFreshList = clause.iterable.kind === "ListLit" || clause.iterable.kind === "ListComp";
  const source = options.mayChange && !isFreshList
    ? e.hold(`${code}.slice()`)
    : isAtom(code) && isConstant(e, clause.iterable)
    ? code
    : e.hold(code);
  const index = e.temporaryName();
  e.loop(
    clause,
    options.label,
    null,
    `for (let ${index} = 0; ${index} < ${source}.length; ${index}++) {`,
    () => {
      const item = `${source}[${index}]`;
      const isSimple = clause.pattern.kind === "NamePattern" || clause.pattern.kind === "WildcardPattern";
      const held = isSimple ? item : e.hold(item);
      bindItem(e, clause, { code: held, type: element, isRaw: false }, options);
      write();
    },
  );
}

function overMap(
  e: Emitter,
  clause: Clause & Node,
  code: string,
  type: Type & { kind: "map" },
  options: IterationOptions,
  write: () => void,
): void {
  const isDirect = isMapKeyDirect(type.key) && !options.mayChange;
  const source = isDirect ? bare(code) : `${e.runtime("mapEntries")}(${bare(code)})`;
  const key = e.temporaryName();
  const value = e.temporaryName();
  e.loop(clause, options.label, null, `for (const [${key}, ${value}] of ${source}) {`, () => {
    const parts: Subject[] = [
      { code: key, type: type.key, isRaw: false },
      { code: value, type: type.value, isRaw: false },
    ];
    const pair = tupleOf([type.key, type.value]);
    const isTuple = clause.pattern.kind === "TuplePattern";
    const subject: Subject = isTuple
      ? { code: "", type: pair, isRaw: false, parts }
      : { code: `new ${e.runtime("Tuple")}([${key}, ${value}])`, type: pair, isRaw: false };
    bindItem(e, clause, subject, options);
    write();
  });
}
