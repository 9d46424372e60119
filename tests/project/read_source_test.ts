import assert from "node:assert/strict";
import { decodeSource } from "../../src/project/read_source.ts";

Deno.test("a byte-order mark is skipped", () => {
  const { file, diagnostic } = decodeSource("a.fitz", Uint8Array.of(0xef, 0xbb, 0xbf, 0x61));
  assert.equal(file.text, "a");
  assert.equal(diagnostic, null);
});

Deno.test("bytes that are not UTF-8 are reported where they stand", () => {
  const rows: [number[], string, number][] = [
    [[0x61, 0x0a, 0xff], "0xFF", 2],
    [[0xc3, 0xa9, 0xc0, 0x80], "0xC0", 1],
    [[0x61, 0xed, 0xa0, 0x80], "0xED", 1],
    [[0xf0, 0x9f, 0x98], "0xF0", 0],
    [[0xef, 0xbb, 0xbf, 0x61, 0x80], "0x80", 1],
  ];
  for (const [bytes, name, start] of rows) {
    const { diagnostic } = decodeSource("a.fitz", Uint8Array.from(bytes));
    assert.equal(diagnostic?.message, `byte ${name} is not valid UTF-8`);
    assert.equal(diagnostic?.span.start, start);
  }
});
