/** Statements but loops and assignments. */
import type { BreakStmt, ContinueStmt, ReturnStmt, StatusReturn, WhileStmt } from "../../../syntax/ast.ts";
import { bare, quote } from "../code.ts";
import type { Emitter, LoopFrame } from "../emitter.ts";
import { deliverBlock } from "../expressions/control.ts";
import { condition } from "../expressions/logic.ts";

export function returnStmt(e: Emitter, node: ReturnStmt): void {
  if (node.value === null) e.line("return null;");
  else e.deliver(node.value, { kind: "return" });
}

/** `return 404 { … }`: an answer that the HTTP layer recognises. */
export function statusReturn(e: Emitter, node: StatusReturn): void {
  const [status, body] = e.sequence([node.status, node.body]);
  e.line(`${e.at(node)}return ${e.runtime("statusResponse")}(${bare(status)}, ${bare(body)});`);
}

function targetLoop(e: Emitter, label: string | null): LoopFrame | null {
  const loops = e.frame.loops;
  for (let i = loops.length - 1; i >= 0; i--) {
    if (label === null || loops[i].fitzLabel === label) return loops[i];
  }
  return null;
}

function jump(e: Emitter, word: string, loop: LoopFrame): void {
  const isInnermost = e.frame.loops[e.frame.loops.length - 1] === loop;
  if (!isInnermost) loop.isLabelUsed = true;
  e.line(isInnermost ? `${word};` : `${word} ${loop.label};`);
}

export function breakStmt(e: Emitter, node: BreakStmt): void {
  const loop = targetLoop(e, node.label?.name ?? null);
  if (loop === null) return outside(e, node);
  if (loop.dest) {
    if (node.value) e.deliver(node.value, loop.dest);
    else e.deliverNull(loop.dest);
    if (loop.dest.kind === "return") return;
  }
  jump(e, "break", loop);
}

export function continueStmt(e: Emitter, node: ContinueStmt): void {
  const loop = targetLoop(e, node.label?.name ?? null);
  if (loop === null) outside(e, node);
  else jump(e, "continue", loop);
}

/** What the checker reports; it fails when it is reached (`--no-typecheck`). */
function outside(e: Emitter, node: BreakStmt | ContinueStmt): void {
  const what = node.label
    ? `there is no loop \`'${node.label.name}\` here`
    : "there is no loop to leave here";
  e.line(`${e.at(node)}${e.runtime("cannotRun")}("run/unknown-name", ${quote(what)});`);
}

export function whileStmt(e: Emitter, node: WhileStmt): void {
  const label = node.label?.name ?? null;
  if (!e.facts.needsStatements(node.condition)) {
    const head = `while (${bare(condition(e, node.condition, "`while`"))}) {`;
    return e.loop(node, label, null, head, () => deliverBlock(e, node.body, { kind: "discard" }));
  }
  e.loop(node, label, null, "while (true) {", () => {
    e.line(`if (!${condition(e, node.condition, "`while`")}) break;`);
    deliverBlock(e, node.body, { kind: "discard" });
  });
}
