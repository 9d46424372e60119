import type { Call, Decorator, FnDecl, Node } from "../../syntax/ast.ts";
import { type LintContext, type LintRule, lintSpec } from "../rule.ts";

export const SECRET_EXPOSED: LintRule = {
  spec: lintSpec(
    "secret_exposed",
    "a secret that is shown",
    "`.expose()` gives the hidden value itself; in output, in a log, in a text or in an answer it ends where others read it. Leave out " +
      "`.expose()`: the Secret shows as `***`.",
    'let key = Secret.of("k-1")\nprint("key={key.expose()}")',
    'let key = Secret.of("k-1")\nprint("key={key}")',
  ),
  level: "warn",
  start: (at) => ({
    Call(node) {
      const symbol = at.module.calls[node.id]?.symbol;
      if (
        symbol?.kind !== "function" || symbol.library !== "Secret.expose" || node.callee.kind !== "Member"
      ) return;
      const place = placeOf(at, node);
      if (!place) return;
      const dropped = { start: node.callee.object.end, end: node.end };
      at.report(dropped, `a secret is exposed in ${place.text}`, {
        label: "shows the hidden value",
        help: ["leave out `.expose()`: a Secret shows as `***`"],
        fixes: place.isDirect ? at.replace("leave out `.expose()`", dropped, "") : [],
      });
    },
  }),
};

interface Place {
  readonly text: string;
  /** The Secret itself may stand there. */
  readonly isDirect: boolean;
}

/** Where the exposed value ends, if that is somewhere that others read. */
function placeOf(at: LintContext, node: Call): Place | null {
  let child: Node = node;
  let isDirect = true;
  for (let i = at.parents.length - 1; i >= 0; i--) {
    const parent = at.parents[i]!;
    switch (parent.kind) {
      case "Interpolation":
        return { text: "a text", isDirect };
      case "Arg":
      case "Paren":
      case "ListLit":
      case "TupleLit":
      case "MapLit":
      case "MapEntry":
        break;
      case "Binary":
      case "FieldInit":
      case "StructLit":
      case "IfExpr":
      case "MatchExpr":
      case "MatchArm":
        isDirect = false;
        break;
      case "Call": {
        if (parent.callee === child) return null;
        const output = outputOf(at, parent);
        if (output) return { text: output, isDirect };
        // `Ok(key)` is still the key; of other calls nothing is known.
        const kind = at.module.calls[parent.id]?.kind;
        if (kind !== "ok" && kind !== "variant") return null;
        isDirect = false;
        break;
      }
      case "ReturnStmt":
      case "StatusReturn":
        return handlerAround(at, i - 1) ? { text: "an answer", isDirect: false } : null;
      case "FnDecl":
        return parent.body === child && isHandler(at, parent) ? { text: "an answer", isDirect: false } : null;
      case "Block":
      case "ExprStmt":
        // The value of a branch; of a statement in between nothing is shown.
        if (!isBranch(at.parents[i - 1], parent)) return null;
        break;
      default:
        return null;
    }
    child = parent;
  }
  return null;
}

function isBranch(around: Node | undefined, node: Node): boolean {
  if (node.kind === "ExprStmt") return around?.kind === "Block" && around.body.at(-1) === node;
  return around?.kind === "IfExpr" || around?.kind === "MatchArm";
}

/** The call that writes its arguments for people: `print` or one of `log`. */
function outputOf(at: LintContext, call: Call): string | null {
  const symbol = at.module.calls[call.id]?.symbol;
  const key = symbol?.kind === "function" ? symbol.library : null;
  if (key === null) return null;
  if (key === "print") return "output";
  return key.startsWith("log.") || key.startsWith("Logger.") ? "a log record" : null;
}

function handlerAround(at: LintContext, from: number): boolean {
  for (let i = from; i >= 0; i--) {
    const node = at.parents[i]!;
    if (node.kind === "FnExpr") return false;
    if (node.kind === "FnDecl") return isHandler(at, node);
  }
  return false;
}

function isHandler(at: LintContext, fn: FnDecl): boolean {
  return fn.decorators.some(({ name }: Decorator) =>
    at.catalogue.decorator(name.name)?.marks.get("role")?.includes("route") === true
  );
}
