/** `match`: arms become an if chain, or labelled tests in a row where guards see bindings. */
import type { Expr, MatchArm, MatchExpr } from "../../../syntax/ast.ts";
import { bare, isAtom } from "../code.ts";
import type { Dest, Emitter } from "../emitter.ts";
import { deliverBlock, leaves } from "../expressions/control.ts";
import { condition } from "../expressions/logic.ts";
import { isRaw } from "../forms.ts";
import { type Binding, patternBindings, patternTests, type Subject } from "./subject.ts";

/** Evaluates a scrutinee once. */
export function subjectOf(e: Emitter, node: Expr, others: readonly Expr[]): Subject {
  if (node.kind === "Paren" && e.module.conversions[node.id] === undefined) {
    return subjectOf(e, node.expr, others);
  }
  const type = e.placeOf(node);
  if (node.kind === "TupleLit" && e.module.conversions[node.id] === undefined) {
    const codes = e.sequence(node.elements, (index) => isRaw(e.placeOf(node.elements[index])));
    const parts = node.elements.map((element, index): Subject => {
      const code = isAtom(codes[index]) && e.isStable(element, [...node.elements.slice(index + 1), ...others])
        ? codes[index]
        : e.hold(codes[index]);
      return { code, type: e.placeOf(element), isRaw: isRaw(e.placeOf(element)), isWhole: true };
    });
    return { code: "", type, isRaw: false, parts };
  }
  const code = e.value(node);
  const isKept = isAtom(code) && e.isStable(node, others);
  return { code: isKept ? code : e.hold(code), type, isRaw: isRaw(type), isWhole: true };
}

interface Arm {
  readonly node: MatchArm;
  readonly tests: readonly string[];
  readonly bindings: readonly Binding[];
}

export function deliverMatch(e: Emitter, node: MatchExpr, dest: Dest): void {
  const guards = node.arms.flatMap((arm) => arm.guard ? [arm.guard] : []);
  const subject = subjectOf(e, node.scrutinee, guards);
  const arms: Arm[] = node.arms.map((arm) => ({
    node: arm,
    tests: patternTests(e, arm.pattern, subject),
    bindings: patternBindings(e, arm.pattern, subject),
  }));
  const isChain = arms.every((arm) =>
    arm.node.guard === null || (arm.bindings.length === 0 && !e.facts.needsStatements(arm.node.guard))
  );
  const failure = `${e.at(node)}${e.runtime("noMatch")}(${wholeSubject(e, subject)});`;
  if (isChain) chain(e, arms, dest, failure);
  else row(e, arms, dest, failure);
}

function wholeSubject(e: Emitter, subject: Subject): string {
  if (!subject.parts) {
    return subject.isRaw ? `${e.runtime("boxNullableFloat")}(${subject.code})` : bare(subject.code);
  }
  return `new ${e.runtime("Tuple")}([${subject.parts.map((part) => wholeSubject(e, part)).join(", ")}])`;
}

function chain(e: Emitter, arms: readonly Arm[], dest: Dest, failure: string): void {
  let head = "";
  for (const arm of arms) {
    const tests = [...arm.tests];
    if (arm.node.guard) tests.push(condition(e, arm.node.guard, "a guard"));
    if (tests.length === 0) {
      if (head === "") e.open("{");
      else {
        e.depth--;
        e.open("} else {");
      }
      body(e, arm, dest);
      return e.close();
    }
    if (head !== "") e.depth--;
    e.open(`${head}if (${tests.length === 1 ? bare(tests[0]) : tests.join(" && ")}) {`);
    head = "} else ";
    body(e, arm, dest);
  }
  if (head === "") return e.line(failure);
  e.depth--;
  e.open("} else {");
  e.line(failure);
  e.close();
}

function row(e: Emitter, arms: readonly Arm[], dest: Dest, failure: string): void {
  const label = e.temporaryName();
  e.open(`${label}: {`);
  for (const arm of arms) {
    const isOpen = arm.tests.length === 0;
    e.open(isOpen ? "{" : `if (${arm.tests.length === 1 ? bare(arm.tests[0]) : arm.tests.join(" && ")}) {`);
    bind(e, arm);
    if (arm.node.guard) {
      e.open(`if (${bare(condition(e, arm.node.guard, "a guard"))}) {`);
    }
    finishArm(e, arm, dest, label);
    if (arm.node.guard) e.close();
    e.close();
    if (isOpen && !arm.node.guard) return e.close();
  }
  e.line(failure);
  e.close();
}

function bind(e: Emitter, arm: Arm): void {
  for (const { symbol, code } of arm.bindings) {
    e.line(`${symbol.assignments > 1 ? "let" : "const"} ${e.bind(symbol)} = ${bare(code)};`);
  }
}

function body(e: Emitter, arm: Arm, dest: Dest): void {
  bind(e, arm);
  armValue(e, arm, dest);
}

function finishArm(e: Emitter, arm: Arm, dest: Dest, label: string): void {
  armValue(e, arm, dest);
  if (!leaves(e, arm.node.body) && dest.kind !== "return") e.line(`break ${label};`);
}

function armValue(e: Emitter, arm: Arm, dest: Dest): void {
  const node = arm.node.body;
  switch (node.kind) {
    case "Block":
      return deliverBlock(e, node, dest);
    case "ReturnStmt":
    case "StatusReturn":
    case "BreakStmt":
    case "ContinueStmt":
      return e.statement(node);
    default:
      return e.deliver(node, dest);
  }
}
