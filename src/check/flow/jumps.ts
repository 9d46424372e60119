/** Where `return`, `break` and `continue` stand, and which loop they mean (language.md 8.3, 8.4). */
import { fix } from "../../diagnostics/fix.ts";
import {
  type Diagnostic,
  diagnostic,
  type DiagnosticExtras,
  type SourceFile,
} from "../../diagnostics/diagnostic.ts";
import { didYouMean } from "../../diagnostics/did_you_mean.ts";
import type {
  Block,
  BreakStmt,
  ContinueStmt,
  FnDecl,
  FnExpr,
  Node,
  NodeBase,
  Program,
  ReturnStmt,
} from "../../syntax/ast.ts";
import { forEachChild } from "../../syntax/visitor.ts";

interface Loop {
  readonly kind: "loop" | "while" | "for";
  readonly label: string | null;
  readonly outer: Loop | null;
}

/** The function around a place: null at the top level. */
interface Around {
  /** The loop in which the function stands, and what is around that. */
  readonly loop: Loop | null;
  readonly outer: Around | null;
}

/** Told of what the walk passes by, so that a module is walked once for all checks of this kind. */
export interface FlowVisitor {
  block(block: Block): void;
  fn(fn: FnDecl | FnExpr): void;
}

/** Reports flow/return-outside, flow/loop-control-outside, flow/unknown-label and flow/break-value of a module. */
export function checkJumps(
  program: Program,
  file: SourceFile,
  report: (diagnostic: Diagnostic) => void,
  visitor: FlowVisitor | null = null,
): void {
  new JumpChecker(file, report, visitor).visit(program, null, null);
}

class JumpChecker {
  readonly #file: SourceFile;
  readonly #report: (diagnostic: Diagnostic) => void;
  readonly #visitor: FlowVisitor | null;

  constructor(file: SourceFile, report: (diagnostic: Diagnostic) => void, visitor: FlowVisitor | null) {
    this.#visitor = visitor;
    this.#file = file;
    this.#report = report;
  }

  visit(node: Node, loop: Loop | null, around: Around | null): void {
    switch (node.kind) {
      case "FnDecl":
      case "FnExpr":
        this.#visitor?.fn(node);
        return this.#function(node, { loop, outer: around });
      case "LoopExpr":
        return this.visit(node.body, { kind: "loop", label: node.label?.name ?? null, outer: loop }, around);
      case "WhileStmt":
        this.visit(node.condition, loop, around);
        return this.visit(node.body, { kind: "while", label: node.label?.name ?? null, outer: loop }, around);
      case "ForStmt":
        this.visit(node.iterable, loop, around);
        return this.visit(node.body, { kind: "for", label: node.label?.name ?? null, outer: loop }, around);
      case "BreakStmt":
      case "ContinueStmt":
        this.#loopControl(node, loop, around);
        break;
      case "ReturnStmt":
        if (around === null) this.#returnOutside(node);
        break;
      case "Block":
        this.#visitor?.block(node);
        break;
      // What cannot hold a statement is not walked into.
      case "Name":
      case "Ident":
      case "IntLit":
      case "NamedTypeNode":
      case "FnTypeNode":
      case "TupleTypeNode":
      case "NullableTypeNode":
      case "EnumDecl":
      case "ImportStmt":
      case "FromStmt":
        return;
    }
    forEachChild(node, (child) => this.visit(child, loop, around));
  }

  #function(node: FnDecl | FnExpr, inner: Around): void {
    forEachChild(node, (child) => this.visit(child, null, inner));
  }

  #returnOutside(node: ReturnStmt): void {
    this.#error(
      "flow/return-outside",
      node,
      keywordEnd(node, "return"),
      "`return` stands outside of a function",
      {
        label: "there is no function to leave",
        help: ["remove it, or put the code into a function"],
      },
    );
  }

  #loopControl(node: BreakStmt | ContinueStmt, loop: Loop | null, around: Around | null): void {
    const word = node.kind === "BreakStmt" ? "break" : "continue";
    if (loop === null) {
      return this.#error(
        "flow/loop-control-outside",
        node,
        keywordEnd(node, word),
        `\`${word}\` stands outside of a loop`,
        {
          label: "there is no loop in this function",
          help: [
            "it acts on a `loop`, `while` or `for` of the same function; use `return` to leave a function",
          ],
        },
      );
    }
    let target: Loop | null = loop;
    if (node.label !== null && node.label.name !== "") {
      const { name } = node.label;
      while (target !== null && target.label !== name) target = target.outer;
      if (target === null) return this.#unknownLabel(node.label, name, loop, around);
    }
    if (node.kind === "BreakStmt" && node.value !== null && target!.kind !== "loop") {
      this.#error(
        "flow/break-value",
        node.value,
        node.value.end,
        `a \`${target!.kind}\` has no value, so \`break\` cannot give it one`,
        {
          label: `this value would be lost`,
          help: ["use `loop`, or assign a variable before the `break`"],
        },
      );
    }
  }

  #unknownLabel(node: NodeBase, name: string, loop: Loop, around: Around | null): void {
    const labels: string[] = [];
    for (let one: Loop | null = loop; one !== null; one = one.outer) {
      if (one.label !== null) labels.push(one.label);
    }
    const close = didYouMean(name, labels);
    const help = isOutside(name, around)
      ? "that loop is outside of this function, which cannot leave or continue it"
      : close !== null
      ? `did you mean \`'${close}\`?`
      : labels.length > 0
      ? `the loops around it are ${labels.map((label) => `\`'${label}\``).join(", ")}`
      : `write the label before the loop: \`'${name}: for …\``;
    this.#error("flow/unknown-label", node, node.end, `no loop around this has the label \`'${name}\``, {
      help: [help],
      fixes: close === null || isOutside(name, around) ? [] : [
        fix(`change to \`'${close}\``, { file: this.#file, start: node.start, end: node.end }, `'${close}`),
      ],
    });
  }

  #error(code: string, node: NodeBase, end: number, message: string, extras: DiagnosticExtras): void {
    this.#report(diagnostic("error", code, { file: this.#file, start: node.start, end }, message, extras));
  }
}

/** The end of the keyword a statement starts with: its value is not underlined. */
const keywordEnd = (node: NodeBase, word: string): number => Math.min(node.end, node.start + word.length);

/** Whether a loop around the function has the label. */
function isOutside(name: string, around: Around | null): boolean {
  for (let one = around; one !== null; one = one.outer) {
    for (let loop = one.loop; loop !== null; loop = loop.outer) if (loop.label === name) return true;
  }
  return false;
}
