/** The `regex` namespace (stdlib.md section 19). */
import { checkStr, typeError } from "../../src/runtime/operations/check_kind.ts";
import { fail } from "../../src/runtime/failures/failure.ts";
import { checkCallback } from "../../src/runtime/operations/function_value.ts";
import { allMatches, characterPositions, compiledRegex, regexMatches } from "../../src/runtime/text/regex.ts";
import { Err, Ok, type Result } from "../../src/runtime/values/result.ts";
import { checkRegex } from "../../src/syntax/regex_syntax.ts";
import { type RegexMatch, regexMatch } from "./regex_match.ts";

function find(pattern: string, text: string): Result {
  const match = compiledRegex(pattern).exec(text);
  return match ? new Ok(regexMatch(match, characterPositions(text))) : new Err("no match");
}

function findAll(pattern: string, text: string): RegexMatch[] {
  const position = characterPositions(text);
  return allMatches(pattern, text).map((match) => regexMatch(match, position));
}

function replace(pattern: string, text: string, by: unknown): string {
  const matches = allMatches(pattern, text);
  return typeof by === "string" ? replaceByTemplate(matches, text, by) : replaceByFunction(matches, text, by);
}

function replaceByTemplate(matches: readonly RegExpExecArray[], text: string, template: string): string {
  if (!template.includes("$")) return substitute(matches, text, () => template);
  return substitute(matches, text, (match) => expand(template, match));
}

function replaceByFunction(matches: readonly RegExpExecArray[], text: string, by: unknown): string {
  if (typeof by !== "function") typeError("Str or Fn", by);
  const call = checkCallback(by, 1);
  const position = characterPositions(text);
  return substitute(matches, text, (match) => checkStr(call(regexMatch(match, position))));
}

function substitute(
  matches: readonly RegExpExecArray[],
  text: string,
  replacement: (match: RegExpExecArray) => string,
): string {
  let result = "";
  let last = 0;
  for (const match of matches) {
    result += text.slice(last, match.index) + replacement(match);
    last = match.index + match[0].length;
  }
  return result + text.slice(last);
}

/** A template with `$0`, `$1`, `$<name>`, `$$` filled in; groups that took no part are empty. */
function expand(template: string, match: RegExpExecArray): string {
  return template.replace(
    /\$(?:(\$)|([0-9]{1,2})|<([^>]*)>)/g,
    (whole, dollar: string | undefined, digits: string | undefined, name: string | undefined) => {
      if (dollar) return "$";
      if (name !== undefined) {
        if (!match.groups || !Object.hasOwn(match.groups, name)) noGroup(`\`${name}\``);
        return match.groups[name] ?? "";
      }
      // `$12` is group 12 where it exists, else group 1 and a `2`.
      if (Number(digits) < match.length) return match[Number(digits)] ?? "";
      if (Number(digits![0]) < match.length) return (match[Number(digits![0])] ?? "") + whole.slice(2);
      return noGroup(digits![0]);
    },
  );
}

function noGroup(name: string): never {
  return fail("run/bad-argument", `the pattern has no group ${name}`);
}

/** The pieces between the matches; empty matches at the ends of a piece do not count. */
function split(pattern: string, text: string): string[] {
  const pieces: string[] = [];
  let last = 0;
  for (const match of allMatches(pattern, text)) {
    if (match[0] === "" && (match.index === last || match.index === text.length)) continue;
    pieces.push(text.slice(last, match.index));
    last = match.index + match[0].length;
  }
  pieces.push(text.slice(last));
  return pieces;
}

export const implementations = {
  "regex.match": regexMatches,
  "regex.find": find,
  "regex.find_all": findAll,
  "regex.replace": replace,
  "regex.split": split,
  "regex.is_valid": (pattern: string) => checkRegex(pattern) === null,
  "regex.escape": (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"),
};
