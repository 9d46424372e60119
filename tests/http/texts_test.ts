/** Texts of requests and answers: URLs, trace contexts, cookies, settings. */
import assert from "node:assert/strict";
import { RecordLimiter } from "../../src/runtime/failures/error_record.ts";
import { mediaType } from "../../src/runtime/http/response.ts";
import { newTraceId, parseTraceParent } from "../../src/runtime/trace/trace_id.ts";
import {
  decodePath,
  decodeQueryText,
  queryAll,
  queryLast,
  unmarkSlashes,
} from "../../src/runtime/http/url_text.ts";
import { isIpLiteral, parseSize } from "../../src/syntax/server_values.ts";

Deno.test("query texts: plus, bytes, and what is malformed stays", () => {
  const cases: [string, string][] = [
    ["a+b", "a b"],
    ["%C3%A9", "é"],
    ["%", "%"],
    ["%4", "%4"],
    ["%zz%41", "%zzA"],
    ["%C3", "%C3"],
    ["%C3%28", "%C3("],
    ["%F0%9F%98%80", "😀"],
    ["%F0%9F%98", "%F0%9F%98"],
    ["%ff%41", "%ffA"],
  ];
  for (const [text, expected] of cases) assert.equal(decodeQueryText(text), expected, text);
});

Deno.test("query keys: the last one counts, whatever stands around it", () => {
  assert.equal(queryLast("", "a"), undefined);
  assert.equal(queryLast("a=1", "a"), "1");
  assert.equal(queryLast("a=1&a=2", "a"), "2");
  assert.equal(queryLast("aa=1&b=2", "a"), undefined);
  assert.equal(queryLast("a", "a"), "");
  assert.equal(queryLast("a&b", "a"), "");
  assert.equal(queryLast("a=", "a"), "");
  assert.equal(queryLast("&&a=1&&", "a"), "1");
  assert.equal(queryLast("ab=1&a=x=y", "a"), "x=y");
  assert.equal(queryLast("%61=1", "a"), "1");
  assert.equal(queryLast("b=%20&a=1", "a"), "1");
  assert.deepEqual(queryAll("a=1&b=2&a=3", "a"), ["1", "3"]);
  assert.deepEqual(queryAll("b=2", "a"), []);
});

Deno.test("paths: segments are decoded one by one", () => {
  assert.equal(decodePath("/a%20b/c"), "/a b/c");
  assert.equal(decodePath("/%zz"), null);
  assert.equal(decodePath("/%C3"), null);
  const path = decodePath("/x/a%2Fb")!;
  assert.equal(path.split("/").length, 3);
  assert.equal(unmarkSlashes(path.split("/")[2]), "a/b");
});

Deno.test("trace ids: new ones differ, contexts are read strictly", () => {
  const ids = new Set(Array.from({ length: 70_000 }, newTraceId));
  assert.equal(ids.size, 70_000);
  for (const id of [...ids].slice(0, 10)) assert.match(id, /^[0-9a-f]{32}$/);
  const id = "0af7651916cd43dd8448eb211c80319c";
  const span = "b7ad6b7169203331";
  assert.deepEqual(parseTraceParent(`00-${id}-${span}-01`), {
    traceId: id,
    parentSpanId: span,
    isSampled: true,
  });
  assert.equal(parseTraceParent(`00-${id}-${span}-00`)?.isSampled, false);
  assert.equal(parseTraceParent(`cc-${id}-${span}-00-later`)?.traceId, id);
  for (
    const wrong of [
      "",
      `ff-${id}-${span}-01`,
      `00-${"0".repeat(32)}-${span}-01`,
      `00-${id}-${"0".repeat(16)}-01`,
      `00-${id}-${span}-01-x`,
      `00-${id.toUpperCase()}-${span}-01`,
      `00-${id}-${span}`,
    ]
  ) assert.equal(parseTraceParent(wrong), null, wrong);
});

Deno.test("content types: what is none becomes octet-stream, line breaks fail", () => {
  assert.equal(mediaType("text/html; charset=utf-8"), "text/html; charset=utf-8");
  assert.equal(mediaType("application/vnd.api+json"), "application/vnd.api+json");
  for (const wrong of ["", "text", "text/", "no type", "a/b c"]) {
    assert.equal(mediaType(wrong), "application/octet-stream");
  }
  assert.throws(() => mediaType("text/html\r\nx: y"));
});

Deno.test("server values: sizes and addresses", () => {
  assert.equal(parseSize("2mb"), 2 * 1024 * 1024);
  assert.equal(parseSize("512KB"), 512 * 1024);
  for (const wrong of ["", "2", "mb", "1.5mb", "-1kb", "2 mb"]) assert.equal(parseSize(wrong), null, wrong);
  for (const ip of ["127.0.0.1", "0.0.0.0", "255.255.255.255", "::1", "::", "fe80::1"]) {
    assert.ok(isIpLiteral(ip), ip);
  }
  for (const ip of ["", "localhost", "1.2.3", "1.2.3.256", "01.2.3.4", "1.2.3.4.", ":::", "::g", "[::1]"]) {
    assert.ok(!isIpLiteral(ip), ip);
  }
});

Deno.test("records: a hundred alike per minute, then they are counted", () => {
  const limiter = new RecordLimiter();
  for (let i = 0; i < 100; i++) assert.equal(limiter.admit("a", 0), 0);
  assert.equal(limiter.admit("a", 1), null);
  assert.equal(limiter.admit("a", 2), null);
  assert.equal(limiter.admit("b", 3), 0);
  assert.equal(limiter.admit("a", 60_001), 2);
});
