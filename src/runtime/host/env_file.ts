/** The dialect of `.env` files (production.md section 5.3). */
export type EnvEntries = readonly (readonly [key: string, value: string])[];

/** What a file sets, in order; or what is wrong, as `<path>:<line>: …`. */
export type EnvFile = { readonly entries: EnvEntries } | { readonly problem: string };

/**
 * Reads the text of a `.env` file: `KEY=VALUE` lines, split at the first `=`. Blank lines and lines that start with `#` are skipped, an `export ` prefix is dropped, both
 * sides are trimmed, one pair of surrounding quotes is removed; a double-quoted value may span lines. No escapes, no expansion.
 */
export function parseEnvFile(text: string, path: string): EnvFile {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const entries: [string, string][] = [];
  for (let i = 0; i < lines.length; i++) {
    const start = i;
    const bad = (what: string): EnvFile => ({ problem: `${path}:${start + 1}: ${what}` });
    const line = lines[i].trim();
    if (line === "" || line.startsWith("#")) continue;
    const split = line.indexOf("=");
    if (split < 0) return bad("expected KEY=VALUE");
    const key = line.slice(0, split).replace(/^export\s+/, "").trim();
    if (key === "") return bad("expected a name before `=`");
    if (/[\s\0]/.test(key)) return bad(`\`${key}\` is not a name`);
    let value = line.slice(split + 1).trim();
    if (value.startsWith('"') && value.indexOf('"', 1) < 0) {
      value = lines[i].slice(lines[i].indexOf("=") + 1).trimStart();
      do {
        if (++i >= lines.length) return bad("a quote without its end");
        value += "\n" + lines[i];
      } while (!value.trimEnd().endsWith('"'));
      value = value.trimEnd();
    }
    if (/^(["'])[^]*\1$/.test(value) && value.length > 1) value = value.slice(1, -1);
    if (value.includes("\0")) return bad("a value cannot hold a null character");
    entries.push([key, value]);
  }
  return { entries };
}
