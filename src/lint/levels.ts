/** Which rules run, and whether their findings are warnings or errors (toolchain.md 12.1). */
import { LINT_RULES } from "./registry.ts";
import type { Level, LintRule } from "./rule.ts";

/** Lists of ids, as a command line or `[lint]` gives them; `all` stands for every rule. */
export interface LevelLists {
  readonly deny: readonly string[];
  readonly warn: readonly string[];
  readonly allow: readonly string[];
}

export type Levels = ReadonlyMap<string, Level>;

export const ALL_RULES = "all";

/** The ids that may be named. */
export function lintIds(): string[] {
  return LINT_RULES.map((rule) => rule.spec.code);
}

/** Levels of all rules: the defaults, then each of the lists, later ones winning. */
export function levelsOf(lists: readonly LevelLists[], rules: readonly LintRule[] = LINT_RULES): Levels {
  const levels = new Map<string, Level>(rules.map((rule) => [rule.spec.code, rule.level]));
  for (const one of lists) {
    // A rule that is named counts for more than `all`; the stricter level for more than the milder.
    for (const isAll of [true, false]) {
      for (const level of ["allow", "warn", "deny"] as const) {
        for (const id of one[level]) {
          if ((id === ALL_RULES) !== isAll) continue;
          for (const target of isAll ? [...levels.keys()] : [id]) {
            if (levels.has(target)) levels.set(target, level);
          }
        }
      }
    }
  }
  return levels;
}
