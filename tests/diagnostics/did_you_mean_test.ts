import assert from "node:assert/strict";
import { didYouMean, nearestNames } from "../../src/diagnostics/did_you_mean.ts";

Deno.test("the nearest name, or none when nothing is near", () => {
  const commands = ["run", "check", "fmt", "test", "openapi"];
  const rows: [string, string | null][] = [
    ["rnu", "run"],
    ["chek", "check"],
    ["opnapi", "openapi"],
    ["Test", "test"],
    ["deploy", null],
    ["x", null],
    ["", null],
  ];
  for (const [typed, expected] of rows) assert.equal(didYouMean(typed, commands), expected, typed);
  assert.deepEqual(nearestNames("cart", ["card", "cast", "part", "boat"], 2), ["card", "cast"]);
});
