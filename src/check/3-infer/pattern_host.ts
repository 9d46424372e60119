/** What the checks of patterns need of the inferencer. */
import type { EnumSymbol } from "../../types/symbol.ts";
import { rootOf } from "../narrow/facts.ts";
import type { PatternHost } from "../patterns/bind.ts";
import type { Inference } from "./inference.ts";

const hosts = new WeakMap<Inference, PatternHost>();

/** The host of a module; one for all of its patterns. */
export function patternHost(at: Inference): PatternHost {
  let host = hosts.get(at);
  if (!host) hosts.set(at, host = makeHost(at));
  return host;
}

function makeHost(at: Inference): PatternHost {
  const { context } = at;
  const { symbols } = context.module;
  return {
    file: context.file,
    report: (one) => context.diagnostics.push(one),
    enumNamed(name): EnumSymbol | null {
      const symbol = context.names.get(name) ?? context.catalogue.type(name);
      if (symbol?.kind === "enum") return symbol;
      return symbol?.kind === "alias" && symbol.target.kind === "enum" ? symbol.target.symbol : null;
    },
    *enumNames() {
      for (const [name, symbol] of context.names) if (symbol.kind === "enum") yield name;
    },
    declare(node, type) {
      const symbol = symbols[node.id];
      at.types[node.id] = type;
      at.forget(rootOf(node.name));
      if (symbol?.kind === "variable") {
        at.assigned(symbol, type);
        if (type.kind !== "nullable" && type.kind !== "any" && symbol.assignments > 1) {
          at.narrowAssigned(node.name, type);
        }
      }
    },
    setVariant(nodeId, variant) {
      symbols[nodeId] = variant;
    },
  };
}
