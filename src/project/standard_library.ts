/** The standard library as running programs use it: declarations from the catalogue, implementations from their modules. */
import catalogue from "../../stdlib/generated/catalogue.json" with { type: "json" };
import { implementations } from "../../stdlib/generated/implementations.ts";
import type { CatalogueData, FunctionData, NamespaceData } from "../catalogue/catalogue_data.ts";
import type { LibraryDeclaration } from "../runtime/dynamic_methods.ts";
import type { ProgramOptions } from "../runtime/program.ts";

const data = catalogue as unknown as CatalogueData;
const table = implementations as unknown as Readonly<Record<string, (...args: unknown[]) => unknown>>;

/** The declaration of `print`, `Str.len`, `math.sin` or `test.clock.freeze`; undefined for other keys and for constants. */
function declaration(key: string): LibraryDeclaration | undefined {
  const parts = key.split(".");
  if (parts.length === 1) return data.functions[key];
  const type = data.types[parts[0]];
  if (type?.kind === "type" && parts.length === 2 && Object.hasOwn(type.methods, parts[1])) {
    return type.methods[parts[1]];
  }
  let scope: NamespaceData | undefined = data.namespaces[parts[0]];
  for (const part of parts.slice(1, -1)) {
    const inner: unknown = scope?.members[part];
    scope = inner as NamespaceData | undefined;
  }
  const member = scope?.members[parts[parts.length - 1]];
  return member?.kind === "fn" ? member as FunctionData : undefined;
}

export const standardLibrary: ProgramOptions["library"] = {
  declaration,
  implementation: (key) => table[key],
  implementations: table,
};
