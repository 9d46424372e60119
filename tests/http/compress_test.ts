/** Compression as bytes on the wire: web.md 15.3, and that nothing compresses where the program does not ask for it. */
import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { acceptsGzip } from "../../src/runtime/http/middleware/compress.ts";
import { withServiceInProcess } from "../suites/http.ts";

const folder = new URL(".", import.meta.url).pathname;

function test(name: string, action: (port: number) => Promise<void>): void {
  Deno.test({
    name: `compress: ${name}`,
    sanitizeOps: false,
    sanitizeResources: false,
    fn: () => withServiceInProcess(`${folder}compress.fitz`, { folder, settings: {} } as never, action),
  });
}

interface Answer {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

/** One request on a connection of its own; the bytes of the answer as they came. */
async function get(port: number, path: string, encodings: string | null, method = "GET"): Promise<Answer> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const encoding = encodings === null ? "" : `accept-encoding: ${encodings}\r\n`;
  await connection.write(
    new TextEncoder().encode(`${method} ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${encoding}\r\n`),
  );
  const bytes = new Uint8Array(await new Response(connection.readable).arrayBuffer());
  const end = new TextDecoder().decode(bytes.subarray(0, 4096)).indexOf("\r\n\r\n");
  const lines = new TextDecoder().decode(bytes.subarray(0, end)).split("\r\n").slice(1);
  const headers = lines.map((line) =>
    [line.split(":")[0], line.slice(line.indexOf(":") + 1).trim()] as const
  );
  return { headers: new Map(headers), body: bytes.subarray(end + 4) };
}

const textOf = (answer: Answer) => new TextDecoder().decode(answer.body);
const BLOCK = "the quick brown fox ".repeat(80);

test("a body comes gzipped, with a weak entity tag", async (port) => {
  const answer = await get(port, "/packed", "br, gzip;q=0.5");
  assert.equal(answer.headers.get("content-encoding"), "gzip");
  assert.equal(answer.headers.get("vary"), "Accept-Encoding");
  assert.equal(answer.headers.get("etag"), 'W/"v1"');
  assert.equal(answer.headers.get("content-type"), "text/plain");
  assert.equal(Number(answer.headers.get("content-length")), answer.body.length);
  assert.equal(gunzipSync(answer.body).toString(), BLOCK);
});

test("a large body is compressed by another thread", async (port) => {
  const answer = await get(port, "/large", "gzip");
  assert.equal(answer.headers.get("content-encoding"), "gzip");
  assert.equal(gunzipSync(answer.body).length, 31 * 40000);
});

test("HEAD has the headers of GET", async (port) => {
  const [head, whole] = [await get(port, "/packed", "gzip", "HEAD"), await get(port, "/packed", "gzip")];
  for (const name of ["content-length", "content-encoding", "vary", "etag"]) {
    assert.equal(head.headers.get(name), whole.headers.get(name), name);
  }
});

for (const encodings of [null, "identity", "br", "gzip;q=0", "*;q=0", "gzip;q=0, *"]) {
  test(`not for ${encodings ?? "no Accept-Encoding"}`, async (port) => {
    const answer = await get(port, "/packed", encodings);
    assert.equal(answer.headers.get("content-encoding"), undefined);
    assert.equal(answer.headers.get("etag"), '"v1"');
    assert.equal(textOf(answer), BLOCK);
  });
}

test("without compress nothing is", async (port) => {
  for (const path of ["/plain", "/json", "/openapi.json", "/docs", "/unknown"]) {
    const answer = await get(port, path, "gzip, br, deflate");
    assert.equal(answer.headers.get("content-encoding"), undefined, path);
    assert.equal(answer.body.length, Number(answer.headers.get("content-length")), path);
  }
  assert.equal(textOf(await get(port, "/plain", "gzip")), BLOCK);
});

Deno.test("compress: what Accept-Encoding allows", () => {
  for (
    const header of ["gzip", "GZIP", "x-gzip", "*", "br, gzip", "gzip;q=0.001", "identity;q=0, * ; q=0.5"]
  ) {
    assert.equal(acceptsGzip(header), true, header);
  }
  for (const header of [null, "", "br", "gzip;q=0", "gzip ; Q=0.0", "*;q=0", "gzip;q=0, *", "gzipped"]) {
    assert.equal(acceptsGzip(header), false, String(header));
  }
});
