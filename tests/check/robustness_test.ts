/** The checker never throws: programs with pieces cut out, doubled or swapped are checked to the end. */
import { ok } from "node:assert/strict";
import { checkText } from "./check_text.ts";

const programs = [
  ...Deno.readTextFileSync(new URL("./rules.txt", import.meta.url)).split(/^### /m).slice(1).map((text) =>
    text.slice(text.indexOf("\n") + 1, text.indexOf("\n--- "))
  ),
];

/** A small generator with a fixed seed: the same mutations at every run. */
function* randoms(seed: number): Generator<number> {
  let state = seed;
  while (true) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state;
  }
}

Deno.test("checker: mutated programs are checked to the end", () => {
  const numbers = randoms(20260309);
  const next = (most: number) => numbers.next().value! % most;
  const tokens = programs.flatMap((text) => text.match(/\w+|\s+|[^\w\s]/g) ?? []);
  for (let round = 0; round < 1500; round++) {
    const parts = (programs[next(programs.length)]!.match(/\w+|\s+|[^\w\s]/g) ?? []).slice();
    for (let edits = 1 + next(3); edits > 0; edits--) {
      const at = next(parts.length + 1);
      const kind = next(3);
      if (kind === 0) parts.splice(at, 1);
      else if (kind === 1) parts.splice(at, 0, tokens[next(tokens.length)]!);
      else parts.splice(at, 1, tokens[next(tokens.length)]!);
    }
    const text = parts.join("");
    try {
      ok(checkText(text).diagnostics.length >= 0);
    } catch (error) {
      throw new Error(`the checker failed on:\n${text}`, { cause: error });
    }
  }
});

Deno.test("checker: deep nesting and long chains are no problem", () => {
  const deep = "(".repeat(200) + "1" + ")".repeat(200);
  checkText(`print(${deep})`);
  checkText("print(" + Array.from({ length: 3000 }, (_, i) => `a${i}`).join(" + ") + ")");
  checkText("a = true\nprint(" + "a and ".repeat(3000) + "a)");
  checkText('s = "x"\nprint(s' + ".upper()".repeat(2000) + ")");
  checkText("if a { } ".repeat(1) + "else if b { } ".repeat(190) + "else { }");
});
