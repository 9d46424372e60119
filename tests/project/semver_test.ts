import assert from "node:assert/strict";
import { compareVersions, parseRange, parseVersion, satisfies } from "../../src/project/semver.ts";

Deno.test("ranges hold exactly the versions of the specification", () => {
  const rows: [string, string[], string[]][] = [
    ["1.4.2", ["1.4.2", "1.9.0"], ["1.4.1", "2.0.0", "1.5.0-rc.1"]],
    ["^0.3.1", ["0.3.1", "0.3.9"], ["0.4.0", "0.3.0"]],
    ["^0.0.3", ["0.0.3"], ["0.0.4"]],
    ["^1.4", ["1.4.0", "1.5.0"], ["2.0.0"]],
    ["~0.3.1", ["0.3.1", "0.3.7"], ["0.4.0"]],
    ["=1.0.0", ["1.0.0"], ["1.0.1"]],
    [">=1.0.0, <2", ["1.0.0", "1.99.0"], ["2.0.0"]],
    ["1.*", ["1.0.0", "1.7.3"], ["2.0.0"]],
    ["*", ["0.0.1"], ["1.0.0-a"]],
    [">1.0.0", ["1.0.1"], ["1.0.0"]],
    ["<=1.0.0", ["1.0.0"], ["1.0.1"]],
    ["^1.0.0-rc.1", ["1.0.0-rc.2", "1.0.0"], ["1.0.1-rc.1", "1.0.0-beta"]],
  ];
  for (const [range, inside, outside] of rows) {
    const parsed = parseRange(range);
    assert.ok(parsed, range);
    for (const text of inside) assert.ok(satisfies(parseVersion(text)!, parsed), `${text} in ${range}`);
    for (const text of outside) assert.ok(!satisfies(parseVersion(text)!, parsed), `${text} not in ${range}`);
  }
  for (const text of ["", "x", "^", "1.2.3.4", "~>1"]) assert.equal(parseRange(text), null, text);
});

Deno.test("the order of versions", () => {
  const order = [
    "1.0.0-alpha",
    "1.0.0-alpha.1",
    "1.0.0-alpha.beta",
    "1.0.0-2",
    "1.0.0",
    "1.0.1",
    "1.2.0",
    "2.0.0",
  ];
  const sorted = order.toReversed().sort((a, b) => compareVersions(parseVersion(a)!, parseVersion(b)!));
  assert.deepEqual(sorted, ["1.0.0-2", ...order.filter((one) => one !== "1.0.0-2")]);
  for (const text of ["1", "1.0", "01.0.0", "1.0.0-", "v1.0.0"]) assert.equal(parseVersion(text), null, text);
});
