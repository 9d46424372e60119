/** Types that need a value of themselves (language.md 12.1). */
import { fix } from "../../diagnostics/fix.ts";
import type { FieldSymbol, TypeSymbol } from "../../types/symbol.ts";
import type { Type } from "../../types/type.ts";
import type { ModuleContext } from "../context.ts";

/** Reports `type/infinite` for every type of the module that can never be built. */
export function reportInfiniteTypes(context: ModuleContext): void {
  for (const symbol of context.names.values()) {
    if (symbol.kind !== "type" || symbol.module !== context.index) continue;
    const path = pathToSelf(symbol);
    if (!path) continue;
    const [first, ...rest] = path;
    const chain = path.map((field) => `\`${field.name}\``).join(", then ");
    context.error(
      "type/infinite",
      first!.declaration?.name ?? symbol.declaration!.name,
      `\`${symbol.name}\` needs a value of itself`,
      {
        label: rest.length === 0 ? `a \`${symbol.name}\` in every \`${symbol.name}\`` : `through ${chain}`,
        help: ["make the field nullable with `?`, give it a default, or put it in a List"],
        fixes: nullableFix(context, first!),
      },
    );
  }
}

function nullableFix(context: ModuleContext, { declaration }: FieldSymbol) {
  if (!declaration) return [];
  const { end } = declaration.type;
  return [fix("make the field nullable", context.span({ start: end, end }), "?")];
}

/** The fields that lead from a type back to itself without a way out; the shortest such path. */
function pathToSelf(start: TypeSymbol): FieldSymbol[] | null {
  const seen = new Set<TypeSymbol>([start]);
  let level: { symbol: TypeSymbol; path: FieldSymbol[] }[] = [{ symbol: start, path: [] }];
  while (level.length > 0) {
    const next: typeof level = [];
    for (const { symbol, path } of level) {
      for (const field of symbol.fields.values()) {
        if (field.hasDefault) continue;
        for (const needed of neededBy(field.type)) {
          if (needed === start) return [...path, field];
          if (seen.has(needed)) continue;
          seen.add(needed);
          next.push({ symbol: needed, path: [...path, field] });
        }
      }
    }
    level = next;
  }
  return null;
}

function neededBy(type: Type): TypeSymbol[] {
  if (type.kind === "instance") {
    return type.symbol.module === -1 ? type.args.flatMap(neededBy) : [type.symbol];
  }
  if (type.kind === "tuple") return type.elements.flatMap(neededBy);
  return [];
}
