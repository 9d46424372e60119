/** Which places of a program are counted when it runs to show what its tests reach. */
import type { CheckedModule } from "../../check/result.ts";
import type { Block, Expr, Node, Stmt } from "../../syntax/ast.ts";
import { lineIndexOf } from "../../diagnostics/line_index.ts";

/** A place that is counted: a statement, or an expression that stands for one (the value of a function, an arm or a branch). */
export interface CoveragePoint {
  /** Path of the file as shown. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

export class CoverageMap {
  /** In the order of their counters. */
  readonly points: CoveragePoint[] = [];
  readonly #counters = new Map<CheckedModule, Map<number, number>>();

  /** @param isCounted whether a program counts the places of a module */
  constructor(modules: readonly CheckedModule[], isCounted: (module: CheckedModule) => boolean) {
    for (const module of modules) {
      if (isCounted(module)) this.#counters.set(module, this.#countersOf(module));
    }
  }

  /** Index of the counter of a node; undefined when it is not counted. */
  counter(module: CheckedModule, node: Node): number | undefined {
    return this.#counters.get(module)?.get(node.id);
  }

  #countersOf(module: CheckedModule): Map<number, number> {
    const counters = new Map<number, number>();
    const index = lineIndexOf(module.file);
    for (const node of countedNodes(module.program.body)) {
      if (counters.has(node.id)) continue;
      counters.set(node.id, this.points.length);
      this.points.push({ file: module.file.path, line: index.position(node.start).line });
    }
    return counters;
  }
}

/** Declarations are not executed. */
const SILENT: ReadonlySet<string> = new Set(["FnDecl", "TypeDecl", "EnumDecl", "ImportStmt", "FromStmt"]);
/** Functions of tests are not what the tests are to reach. */
const TESTING: ReadonlySet<string> = new Set([
  "test",
  "before_each",
  "after_each",
  "before_all",
  "after_all",
]);

function countedNodes(body: readonly Stmt[]): Node[] {
  const found: Node[] = [];
  const statement = (node: Stmt) => {
    if (node.kind === "ExprStmt") found.push(node.expr);
    else if (!SILENT.has(node.kind)) found.push(node);
  };
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (typeof node !== "object" || node === null || !("kind" in node)) return;
    const known = node as Stmt | Expr | Block;
    if (known.kind === "FnDecl" && known.decorators.some((one) => TESTING.has(one.name.name))) return;
    if (known.kind === "Block") known.body.forEach(statement);
    else if (known.kind === "FnDecl" || known.kind === "FnExpr") {
      if (known.body && known.body.kind !== "Block") found.push(known.body);
    } else if (known.kind === "MatchExpr") {
      found.push(...known.arms.map((arm) => arm.body).filter((arm) => arm.kind !== "Block"));
    }
    for (const part of Object.values(node)) if (typeof part === "object" && part !== null) walk(part);
  };
  body.forEach(statement);
  walk(body);
  return found;
}
