/** Declarations that decorators make something else of, by what they become: the role that the decorator's declaration names. */
import { loadCatalogue } from "../../catalogue/load_catalogue.ts";
import type { CheckedModule } from "../../check/result.ts";
import type { FnDecl, TypeDecl } from "../../syntax/ast.ts";
import type { ModulePage, RoleSection } from "./documentation.ts";

/** Roles that have pages of their own, or none. */
const ELSEWHERE = ["route", "command", "test", "fixture", "cross"];

const TITLES: Readonly<Record<string, string>> = {
  socket: "Sockets",
  job: "Jobs",
  background: "Background tasks",
  probe: "Probes",
  table: "Tables",
  middleware: "Middleware",
};

export function roleSections(
  modules: readonly { readonly page: ModulePage; readonly module: CheckedModule }[],
): RoleSection[] {
  const found = new Map<string, RoleSection["entries"][number][]>();
  for (const { page, module } of modules) {
    for (const stmt of module.program.body) {
      if (stmt.kind !== "FnDecl" && stmt.kind !== "TypeDecl") continue;
      const item = page.items.find((one) => one.name === stmt.name.name);
      if (!item) continue;
      const entry = { module: page.name, name: item.name, signature: item.signature, doc: item.doc };
      for (const role of rolesOf(stmt)) {
        const list = found.get(role);
        if (list) list.push(entry);
        else found.set(role, [entry]);
      }
    }
  }
  return [...found].map(([role, entries]) => ({ title: titleOf(role), entries }))
    .sort((a, b) => a.title < b.title ? -1 : 1);
}

function rolesOf(stmt: FnDecl | TypeDecl): Set<string> {
  const catalogue = loadCatalogue();
  const roles = stmt.decorators.flatMap(({ name }) => {
    if (stmt.kind === "TypeDecl" && name.name === "table") return ["table"];
    return (catalogue.decorator(name.name)?.marks.get("role") ?? []) as string[];
  });
  return new Set(roles.filter((role) => !ELSEWHERE.includes(role)));
}

function titleOf(role: string): string {
  return TITLES[role] ?? role.charAt(0).toUpperCase() + role.slice(1).replaceAll("_", " ");
}
