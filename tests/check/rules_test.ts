/** Runs `rules.txt`: one small program per rule of the language, with the diagnostics that it must give. */
import { deepStrictEqual } from "node:assert/strict";
import { checkText, summary } from "./check_text.ts";
import { missingEntries } from "./side_tables.ts";

const cases = Deno.readTextFileSync(new URL("./rules.txt", import.meta.url)).split(/^### /m).slice(1);

for (const text of cases) {
  const [, name, program, expected] = /^(.*)\n([\s\S]*)\n--- (.*)\n/.exec(text)!;
  Deno.test(`checker: ${name}`, () => {
    const checked = checkText(program!);
    const found = summary(checked).map((line) => line.split(" ").slice(0, 2).join(" "));
    deepStrictEqual(found, expected === "nothing" ? [] : expected!.split(", "));
    // Where nothing is wrong the emitter finds all that it needs.
    if (checked.diagnostics.length === 0) deepStrictEqual(missingEntries(checked.modules[0]!), []);
  });
}
