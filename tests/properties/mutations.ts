/** Wrong programs by the thousand: real ones, changed at random places in ways that people and editors produce. */
import { walkFiles } from "./walk_files.ts";

const PIECES = [
  "{",
  "}",
  "(",
  ")",
  "[",
  "]",
  "<",
  ">",
  '"',
  '"""',
  "'",
  ",",
  ":",
  ";",
  ".",
  "?",
  "?.",
  "??",
  "->",
  "=>",
  "=",
  "==",
  "..",
  "..=",
  "@",
  "|",
  "&",
  "~",
  "!",
  "#",
  "\\",
  "/*",
  "*/",
  "//",
  "///",
  "\n",
  "\r\n",
  "\t",
  "\0",
  "\ufeff",
  "é",
  "😀",
  "\ud800",
  "0x",
  "1e",
  "9223372036854775808",
  "1_",
  'b"',
  "{}",
  "fn ",
  "type ",
  "enum ",
  "match ",
  "if ",
  "else ",
  "for ",
  "in ",
  "while ",
  "loop ",
  "let ",
  "return ",
  "break ",
  "continue ",
  "async ",
  "self",
  ".await",
  "import ",
  "from ",
  "Ok(",
  "Err(",
  "List<",
  "Map<Str, ",
  "Fn(",
  "null",
  "not ",
  "and ",
  "or ",
  '@get("/{x}")',
  "extern ",
  "...",
  "_",
  "x",
  "-",
  "%",
  "<<",
  ">>=",
];

/** Deterministic random numbers: the same failures on every machine. */
export class Random {
  #state: bigint;
  constructor(seed: number) {
    this.#state = BigInt(seed);
  }
  /** From 0 up to, not including, `limit`. */
  below(limit: number): number {
    this.#state = BigInt.asUintN(64, this.#state * 6364136223846793005n + 1442695040888963407n);
    return Number(this.#state >> 33n) % Math.max(limit, 1);
  }
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)];
  }
}

/** The texts to start from: every fixture's program and every example. */
export async function seeds(): Promise<string[]> {
  const files = [...await walkFiles("tests/fixtures"), ...await walkFiles("examples")].filter((path) =>
    path.endsWith(".fitz")
  ).sort();
  const texts: string[] = [];
  for (const path of files) {
    const text = new TextDecoder().decode(await Deno.readFile(path));
    if (text.length > 0 && text.length < 6000) texts.push(text);
  }
  return texts;
}

/** One to four changes to a text. */
export function mutate(text: string, others: readonly string[], random: Random): string {
  for (let count = 1 + random.below(4); count > 0; count--) text = change(text, others, random);
  return text;
}

function change(text: string, others: readonly string[], random: Random): string {
  const at = random.below(text.length + 1);
  const end = Math.min(text.length, at + 1 + random.below(12));
  switch (random.below(8)) {
    case 0:
      return text.slice(0, at) + text.slice(end);
    case 1:
      return text.slice(0, at);
    case 2:
      return text.slice(0, end) + text.slice(at);
    case 3: {
      const other = random.pick(others);
      const from = random.below(other.length);
      return text.slice(0, at) + other.slice(from, from + random.below(200)) + text.slice(at);
    }
    case 4: {
      const lines = text.split("\n");
      const line = random.below(lines.length);
      [lines[line], lines[0]] = [lines[0], lines[line]];
      return lines.join("\n");
    }
    case 5:
      return text.slice(0, at) + random.pick(PIECES) + text.slice(end);
    default:
      return text.slice(0, at) + random.pick(PIECES) + text.slice(at);
  }
}
