/** An exact JSON reader: RFC 8259, nesting at most 128 levels, no byte-order mark, nothing after the value. */
import { type JsonNode, JsonSyntaxProblem } from "./node.ts";

export const MAX_DEPTH = 128;

const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
// deno-lint-ignore no-control-regex
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPES: Record<string, string> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/** The tree of a JSON text, or what is wrong with it. Never throws. */
export function scanJson(text: string): JsonNode | JsonSyntaxProblem {
  try {
    return new Scanner(text).document();
  } catch (problem) {
    if (problem instanceof JsonSyntaxProblem) return problem;
    throw problem;
  }
}

class Scanner {
  #at = 0;
  constructor(readonly text: string) {}

  document(): JsonNode {
    if (this.text.charCodeAt(0) === 0xfeff) this.#fail("a byte-order mark is not allowed");
    const value = this.#value(0);
    this.#space();
    if (this.#at < this.text.length) this.#fail(`unexpected ${this.#found()} after the value`);
    return value;
  }

  #value(depth: number): JsonNode {
    this.#space();
    const char = this.text[this.#at];
    if (char === "{") return this.#object(depth + 1);
    if (char === "[") return this.#array(depth + 1);
    if (char === '"') return { kind: "Str", value: this.#string() };
    if (char === "-" || (char >= "0" && char <= "9")) return this.#number();
    if (this.#word("true")) return { kind: "Bool", value: true };
    if (this.#word("false")) return { kind: "Bool", value: false };
    if (this.#word("null")) return { kind: "Null" };
    return this.#fail(`expected a value, found ${this.#found()}`);
  }

  #object(depth: number): JsonNode {
    this.#enter(depth);
    const entries = new Map<string, JsonNode>();
    this.#space();
    if (this.#take("}")) return { kind: "Map", entries };
    for (;;) {
      this.#space();
      if (this.text[this.#at] !== '"') this.#fail(`expected a key in double quotes, found ${this.#found()}`);
      const key = this.#string();
      this.#space();
      if (!this.#take(":")) this.#fail(`expected \`:\` after the key, found ${this.#found()}`);
      entries.set(key, this.#value(depth));
      this.#space();
      if (this.#take("}")) return { kind: "Map", entries };
      if (!this.#take(",")) this.#fail(`expected \`,\` or \`}\`, found ${this.#found()}`);
    }
  }

  #array(depth: number): JsonNode {
    this.#enter(depth);
    const items: JsonNode[] = [];
    this.#space();
    if (this.#take("]")) return { kind: "List", items };
    for (;;) {
      items.push(this.#value(depth));
      this.#space();
      if (this.#take("]")) return { kind: "List", items };
      if (!this.#take(",")) this.#fail(`expected \`,\` or \`]\`, found ${this.#found()}`);
    }
  }

  #enter(depth: number): void {
    if (depth > MAX_DEPTH) this.#fail(`nested deeper than ${MAX_DEPTH} levels`);
    this.#at++;
  }

  #number(): JsonNode {
    NUMBER.lastIndex = this.#at;
    const match = NUMBER.exec(this.text);
    if (!match) return this.#fail(`malformed number`);
    const next = this.text[this.#at + match[0].length];
    if (next !== undefined && /[\w.+-]/.test(next)) this.#fail("malformed number");
    if (match[1] === undefined && match[2] === undefined) {
      this.#at += match[0].length;
      return { kind: "Int", text: match[0] };
    }
    if (!Number.isFinite(Number(match[0]))) this.#fail("number too large");
    this.#at += match[0].length;
    return { kind: "Float", text: match[0] };
  }

  #string(): string {
    const start = this.#at++;
    let value = "";
    for (;;) {
      PLAIN.lastIndex = this.#at;
      value += PLAIN.exec(this.text)![0];
      this.#at = PLAIN.lastIndex;
      const char = this.text[this.#at];
      if (char === '"') {
        this.#at++;
        return value;
      }
      if (char === undefined) {
        this.#at = start;
        this.#fail("a string without end");
      }
      if (char !== "\\") this.#fail("a control character in a string must be escaped");
      value += this.#escape();
    }
  }

  #escape(): string {
    const char = this.text[this.#at + 1];
    if (char === "u") {
      const unit = this.#unit(this.#at);
      if (unit < 0xd800 || unit > 0xdfff) {
        this.#at += 6;
        return String.fromCharCode(unit);
      }
      const pair = unit < 0xdc00 && this.text.startsWith("\\u", this.#at + 6)
        ? String.fromCharCode(unit, this.#unit(this.#at + 6))
        : "";
      if (!pair || !pair.isWellFormed()) {
        this.#fail(`\`${this.text.slice(this.#at, this.#at + 6)}\` is half of a character`);
      }
      this.#at += 12;
      return pair;
    }
    const cooked = char === undefined ? undefined : ESCAPES[char];
    if (cooked === undefined) this.#fail(`unknown escape \`\\${char ?? ""}\``);
    this.#at += 2;
    return cooked!;
  }

  /** The UTF-16 unit of the `\\uXXXX` at a position. */
  #unit(at: number): number {
    const hex = this.text.slice(at + 2, at + 6);
    if (!/^[0-9a-fA-F]{4}$/.test(hex)) this.#fail("`\\u` needs four hex digits");
    return parseInt(hex, 16);
  }

  #space(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.#at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.#at++;
    }
  }

  #take(char: string): boolean {
    if (this.text[this.#at] !== char) return false;
    this.#at++;
    return true;
  }

  #word(word: string): boolean {
    if (!this.text.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return true;
  }

  #found(): string {
    const code = this.text.codePointAt(this.#at);
    return code === undefined ? "the end of the text" : `\`${String.fromCodePoint(code)}\``;
  }

  #fail(reason: string): never {
    const before = this.text.slice(0, this.#at);
    const line = before.split("\n").length;
    const column = [...before.slice(before.lastIndexOf("\n") + 1)].length + 1;
    throw new JsonSyntaxProblem(line, column, reason);
  }
}
