/** The standard library as running programs reach it: implementations by key, declarations for calls through Any. */
import { implementations } from "../../../stdlib/generated/implementations.ts";
import { signatures } from "../../../stdlib/generated/signatures.ts";
import type { Library, LibraryDeclaration } from "../operations/dynamic_methods.ts";

interface Members {
  readonly [name: string]: unknown;
}

/** What stands at `a.b.c` below `root`, along the tables that hold members. */
function lookUp(key: string): LibraryDeclaration | undefined {
  const parts = key.split(".");
  const data = signatures() as Record<"functions" | "namespaces" | "types", Members>;
  if (parts.length === 1) return own(data.functions, parts[0]) as LibraryDeclaration | undefined;
  const type = own(data.types, parts[0]) as { methods?: Members } | undefined;
  if (type?.methods) return own(type.methods, parts[1]) as LibraryDeclaration | undefined;
  let members = data.namespaces;
  for (const part of parts.slice(0, -1)) {
    const namespace = own(members, part) as { members: Members } | undefined;
    if (!namespace) return undefined;
    members = namespace.members;
  }
  const found = own(members, parts[parts.length - 1]) as { kind?: string } | undefined;
  return found?.kind === "fn" ? found as unknown as LibraryDeclaration : undefined;
}

function own(table: Members, key: string): unknown {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

export const standardLibrary: Library & { readonly implementations: Readonly<Record<string, unknown>> } = {
  implementations: implementations as unknown as Readonly<Record<string, unknown>>,
  declaration: lookUp,
  implementation: (key) =>
    own(standardLibrary.implementations as Members, key) as ((...args: any[]) => unknown) | undefined,
};
