/**
 * The kinds of tokens. The grammar parses a string with one character per token: a kind is that character.
 * The names on the left are the terminals of `grammar/fitz.peggy`; the texts are what messages call them.
 */

interface KindEntry {
  readonly name: string;
  /** How a message names the token: source text in backquotes, or words. */
  readonly display: string;
}

const PUNCTUATION: readonly (readonly [string, string])[] = [
  ["LPAREN", "("],
  ["RPAREN", ")"],
  ["LBRACKET", "["],
  ["RBRACKET", "]"],
  ["LBRACE", "{"],
  ["RBRACE", "}"],
  ["COMMA", ","],
  ["COLON", ":"],
  ["SEMICOLON", ";"],
  ["DOT", "."],
  ["ELLIPSIS", "..."],
  ["QUESTION_DOT", "?."],
  ["QUESTION", "?"],
  ["AT", "@"],
  ["ARROW", "->"],
  ["FAT_ARROW", "=>"],
  ["PLUS", "+"],
  ["MINUS", "-"],
  ["STAR", "*"],
  ["SLASH", "/"],
  ["PERCENT", "%"],
  ["SHIFT_LEFT", "<<"],
  ["AMP", "&"],
  ["CARET", "^"],
  ["BAR", "|"],
  ["TILDE", "~"],
  ["DOT_DOT", ".."],
  ["DOT_DOT_EQ", "..="],
  ["EQ_EQ", "=="],
  ["NOT_EQ", "!="],
  ["LESS", "<"],
  ["LESS_EQ", "<="],
  ["GREATER", ">"],
  ["NULLISH", "??"],
  ["EQ", "="],
];

/** Words that are never names (section 2.5). */
const KEYWORD_LIST = [
  "and",
  "async",
  "await",
  "break",
  "continue",
  "else",
  "false",
  "fn",
  "for",
  "if",
  "import",
  "in",
  "let",
  "loop",
  "match",
  "not",
  "null",
  "or",
  "return",
  "self",
  "true",
  "while",
  "xor",
];

/** Ordinary names that the grammar expects as words in some places. */
const CONTEXTUAL_LIST = [
  "as",
  "decorator",
  "enum",
  "extern",
  "from",
  "namespace",
  "on",
  "parse_as",
  "query_as",
  "static",
  "type",
  "Fn",
  "_",
];

const CLASSES: readonly (readonly [string, string])[] = [
  ["NEWLINE", "end of line"],
  ["NAME", "a name"],
  ["INT", "a number"],
  ["FLOAT", "a number"],
  ["STRING", "a string"],
  // "…{ , }…{ and }…" of an interpolated string
  ["STRING_HEAD", "a string"],
  ["STRING_MIDDLE", "`}`"],
  ["STRING_TAIL", "`}`"],
  ["BYTES", "a bytes literal"],
  ["LABEL", "a label"],
  // an operand that the scanner has already reported
  ["BAD", "an expression"],
  // a `>` glued to the `>` or `=` after it: `>>` is GREATER_GLUED GREATER, `>=` is GREATER_GLUED EQ,
  // so that type arguments can close one `>` at a time
  ["GREATER_GLUED", "`>`"],
  // `+=` and the like, but for `=` and `>>=`
  ["ASSIGN_OP", "an assignment operator"],
];

const entries: KindEntry[] = [
  ...PUNCTUATION.map(([name, text]) => ({ name, display: `\`${text}\`` })),
  ...KEYWORD_LIST.map((word) => ({ name: word.toUpperCase(), display: `\`${word}\`` })),
  ...CONTEXTUAL_LIST.map((word) => ({ name: contextualName(word), display: `\`${word}\`` })),
  ...CLASSES.map(([name, display]) => ({ name, display })),
];

function contextualName(word: string): string {
  if (word === "_") return "UNDERSCORE";
  return "WORD_" + word.toUpperCase();
}

