/** Fitz's regular expressions (stdlib.md section 19): checked by one pass that also translates them to JavaScript's. */

/** What is wrong with a pattern. */
export interface RegexProblem {
  /** A clause such as `unclosed group`. */
  readonly message: string;
  /** Position in characters. */
  readonly index: number;
}

/** A pattern for `new RegExp(source, flags)`. */
export interface JavaScriptRegex {
  readonly source: string;
  /** Always with `u`. */
  readonly flags: string;
}

/** The first problem of a pattern; null for a valid one. */
export function checkRegex(pattern: string): RegexProblem | null {
  const translated = translate(pattern);
  return "message" in translated ? translated : null;
}

/** The JavaScript form of a valid pattern. Throws a SyntaxError for any other. */
export function toJavaScript(pattern: string): JavaScriptRegex {
  const translated = translate(pattern);
  if ("message" in translated) throw new SyntaxError(`${translated.message} at ${translated.index}`);
  return translated;
}

const CATEGORIES = new Set(
  ("L Lu Ll Lt LC Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po S Sm Sc Sk So Z Zs Zl Zp C Cc Cf Cs Co Cn")
    .split(" "),
);
const SYNTAX = new Set("^$\\.*+?()[]{}|/-");
const CONTROLS: Record<string, string> = { n: "\\n", r: "\\r", t: "\\t", f: "\\f", v: "\\v" };
const PUNCTUATION = /^[!-/:-@[-`{-~ ]$/;

class Problem extends Error {
  constructor(message: string, readonly index: number) {
    super(message);
  }
}

function translate(pattern: string): JavaScriptRegex | RegexProblem {
  try {
    const result = new Translator(pattern).translate();
    // The host has limits of its own, such as the count of groups.
    new RegExp(result.source, result.flags);
    return result;
  } catch (error) {
    if (error instanceof Problem) return { message: error.message, index: error.index };
    if (error instanceof SyntaxError) return { message: "too large", index: 0 };
    throw error;
  }
}

/** What stands before a quantifier: nothing, something that repeats, an assertion, a quantifier. */
type Before = "nothing" | "item" | "assertion" | "quantifier";

class Translator {
  readonly #chars: readonly string[];
  readonly #names = new Set<string>();
  /** Positions of the groups that are open. */
  readonly #open: number[] = [];
  #at = 0;
  #source = "";
  #isCaseless = false;
  #before: Before = "nothing";

  constructor(pattern: string) {
    this.#chars = Array.from(pattern);
  }

  translate(): JavaScriptRegex {
    const flags = this.#flags();
    this.#isCaseless = flags.includes("i");
    while (this.#at < this.#chars.length) this.#item();
    if (this.#open.length > 0) throw new Problem("unclosed group", this.#open.at(-1)!);
    return { source: this.#source === "" ? "(?:)" : this.#source, flags };
  }

  /** `(?i)`, `(?m)`, `(?s)` at the start, also together. */
  #flags(): string {
    const found = new Set<string>();
    for (;;) {
      const letters = /^\(\?([a-zA-Z]+)\)/.exec(this.#chars.slice(this.#at, this.#at + 12).join(""));
      if (!letters) break;
      for (const letter of letters[1]) {
        if (!"ims".includes(letter)) throw new Problem(`unknown flag \`${letter}\``, this.#at + 2);
        found.add(letter);
      }
      this.#at += letters[0].length;
    }
    return "u" + [...found].sort().join("");
  }

  #emit(text: string, before: Before): void {
    this.#source += text;
    this.#before = before;
  }

  #item(): void {
    const char = this.#chars[this.#at];
    switch (char) {
      case "(":
        return this.#group();
      case ")":
        if (this.#open.pop() === undefined) throw new Problem("`)` without `(`", this.#at);
        this.#at++;
        return this.#emit(")", "item");
      case "[":
        return this.#class();
      case "|":
        this.#at++;
        return this.#emit("|", "nothing");
      case "^":
      case "$":
        this.#at++;
        return this.#emit(char, "assertion");
      case ".":
        this.#at++;
        return this.#emit(".", "item");
      case "*":
      case "+":
      case "?":
        this.#at++;
        return this.#quantifier(char, this.#at - 1);
      case "{":
        return this.#counted();
      case "\\":
        return this.#escape();
      default:
        this.#at++;
        return this.#emit(literal(char), "item");
    }
  }

  #group(): void {
    const start = this.#at;
    this.#open.push(start);
    this.#at++;
    if (this.#chars[this.#at] !== "?") return this.#emit("(", "nothing");
    const next = this.#chars.slice(this.#at + 1, this.#at + 3).join("");
    if (next[0] === ":") {
      this.#at += 2;
      return this.#emit("(?:", "nothing");
    }
    if (/^[=!]|^<[=!]/.test(next)) throw new Problem("look-around is not supported", start);
    if (next[0] !== "<") {
      if (/^[ims]/.test(next)) throw new Problem("flags stand at the start of the pattern", start);
      throw new Problem("unknown kind of group; named groups are written `(?<name> )`", start);
    }
    this.#at += 2;
    const end = this.#chars.indexOf(">", this.#at);
    const name = end < 0 ? "" : this.#chars.slice(this.#at, end).join("");
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) throw new Problem("bad name of a group", this.#at);
    if (this.#names.has(name)) throw new Problem(`two groups are called \`${name}\``, this.#at);
    this.#names.add(name);
    this.#at = end + 1;
    this.#emit(`(?<${name}>`, "nothing");
  }

  /** A quantifier that starts at `start`; its lazy mark is still to be read. */
  #quantifier(text: string, start: number): void {
    if (this.#before !== "item") {
      const what = this.#before === "quantifier"
        ? "a quantifier after another"
        : this.#before === "assertion"
        ? "an assertion cannot be repeated"
        : "nothing to repeat";
      throw new Problem(what, start);
    }
    const isLazy = this.#chars[this.#at] === "?";
    if (isLazy) this.#at++;
    this.#emit(isLazy ? text + "?" : text, "quantifier");
  }

  #counted(): void {
    const start = this.#at;
    const close = this.#chars.indexOf("}", start);
    const text = close < 0 ? "" : this.#chars.slice(start, close + 1).join("");
    const counts = /^\{([0-9]+)(?:,([0-9]*))?\}$/.exec(text);
    if (!counts) throw new Problem("a brace that is no count; a literal one is written `\\{`", start);
    if (counts[2] && BigInt(counts[2]) < BigInt(counts[1])) {
      throw new Problem("the counts are out of order", start);
    }
    this.#at = close + 1;
    this.#quantifier(text, start);
  }

  #escape(): void {
    const start = this.#at;
    const letter = this.#chars[start + 1];
    if (letter !== undefined && "wWbB".includes(letter)) {
      this.#at += 2;
      // Case folding would add characters that are not ASCII.
      const text = this.#isCaseless ? `(?-i:\\${letter})` : "\\" + letter;
      return this.#emit(text, letter === "w" || letter === "W" ? "item" : "assertion");
    }
    this.#emit(this.#escaped(), "item");
  }

  /** An escape that also stands in classes, in JavaScript's form. */
  #escaped(): string {
    const start = this.#at;
    const letter = this.#chars[start + 1];
    if (letter === undefined) throw new Problem("a backslash at the end", start);
    this.#at += 2;
    if ("dDsSwW".includes(letter)) return "\\" + letter;
    if (letter in CONTROLS) return CONTROLS[letter];
    if (PUNCTUATION.test(letter)) return literal(letter);
    if (letter === "p" || letter === "P") return `\\${letter}{${this.#category(start)}}`;
    if (letter === "x" || letter === "u") return this.#codePoint(letter, start);
    if (/[0-9k]/.test(letter)) throw new Problem("back-references are not supported", start);
    throw new Problem(`unknown escape \`\\${letter}\``, start);
  }

  #category(start: number): string {
    const close = this.#chars[this.#at] === "{" ? this.#chars.indexOf("}", this.#at) : -1;
    if (close < 0) throw new Problem("a category is written `\\p{L}`", start);
    const name = this.#chars.slice(this.#at + 1, close).join("");
    if (!CATEGORIES.has(name)) throw new Problem(`unknown category \`${name}\``, start);
    this.#at = close + 1;
    return name;
  }

  /** `\x41`, `\u{1F600}` */
  #codePoint(letter: string, start: number): string {
    const rest = this.#chars.slice(this.#at, this.#at + 8).join("");
    const digits = (letter === "x" ? /^([0-9a-fA-F]{2})/ : /^\{([0-9a-fA-F]{1,6})\}/).exec(rest);
    const code = digits ? parseInt(digits[1], 16) : Infinity;
    if (!digits || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) {
      throw new Problem("bad character code", start);
    }
    this.#at += digits[0].length;
    return `\\u{${code.toString(16)}}`;
  }

  #class(): void {
    const start = this.#at++;
    let text = "[";
    if (this.#chars[this.#at] === "^") {
      text += "^";
      this.#at++;
    }
    if (this.#chars[this.#at] === "]") throw new Problem("an empty class", start);
    while (this.#chars[this.#at] !== "]") {
      if (this.#at >= this.#chars.length) throw new Problem("unclosed class", start);
      text += this.#classItem(start);
    }
    this.#at++;
    this.#emit(text + "]", "item");
  }

  /** One character, escape or range of a class. */
  #classItem(start: number): string {
    const first = this.#at;
    const from = this.#classCharacter(start);
    const next = this.#chars[this.#at + 1];
    if (this.#chars[this.#at] !== "-" || next === "]" || next === undefined) return from.text;
    this.#at++;
    const to = this.#classCharacter(start);
    if (from.code === null || to.code === null) {
      throw new Problem("a range from or to a set of characters", first);
    }
    if (from.code > to.code) throw new Problem("a range out of order", first);
    return `${from.text}-${to.text}`;
  }

  /** A character of a class; `code` is null for a set such as `\d`. */
  #classCharacter(start: number): { readonly text: string; readonly code: number | null } {
    const char = this.#chars[this.#at];
    if (char === undefined) throw new Problem("unclosed class", start);
    if (char !== "\\") {
      this.#at++;
      return { text: literal(char), code: char.codePointAt(0)! };
    }
    const at = this.#at;
    const text = this.#escaped();
    const letter = this.#chars[at + 1];
    if ("dDsSwWpP".includes(letter)) return { text, code: null };
    if (letter in CONTROLS) return { text, code: "\t\n\v\f\r".charCodeAt("tnvfr".indexOf(letter)) };
    const code = /^\\u\{([0-9a-f]+)\}$/.exec(text);
    return { text, code: code ? parseInt(code[1], 16) : letter.codePointAt(0)! };
  }
}

/** A character that stands for itself, in and outside classes; JavaScript refuses `\-` outside them. */
function literal(char: string): string {
  if (char === "-") return "\\u{2d}";
  return SYNTAX.has(char) ? "\\" + char : char;
}
