/** `:save`: the accepted inputs as one program. */
import type { Stmt } from "../../syntax/ast.ts";
import type { AcceptedInput } from "./session.ts";

/** The inputs in their order, without those that only declare what a later one declares anew, and without imports that were made before. */
export function programText(inputs: readonly AcceptedInput[]): string {
  const kept: string[] = [];
  const later = new Set<string>();
  const seen = new Set<string>();
  for (const { source, program } of inputs.toReversed()) {
    const { body } = program.modules[program.entry]!.program;
    const names = body.map(declaredName);
    const isReplaced = names.length > 0 && names.every((name) => name !== null && later.has(name));
    for (const name of names) if (name !== null) later.add(name);
    if (!isReplaced) kept.unshift(source.text.trimEnd());
  }
  const isNew = (text: string) => {
    if (!/^(?:import|from)\b[^\n;]*$/.test(text)) return true;
    const isFirst = !seen.has(text);
    seen.add(text);
    return isFirst;
  };
  return kept.filter((text) => text !== "" && isNew(text)).map((text) => `${text}\n`).join("");
}

/** The name of a definition, which a module can have only once; null for anything else. */
function declaredName(stmt: Stmt): string | null {
  return stmt.kind === "FnDecl" || stmt.kind === "TypeDecl" || stmt.kind === "EnumDecl"
    ? stmt.name.name
    : null;
}
