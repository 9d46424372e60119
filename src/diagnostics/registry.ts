/** What is known of every code: filled from the lists that the owners declare (`diagnostics.ts` beside each of them). */
import type { DiagnosticSpec } from "./diagnostic.ts";
import { nearestNames } from "./did_you_mean.ts";

export class DiagnosticRegistry {
  readonly #specs = new Map<string, DiagnosticSpec>();

  /** Throws when two owners declare one code: a mistake in our sources. */
  constructor(lists: readonly (readonly DiagnosticSpec[])[]) {
    for (const spec of lists.flat()) {
      if (this.#specs.has(spec.code)) throw new Error(`diagnostic \`${spec.code}\` is declared twice`);
      this.#specs.set(spec.code, spec);
    }
  }

  get(code: string): DiagnosticSpec | undefined {
    return this.#specs.get(code);
  }

  /** All of them, by code. */
  all(): DiagnosticSpec[] {
    return [...this.#specs.values()].sort((a, b) => a.code < b.code ? -1 : 1);
  }

  /** Codes that may have been meant: near in spelling, or the same slug in another area. */
  nearest(code: string): string[] {
    const slug = code.slice(code.indexOf("/") + 1);
    const codes = [...this.#specs.keys()];
    const sameSlug = codes.filter((known) => known.slice(known.indexOf("/") + 1) === slug);
    return [...new Set([...nearestNames(code, codes, 3), ...sameSlug])].slice(0, 3);
  }
}
