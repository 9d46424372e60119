/** `[flags]` of `fitz.toml`: production.md 12. */
import type { FlagDefault } from "../app/manifest.ts";
import type { TomlTable } from "../syntax/toml.ts";
import type { ManifestReporter } from "./manifest.ts";

/** The flags of a manifest whose sections have been checked. */
export function readFlags(table: TomlTable, reporter: ManifestReporter): Record<string, FlagDefault> {
  const flags: Record<string, FlagDefault> = {};
  for (const [name, value] of Object.entries((table.flags ?? {}) as TomlTable)) {
    if (typeof value === "boolean") flags[name] = { default: value, percent: null };
    else {
      const { default: isOn = false, percent = null } = value as TomlTable;
      if (typeof percent === "number" && (percent < 0 || percent > 100)) {
        reporter.error(
          "manifest/value",
          ["flags", name, "percent"],
          `\`percent\` must be in 0..100, found ${percent}`,
        );
      }
      flags[name] = { default: isOn === true, percent: percent as number | null };
    }
  }
  return flags;
}
