/** Which names of a module other modules mention: for what a module imports only to pass it on. */
import type { ParsedModule, ParsedProgram } from "../check/result.ts";
import type { Node } from "../syntax/ast.ts";
import { forEachChild } from "../syntax/visitor.ts";

export interface UsedExports {
  /** Whether a module other than the one with that id uses a name of it. */
  has(id: string, name: string): boolean;
}

export function usedExports(programs: readonly ParsedProgram[]): UsedExports {
  const named = new Map<string, Set<string>>();
  // Modules that are handed on as values, and names behind longer paths: they may belong to any module.
  const open = new Set<string>();
  const deep = new Set<string>();
  const add = (id: string, name: string) => {
    const set = named.get(id);
    if (set) set.add(name);
    else named.set(id, new Set([name]));
  };
  const seen = new Set<string>();
  for (const { modules } of programs) {
    for (const module of modules) {
      if (!seen.has(module.id)) readModule(module, modules, { add, open, deep });
      seen.add(module.id);
    }
  }
  return { has: (id, name) => open.has(id) || deep.has(name) || named.get(id)?.has(name) === true };
}

interface Found {
  add(id: string, name: string): void;
  readonly open: Set<string>;
  readonly deep: Set<string>;
}

function readModule(module: ParsedModule, modules: readonly ParsedModule[], found: Found): void {
  const bound = new Map<string, string>();
  for (const stmt of module.program.body) {
    if (stmt.kind !== "ImportStmt" && stmt.kind !== "FromStmt") continue;
    const index = module.imports.get(stmt.path.map((segment) => segment.name).join("."));
    const id = index === undefined ? undefined : modules[index]?.id;
    if (id === undefined) continue;
    if (stmt.kind === "ImportStmt") bound.set((stmt.alias ?? stmt.path.at(-1)!).name, id);
    else {
      for (const { path } of stmt.names) if (!("kind" in path)) found.add(id, path.at(-1)?.name ?? "");
    }
  }
  if (bound.size > 0) readMembers(module.program, bound, found);
}

function readMembers(root: Node, bound: ReadonlyMap<string, string>, found: Found): void {
  const visit = (node: Node, parent: Node | undefined) => {
    if (node.kind === "Name" && bound.has(node.name)) {
      const id = bound.get(node.name)!;
      if (parent?.kind === "Member") found.add(id, parent.name.name);
      else found.open.add(id);
    } else if (node.kind === "Member" && node.object.kind === "Member") found.deep.add(node.name.name);
    forEachChild(node, (child) => visit(child, node));
  };
  visit(root, undefined);
}
