/** Compiled regular expressions and their matches. */
import { checkRegex, toJavaScript } from "../../syntax/regex_syntax.ts";
import { fail } from "../failures/failure.ts";
import { hasSurrogates } from "./text.ts";

/** Patterns are few and used often; texts of requests must not fill the memory. */
const CACHE_LIMIT = 500;
const compiled = new Map<string, RegExp>();

/** The global JavaScript form of a pattern; `run/bad-argument` for one that is not valid. Users reset `lastIndex`. */
export function compiledRegex(pattern: string): RegExp {
  let regex = compiled.get(pattern);
  if (regex === undefined) {
    const problem = checkRegex(pattern);
    if (problem) {
      fail("run/bad-argument", `bad pattern \`${pattern}\` at position ${problem.index}: ${problem.message}`);
    }
    const { source, flags } = toJavaScript(pattern);
    regex = new RegExp(source, flags + "g");
    if (compiled.size >= CACHE_LIMIT) compiled.clear();
    compiled.set(pattern, regex);
  }
  regex.lastIndex = 0;
  return regex;
}

/** Whether the pattern matches anywhere in the text. */
export function regexMatches(pattern: string, text: string): boolean {
  return compiledRegex(pattern).test(text);
}

/** All matches, not overlapping. */
export function allMatches(pattern: string, text: string): RegExpExecArray[] {
  const regex = compiledRegex(pattern);
  const found: RegExpExecArray[] = [];
  for (let match = regex.exec(text); match !== null; match = regex.exec(text)) {
    found.push(match);
    if (match[0] === "") {
      // On to the next character, not into the middle of a surrogate pair.
      regex.lastIndex += text.codePointAt(match.index)! > 0xFFFF ? 2 : 1;
    }
  }
  return found;
}

/** Character positions of code unit offsets that are asked for in ascending order. */
export function characterPositions(text: string): (offset: number) => number {
  if (!hasSurrogates(text)) return (offset) => offset;
  let unit = 0;
  let position = 0;
  return (offset) => {
    for (; unit < offset; position++) unit += text.codePointAt(unit)! > 0xFFFF ? 2 : 1;
    return position;
  };
}
