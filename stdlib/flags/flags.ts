/** `flag` and the `flags` namespace (production.md section 12). */
import { flagNames, isEnabled } from "../../src/runtime/flags/flags.ts";

export const implementations = {
  "flag": (name: string, key: unknown = null): boolean => isEnabled(name, key),
  "flags.is_enabled": (name: string, key: unknown = null): boolean => isEnabled(name, key),
  "flags.list": flagNames,
};
