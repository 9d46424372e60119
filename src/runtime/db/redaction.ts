/** Which parameters of a statement no message may show: data.md 20. */

const WORDS =
  /password|passwd|passphrase|secret|api_key|apikey|api_token|auth_token|access_token|refresh_token|id_token|private_key|privkey|credential|session_key|session_token|csrf_token/i;
/** How far before a placeholder a word counts. */
const REACH = 50;
const INSERT = /\binsert\s+into\s+[^\s(]+\s*\(([^)]*)\)\s*values\s*/gi;
const PLACEHOLDER = /\$(\d+)/g;

/** Numbers of the placeholders whose parameters stay hidden. */
export function hiddenPlaceholders(text: string): ReadonlySet<number> {
  const hidden = new Set<number>();
  if (!WORDS.test(text)) return hidden;
  for (const match of text.matchAll(PLACEHOLDER)) {
    const before = text.slice(Math.max(0, match.index - REACH), match.index);
    // Behind one of these words the placeholder belongs to something else.
    const near = before.split(/\b(?:where|and|or)\b/i).at(-1)!;
    if (WORDS.test(near)) hidden.add(Number(match[1]));
  }
  for (const insert of text.matchAll(INSERT)) {
    const columns = insert[1].split(",");
    for (const row of rowsBehind(text, insert.index + insert[0].length)) {
      row.forEach((element, at) => {
        if (!WORDS.test(columns[at] ?? "")) return;
        for (const match of element.matchAll(PLACEHOLDER)) hidden.add(Number(match[1]));
      });
    }
  }
  return hidden;
}

/** The rows of a VALUES list as texts of their elements. */
function rowsBehind(text: string, start: number): string[][] {
  const rows: string[][] = [];
  let at = start;
  while (text[at] === "(") {
    const row = [""];
    let depth = 0;
    for (; at < text.length; at++) {
      const character = text[at];
      if (character === "(" && depth++ === 0) continue;
      if (character === ")" && --depth === 0) break;
      if (character === "," && depth === 1) row.push("");
      else row[row.length - 1] += character;
    }
    rows.push(row);
    at++;
    while (/[\s,]/.test(text[at] ?? "")) at++;
  }
  return rows;
}
