import assert from "node:assert/strict";
import { compare } from "../../src/runtime/operations/compare.ts";
import { equals } from "../../src/runtime/operations/equals.ts";
import { keyOf } from "../../src/runtime/operations/map_key.ts";
import { parseUuid } from "../../src/runtime/values/uuid.ts";
import { implementations } from "../../stdlib/uuid/uuid.ts";
import { checkTable, fakeHost } from "./table.ts";

const TEXT = "6f2c1b0a-9d8e-4f7a-8b1c-2d3e4f5a6b7c";

Deno.test("Uuid", () => {
  const id = parseUuid(TEXT)!;
  checkTable(implementations, [
    ["Uuid.parse", [TEXT.toUpperCase()], `Ok(${TEXT})`],
    ["Uuid.parse", [TEXT.replaceAll("-", "")], `Ok(${TEXT})`],
    ["Uuid.parse", ["12"], 'Err("not a UUID: \\"12\\"")'],
    ["Uuid.parse", [TEXT.replace("-", "")], `Err("not a UUID: \\"${TEXT.replace("-", "")}\\"")`],
    ["Uuid.parse", [`{${TEXT}}`], `Err("not a UUID: \\"{${TEXT}}\\"")`],
    ["Uuid.parse", [TEXT.replace("6", "g")], `Err("not a UUID: \\"${TEXT.replace("6", "g")}\\"")`],
    ["Uuid.nil", [], "00000000-0000-0000-0000-000000000000"],
    ["Uuid.to_str", [id], `"${TEXT}"`],
    ["Uuid.is_nil", [id], "false"],
    ["Uuid.is_nil", [implementations["Uuid.nil"]()], "true"],
  ]);
  assert.ok(equals(id, parseUuid(TEXT.toUpperCase())) && compare(implementations["Uuid.nil"](), id) < 0);
  assert.equal(keyOf(id), keyOf(parseUuid(TEXT)));
  assert.match(
    implementations["Uuid.v4"]().text,
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});

Deno.test("Uuid.v7 rises strictly, also when the clock stands or goes back", () => {
  let now = 1_770_000_000_000;
  fakeHost({}, { now: () => now });
  let last = "";
  for (let i = 0; i < 20000; i++) {
    if (i % 5000 === 4999) now -= 50;
    const { text } = implementations["Uuid.v7"]();
    assert.ok(text > last, `${last} ${text}`);
    last = text;
  }
  assert.match(last, /^019c[0-9a-f]{4}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
