/** Words and forms of other languages (section 2.10), where they led to a syntax error. */

import { openerOf } from "./expected_words.ts";
import type { FactoryContext } from "./factory_context.ts";
import { ENDS_OPERAND, KIND } from "./token_kinds.ts";

interface ForeignWord {
  readonly help: string;
  /** Takes the place of the word, when that is all there is to do. */
  readonly replacement?: string;
}

const WORDS: ReadonlyMap<string, ForeignWord> = new Map(Object.entries({
  elif: { help: "write `else if`", replacement: "else if" },
  const: { help: "write `let name = value`", replacement: "let" },
  var: { help: "write `let name = value`", replacement: "let" },
  mut: { help: "leave it out: variables can be assigned again", replacement: "" },
  def: { help: "write `fn name() { … }`", replacement: "fn" },
  function: { help: "write `fn name() { … }`", replacement: "fn" },
  class: { help: "write `type Name { … }`: fields and methods together", replacement: "type" },
  struct: { help: "write `type Name { … }`", replacement: "type" },
  interface: { help: "Fitz has no interfaces; write `type Name { … }` for the fields a value has" },
  pub: { help: "leave it out: top-level names are public unless they start with `_`", replacement: "" },
  try: {
    help: "errors are values: a function returns a `Result`, `?` passes an `Err` on, `match` looks at it",
  },
  catch: { help: "errors are values: look at a `Result` with `match result { Ok(v) => …, Err(e) => … }`" },
  throw: { help: 'return an error: `return Err("…")`; `panic("…")` stops the program' },
  do: { help: "write `loop { … if done { break } }`" },
  switch: { help: "write `match value { pattern => result }`", replacement: "match" },
  None: { help: "write `null`", replacement: "null" },
  nil: { help: "write `null`", replacement: "null" },
  this: { help: "write `self`", replacement: "self" },
}));

/** Reports a foreign word or form near token `at` where parsing failed; false when there is none. */
export function reportForeignWord(c: FactoryContext, at: number, what: string): boolean {
  return reportTernary(c, at) || reportWord(c, at, what);
}

function reportWord(c: FactoryContext, at: number, what: string): boolean {
  const { tokens } = c;
  const first = firstOnLine(c, Math.min(at, tokens.length - 1));
  const opener = openerOf(c, at);
  const candidates = [at, at - 1];
  if (tokens[first + 1] !== undefined && opensForeignForm(c, first, at, what)) candidates.push(first);
  if (opener > 0 && tokens[opener].kind === KIND.LBRACE) candidates.push(opener - 1);
  for (const i of candidates) {
    if (i < 0 || i >= tokens.length || tokens[i].kind !== KIND.NAME) continue;
    const previous = tokens[i - 1]?.kind;
    if (previous === KIND.DOT || previous === KIND.QUESTION_DOT) continue;
    const word = WORDS.get(tokens[i].value as string);
    if (word === undefined) continue;
    const { start, end } = tokens[i];
    const text = tokens[i].value as string;
    const swallow = word.replacement === "" ? /^[ \t]*/.exec(c.file.text.slice(end))![0].length : 0;
    const fixes = word.replacement === undefined ? [] : [
      c.fix(
        word.replacement === "" ? `remove \`${text}\`` : `write \`${word.replacement}\``,
        start,
        end + swallow,
        word.replacement,
      ),
    ];
    c.report("parse/foreign-syntax", start, end, `\`${text}\` is not a Fitz keyword`, {
      help: [word.help],
      fixes,
    });
    return true;
  }
  return false;
}

/** `switch (x) {`, `throw new X()`: the line starts with the word, and the word is not simply a variable there. */
function opensForeignForm(c: FactoryContext, first: number, at: number, what: string): boolean {
  const next = c.tokens[first + 1].kind;
  if (next === KIND.NAME || ENDS_OPERAND.has(next) && next !== KIND.RPAREN) return true;
  return next === KIND.LPAREN && what === "statementEnd" && c.tokens[at]?.kind === KIND.LBRACE;
}

/** `a ? b : c` */
function reportTernary(c: FactoryContext, at: number): boolean {
  const { tokens } = c;
  let question = -1;
  if (tokens[at - 1]?.kind === KIND.QUESTION && at < tokens.length && startsOperand(tokens[at].kind)) {
    question = at - 1;
  } else if (tokens[at]?.kind === KIND.COLON) {
    const { depth } = c.scanned;
    for (let i = at - 1; i >= 0 && depth[i] >= depth[at] && tokens[i].kind !== KIND.NEWLINE; i--) {
      if (tokens[i].kind === KIND.QUESTION && depth[i] === depth[at]) question = i;
    }
  }
  if (question < 0) return false;
  const { start, end } = tokens[question];
  c.report("parse/foreign-syntax", start, end, "Fitz has no `a ? b : c`", {
    help: ["write `if a { b } else { c }`: it is an expression"],
  });
  return true;
}

function startsOperand(kind: string): boolean {
  return ENDS_OPERAND.has(kind) && kind !== KIND.RPAREN && kind !== KIND.RBRACKET && kind !== KIND.RBRACE &&
      kind !== KIND.QUESTION && kind !== KIND.STRING_TAIL || kind === KIND.STRING_HEAD;
}

function firstOnLine(c: FactoryContext, at: number): number {
  let i = at;
  while (
    i > 0 && c.tokens[i - 1].kind !== KIND.NEWLINE &&
    !c.file.text.slice(c.tokens[i - 1].end, c.tokens[i].start).includes("\n")
  ) i--;
  return i;
}