/** The character of the n-th kind: printable ASCII, then Latin-1, so that the token string stays one byte per token. */
function kindChar(index: number): string {
  const code = 0x21 + index;
  return String.fromCharCode(code <= 0x7e ? code : code - 0x7f + 0xa1);
}

/** Terminal name to kind. */
export const KIND: Readonly<Record<string, string>> = Object.fromEntries(
  entries.map((entry, i) => [entry.name, kindChar(i)]),
);

/** Kind to what a message calls it. */
export const KIND_DISPLAY: ReadonlyMap<string, string> = new Map(
  entries.map((e, i) => [kindChar(i), e.display]),
);

export const KEYWORD_KINDS: ReadonlyMap<string, string> = new Map(
  KEYWORD_LIST.map((word) => [word, KIND[word.toUpperCase()]]),
);
export const CONTEXTUAL_KINDS: ReadonlyMap<string, string> = new Map(
  CONTEXTUAL_LIST.map((word) => [word, KIND[contextualName(word)]]),
);

/** Operators and punctuation by their text, for the scanner. */
export const PUNCTUATION_KINDS: ReadonlyMap<string, string> = new Map(
  PUNCTUATION.map(([name, text]) => [text, KIND[name]]),
);

/** Named sets of kinds that the grammar may use as one terminal. */
export const KIND_SETS: Readonly<Record<string, readonly string[]>> = {
  ANY_NAME: [
    KIND.NAME,
    ...CONTEXTUAL_LIST.filter((w) => w !== "_").map((w) => KIND[contextualName(w)]),
    KIND.UNDERSCORE,
  ],
  ANY_KEYWORD: KEYWORD_LIST.map((w) => KIND[w.toUpperCase()]),
  FIELD_KEYWORD: KEYWORD_LIST.filter((w) => w !== "await").map((w) => KIND[w.toUpperCase()]),
  // `type in xs` is an expression: these keywords cannot be meant as the declared name
  DECL_KEYWORD: KEYWORD_LIST.filter((w) => !["in", "and", "or", "xor", "not", "else"].includes(w)).map((w) =>
    KIND[w.toUpperCase()]
  ),
  // unary plus is reported by the factory
  UNARY_OR_PLUS: [KIND.MINUS, KIND.TILDE, KIND.NOT, KIND.PLUS],
  UNARY_OP: [KIND.MINUS, KIND.TILDE, KIND.NOT],
  BINARY_OP: [
    "PLUS",
    "MINUS",
    "STAR",
    "SLASH",
    "PERCENT",
    "SHIFT_LEFT",
    "AMP",
    "CARET",
    "BAR",
    "DOT_DOT",
    "DOT_DOT_EQ",
    "EQ_EQ",
    "NOT_EQ",
    "LESS",
    "LESS_EQ",
    "NULLISH",
    "AND",
    "OR",
    "XOR",
    "IN",
  ].map((n) => KIND[n]),
  RANGE_OP: [KIND.DOT_DOT, KIND.DOT_DOT_EQ],
  TYPE_CLOSE: [KIND.GREATER, KIND.GREATER_GLUED],
};

/** Kinds after which a line end does not count (rule 3 of section 2.3). */
export const NEEDS_OPERAND: ReadonlySet<string> = new Set([
  ...KIND_SETS.BINARY_OP,
  KIND.NOT,
  KIND.TILDE,
  KIND.EQ,
  KIND.ASSIGN_OP,
  KIND.FAT_ARROW,
  KIND.ARROW,
  KIND.COLON,
  KIND.DOT,
  KIND.QUESTION_DOT,
]);

/** Kinds that end an operand: a `-` after one is binary, a `{` after one opens a body. */
export const ENDS_OPERAND: ReadonlySet<string> = new Set([
  ...KIND_SETS.ANY_NAME,
  ...["INT", "FLOAT", "STRING", "STRING_TAIL", "BYTES", "BAD", "RPAREN", "RBRACKET", "RBRACE", "QUESTION"]
    .map((n) => KIND[n]),
  ...["SELF", "TRUE", "FALSE", "NULL", "AWAIT"].map((n) => KIND[n]),
]);
