/** The standard library as running programs get it: declarations from the catalogue, implementations from `stdlib/`. */
import data from "../../stdlib/generated/catalogue.json" with { type: "json" };
import { implementations } from "../../stdlib/generated/implementations.ts";
import type { CatalogueData, FunctionData, NamespaceData } from "../catalogue/catalogue_data.ts";

const catalogue = data as unknown as CatalogueData;
const table: Readonly<Record<string, unknown>> = { ...implementations };

/** What `runProgram` needs of the library. */
export const standardLibrary = {
  implementations: table,
  implementation: (key: string) => table[key] as ((...args: any[]) => unknown) | undefined,
  declaration: (key: string): FunctionData | undefined => declarationOf(key.split(".")),
};

/** `["print"]`, `["Str", "len"]`, `["log", "info"]`. */
function declarationOf(path: readonly string[]): FunctionData | undefined {
  const [first, ...rest] = path as [string, ...string[]];
  if (rest.length === 0) return own(catalogue.functions, first);
  const type = own(catalogue.types, first);
  if (type?.kind === "type" && rest.length === 1) {
    const method = own(type.methods, rest[0]!);
    if (method) return method;
  }
  let members: NamespaceData["members"] | undefined = own(catalogue.namespaces, first)?.members;
  for (const [i, name] of rest.entries()) {
    const member: NamespaceData["members"][string] | undefined = members && own(members, name);
    if (i === rest.length - 1) return member?.kind === "fn" ? member : undefined;
    members = member?.kind === "namespace" ? member.members : undefined;
  }
  return undefined;
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
