/** The globs of `[dev]`: `*` and `?` within a name, `**` over names, `{a,b}` for a choice. */

/**
 * Whether a path relative to the project (with `/`) is meant by one of the patterns. A pattern also means everything below the folder that it names; one without `/` means a
 * name at any depth.
 */
export function pathPatterns(patterns: readonly string[]): (path: string) => boolean {
  const tests = patterns.map((pattern) => {
    const clean = pattern.replaceAll("\\", "/").replace(/^\.?\//, "").replace(/\/+$/, "");
    const start = pattern.includes("/") && clean.includes("/") || /^\.?\//.test(pattern) ? "^" : "(?:^|/)";
    return new RegExp(`${start}${expression(clean)}(?:/|$)`, "u");
  });
  return (path) => tests.some((test) => test.test(path));
}

/** A glob as the text of a regular expression. */
function expression(glob: string): string {
  let text = "";
  let depth = 0;
  for (let i = 0; i < glob.length; i++) {
    const c = glob[i]!;
    if (c === "*" && glob[i + 1] === "*") {
      i++;
      // `**/` may stand for no folder at all.
      if (glob[i + 1] === "/") {
        i++;
        text += "(?:[^/]+/)*";
      } else text += ".*";
    } else if (c === "*") text += "[^/]*";
    else if (c === "?") text += "[^/]";
    else if (c === "{" && glob.includes("}", i)) {
      depth++;
      text += "(?:";
    } else if (c === "}" && depth > 0) {
      depth--;
      text += ")";
    } else if (c === "," && depth > 0) text += "|";
    else text += c.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
  }
  return text + ")".repeat(depth);
}
