/** All rules, in the order of their table (toolchain.md 12.2): one line each. */
import type { LintRule } from "./rule.ts";
import { AWAIT_IN_LOOP } from "./rules/await_in_loop.ts";
import { BOOL_COMPARISON } from "./rules/bool_comparison.ts";
import { CONSTANT_CONDITION } from "./rules/constant_condition.ts";
import { HARDCODED_SECRET } from "./rules/hardcoded_secret.ts";
import { IGNORED_RESULT } from "./rules/ignored_result.ts";
import { MANUAL_DEFAULT } from "./rules/manual_default.ts";
import { NAMING } from "./rules/naming.ts";
import { QUERY_IN_LOOP } from "./rules/query_in_loop.ts";
import { SECRET_EXPOSED } from "./rules/secret_exposed.ts";
import { SELF_COMPARISON } from "./rules/self_comparison.ts";
import { SHADOWED_BUILTIN } from "./rules/shadowed_builtin.ts";
import { STRING_CONCAT } from "./rules/string_concat.ts";
import { UNUSED_ALLOW } from "./rules/unused_allow.ts";
import { UNUSED_IMPORT } from "./rules/unused_import.ts";
import { UNUSED_VARIABLE } from "./rules/unused_variable.ts";
import { USELESS_MATCH } from "./rules/useless_match.ts";

export const LINT_RULES: readonly LintRule[] = [
  UNUSED_VARIABLE,
  UNUSED_IMPORT,
  USELESS_MATCH,
  STRING_CONCAT,
  IGNORED_RESULT,
  BOOL_COMPARISON,
  MANUAL_DEFAULT,
  SELF_COMPARISON,
  CONSTANT_CONDITION,
  SHADOWED_BUILTIN,
  NAMING,
  HARDCODED_SECRET,
  SECRET_EXPOSED,
  AWAIT_IN_LOOP,
  QUERY_IN_LOOP,
  UNUSED_ALLOW,
];
