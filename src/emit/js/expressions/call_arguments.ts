/** The arguments of a call: evaluated as written, passed in the order of the parameters. */
import type { CallInfo } from "../../../check/result.ts";
import type { Call, Expr, Member } from "../../../syntax/ast.ts";
import type { FunctionType } from "../../../types/type.ts";
import { list, quote } from "../code.ts";
import type { Emitter } from "../emitter.ts";
import { isRaw } from "../forms.ts";
import { directName, waitingName } from "./names.ts";

/** The arguments of a call in the order of the parameters, without the omitted ones. */
export function givenArgs(info: CallInfo): Expr[] {
  return info.args.flatMap((arg) => arg === "default" ? [] : Array.isArray(arg) ? arg : [arg as Expr]);
}

/** Arguments are evaluated as written, also where named ones stand in another order than the parameters. */
export function inWrittenOrder(
  e: Emitter,
  nodes: readonly Expr[],
  isRawAt: (index: number) => boolean,
): string[] {
  const order = nodes.map((_, index) => index).sort((a, b) => nodes[a].start - nodes[b].start);
  if (order.every((index, at) => index === at)) return e.sequence(nodes, isRawAt);
  const held: string[] = [];
  for (const index of order) {
    const code = e.inForm(nodes[index], isRawAt(index));
    const others = nodes.filter((_, other) => other !== index);
    held[index] = e.isStable(nodes[index], others) ? code : e.hold(code);
  }
  return held;
}

/** Codes of the parameters' values; trailing omitted ones are left out. */
export function parameterCodes(
  e: Emitter,
  call: Call,
  info: CallInfo,
  signature: FunctionType,
  isUniform: boolean,
): { codes: string[]; nodes: Expr[] } {
  const nodes: Expr[] = [];
  const raw: boolean[] = [];
  info.args.forEach((arg, index) => {
    const param = signature.params[index];
    if (arg === "default") return;
    const isVariadic = Array.isArray(arg);
    for (const node of isVariadic ? arg : [arg as Expr]) {
      nodes.push(node);
      raw.push(!isUniform && !isVariadic && param !== undefined && isRaw(param.type));
      if (node.kind === "FnExpr") e.trusted.add(node.id);
    }
  });
  const values = inWrittenOrder(e, nodes, (index) => raw[index]);
  const codes: string[] = [];
  let next = 0;
  for (const arg of info.args) {
    if (arg === "default") codes.push("undefined");
    else if (Array.isArray(arg)) {
      const rest = arg as readonly Expr[];
      const names = namesOf(call, rest);
      const items = rest.map((_, i) =>
        names === null ? values[next++] : `[${quote(names[i])}, ${values[next++]}]`
      );
      codes.push(names === null ? `[${list(items)}]` : `new ${e.runtime("FitzMap")}([${list(items)}])`);
    } else codes.push(values[next++]);
  }
  while (codes[codes.length - 1] === "undefined") codes.pop();
  // An empty variadic list at the end stands for itself: the callee expects a list.
  return { codes, nodes };
}

/** The names under which arguments are collected (`log.info("paid", id: 7)`); null for a variadic parameter that takes them by position. */
function namesOf(call: Call, rest: readonly Expr[]): readonly string[] | null {
  const names = rest.flatMap((node) => call.args.find((arg) => arg.value === node)?.name?.name ?? []);
  return names.length > 0 && names.length === rest.length ? names : null;
}

/** A call of a user function that is put off: a Future that holds the evaluated arguments. */
export function lazyCall(e: Emitter, node: Call): string | null {
  const info = e.module.calls[node.id];
  const symbol = info?.symbol;
  if (!info || symbol?.kind !== "function" || symbol.library !== null || symbol.type.isAsync) return null;
  const isMethod = info.kind === "method" && node.callee.kind === "Member";
  const receiver = isMethod ? e.hold(e.value((node.callee as Member).object)) : null;
  const { codes } = parameterCodes(e, node, info, info.signature ?? symbol.type, false);
  if (receiver !== null) codes.unshift(receiver);
  const helper = e.runtime(isRaw(symbol.type.result) ? "lazyFloatCall" : "lazyCall");
  return `${helper}(${list([waitingName(e, symbol) ?? directName(e, symbol), ...codes])})`;
}
