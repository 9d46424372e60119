/**
 * Format specifications `[[fill]align][sign][#][0][width][grouping][.precision][type]` (stdlib.md section 12): parsing, and whether one fits a kind of value. Used by the
 * compiler and at run time; formatting itself is in the runtime.
 */

export interface FormatSpec {
  /** One character; " " when not given. */
  readonly fill: string;
  /** null: numbers right, others left. */
  readonly align: "<" | ">" | "^" | "=" | null;
  readonly sign: "+" | " " | "-" | null;
  /** `#` */
  readonly hasPrefix: boolean;
  /** `0` */
  readonly isZeroPadded: boolean;
  readonly width: number;
  readonly grouping: "," | "_" | null;
  readonly precision: number | null;
  readonly type: FormatType | null;
}

export type FormatType = "d" | "b" | "o" | "x" | "X" | "c" | "f" | "F" | "e" | "E" | "g" | "G" | "%" | "s";

/** Why a text is no specification; `index` is the code unit where parsing stopped. */
export interface FormatProblem {
  readonly message: string;
  readonly index: number;
}

export type ParsedFormat =
  | { readonly spec: FormatSpec; readonly problem: null }
  | { readonly spec: null; readonly problem: FormatProblem };

const ALIGNS = "<>^=";
const TYPES = "dboxXcfFeEgG%s";
const NOT_A_FILL = '{}"\\\n\r';
/** Beyond it a width or precision is a mistake, and the text would not fit in memory. */
const LARGEST = 100_000;

/** Parses a specification; the text is what stands after the `:`. */
export function parseFormatSpec(text: string): ParsedFormat {
  let at = 0;
  let fill = " ";
  let align: FormatSpec["align"] = null;
  const first = firstCharacter(text);
  const second = text[first.length];
  if (second !== undefined && ALIGNS.includes(second)) {
    if (NOT_A_FILL.includes(first)) return problem("this character cannot be a filler", 0);
    fill = first;
    align = second as FormatSpec["align"];
    at = first.length + 1;
  } else if (text !== "" && ALIGNS.includes(text[0])) {
    align = text[0] as FormatSpec["align"];
    at = 1;
  }
  const hasFill = at > 1;
  let sign: FormatSpec["sign"] = null;
  if (at < text.length && "+- ".includes(text[at])) sign = text[at++] as FormatSpec["sign"];
  const prefixAt = at;
  const hasPrefix = text[at] === "#";
  if (hasPrefix) at++;
  const isZeroPadded = text[at] === "0";
  if (isZeroPadded) at++;
  const width = /^\d*/.exec(text.slice(at))![0];
  at += width.length;
  if (Number(width) > LARGEST) return problem(`the width ${width} is too large`, at - width.length);
  let grouping: FormatSpec["grouping"] = null;
  const groupingAt = at;
  if (text[at] === "," || text[at] === "_") grouping = text[at++] as FormatSpec["grouping"];
  let precision: number | null = null;
  const precisionAt = at;
  if (text[at] === ".") {
    const digits = /^\d*/.exec(text.slice(at + 1))![0];
    if (digits === "") return problem("digits must follow the `.` of a precision", at + 1);
    if (Number(digits) > LARGEST) return problem(`the precision ${digits} is too large`, at + 1);
    precision = Number(digits);
    at += 1 + digits.length;
  }
  let type: FormatType | null = null;
  if (at < text.length && TYPES.includes(text[at])) type = text[at++] as FormatType;
  if (at < text.length) {
    const rest = firstCharacter(text.slice(at));
    const isLetter = /[a-zA-Z]/.test(rest) && at === text.length - 1;
    return problem(isLetter ? `there is no format type \`${rest}\`` : `unexpected \`${rest}\``, at);
  }
  const isRadix = type !== null && "box".includes(type.toLowerCase());
  if (hasPrefix && !(isRadix || type === "X")) {
    return problem("`#` goes with the types `x`, `X`, `b` and `o` only", prefixAt);
  }
  if (grouping === "," && isRadix) {
    return problem(`only \`_\` groups the digits of type \`${type}\``, groupingAt);
  }
  if (precision !== null && type !== null && "dboxXc".includes(type)) {
    return problem(`the type \`${type}\` takes no precision`, precisionAt);
  }
  if (type === "c" && (sign !== null || grouping !== null)) {
    return problem(
      "the type `c` takes neither a sign nor a grouping",
      sign !== null ? prefixAt - 1 : groupingAt,
    );
  }
  if (isZeroPadded && !hasFill) fill = "0";
  if (isZeroPadded && align === null) align = "=";
  return {
    spec: {
      fill,
      align,
      sign,
      hasPrefix,
      isZeroPadded,
      width: Number(width),
      grouping,
      precision,
      type,
    },
    problem: null,
  };
}

function firstCharacter(text: string): string {
  return text === "" ? "" : String.fromCodePoint(text.codePointAt(0)!);
}

function problem(message: string, index: number): ParsedFormat {
  return { spec: null, problem: { message, index } };
}

const NUMBERS = new Set(["Int", "Float", "Decimal"]);

/** Kinds that a type accepts. */
function acceptedKinds(type: FormatType): readonly string[] {
  if ("dboxXc".includes(type)) return ["Int"];
  return "fF%".includes(type) ? ["Int", "Float", "Decimal"] : ["Int", "Float"];
}

/** Why a specification does not fit values of a kind (`type_name()`); null when it fits. A Secret takes every specification. */
export function formatMisfit(spec: FormatSpec, kindName: string): string | null {
  if (kindName === "Secret") return null;
  if (spec.type !== null && spec.type !== "s") {
    const kinds = acceptedKinds(spec.type);
    return kinds.includes(kindName)
      ? null
      : `the format type \`${spec.type}\` is for ${list(kinds)}, not for \`${kindName}\``;
  }
  if (spec.precision !== null) {
    const takes = spec.type === "s"
      ? kindName === "Str"
      : kindName === "Str" || kindName === "Float" || kindName === "Decimal";
    if (!takes) return `\`${kindName}\` takes no precision`;
  }
  if (NUMBERS.has(kindName)) return null;
  if (spec.align === "=") {
    return `${
      spec.isZeroPadded ? "the filler `0`" : "the alignment `=`"
    } is for numbers, not for \`${kindName}\``;
  }
  if (spec.isZeroPadded) return `the filler \`0\` is for numbers, not for \`${kindName}\``;
  if (spec.sign !== null) return `the sign \`${spec.sign}\` is for numbers, not for \`${kindName}\``;
  if (spec.grouping !== null) {
    return `the grouping \`${spec.grouping}\` is for numbers, not for \`${kindName}\``;
  }
  return null;
}

function list(names: readonly string[]): string {
  return names.length === 1 ? names[0] : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}
