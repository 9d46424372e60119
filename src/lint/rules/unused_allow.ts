/** `unused_allow`: the findings come from the comments themselves (allow.ts), when all other rules have run. */
import { type LintRule, lintSpec } from "../rule.ts";

export const UNUSED_ALLOW: LintRule = {
  spec: lintSpec(
    "unused_allow",
    "an `@allow` comment that suppresses nothing",
    "The comment names a rule that finds nothing where it stands, or a rule that does not exist. A comment that is left over hides the next " +
      "mistake: remove it. Comments about rules that are turned off are left alone.",
    '// @allow(string_concat)\nprint("north south")',
    'print("north south")',
  ),
  level: "warn",
  start: () => ({}),
};
