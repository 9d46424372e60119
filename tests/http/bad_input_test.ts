/** Hostile and broken input: every answer is an error body with the right status, and the server lives. */
import assert from "node:assert/strict";
import { withServiceInProcess } from "../suites/http.ts";
import { type RawAnswer, sendRaw } from "./raw.ts";

const folder = new URL(".", import.meta.url).pathname;
const HOST = "host: x\r\n";
const CLOSE = "connection: close\r\n";

function get(path: string, headers = ""): string {
  return `GET ${path} HTTP/1.1\r\n${HOST}${CLOSE}${headers}\r\n`;
}

function post(headers: string, body: string, path = "/points"): string {
  return `POST ${path} HTTP/1.1\r\n${HOST}${CLOSE}content-type: application/json\r\n${headers}\r\n${body}`;
}

/** Starts the service, does something to it, and sees that it still answers. */
function test(name: string, action: (port: number) => Promise<void>): void {
  Deno.test({
    name,
    sanitizeOps: false,
    sanitizeResources: false,
    fn: () =>
      withServiceInProcess(`${folder}service.fitz`, { folder, settings: {} } as never, async (port) => {
        await action(port);
        const alive = await sendRaw(port, get("/n/7"));
        assert.equal(alive.body, "7", "the server does not answer any more");
      }),
  });
}

/** An answer of ours: the status, an error body with this text, a trace id. */
function refused(answer: RawAnswer, status: number, error: string): void {
  assert.equal(answer.status, status, answer.all);
  assert.deepEqual(JSON.parse(answer.body), { error });
  assert.equal(answer.headers.get("content-type"), "application/json");
  assert.match(answer.headers.get("x-trace-id") ?? "", /^[0-9a-f]{32}$/);
}

/** An answer that Deno gives before our code is asked: no body, and the connection ends. */
function refusedByHost(answer: RawAnswer, ...statuses: number[]): void {
  assert.ok(statuses.includes(answer.status), answer.all);
  assert.equal(answer.body, "");
  assert.ok(answer.isClosed);
}

test("bytes that are not HTTP", async (port) => {
  const texts = ["\x16\x03\x01\x00\xa5\x01\x00\x00\r\n\r\n", "hello world\r\n\r\n", "\0\0\0\0\r\n\r\n"];
  const lines = ["GET /\r\n\r\n", "GET / HTTP/3.0\r\nhost: x\r\n\r\n", "GE T / HTTP/1.1\r\nhost: x\r\n\r\n"];
  for (const text of [...texts, ...lines]) refusedByHost(await sendRaw(port, text), 400);
});

test("malformed headers", async (port) => {
  for (const line of ["a b: c", "no colon", "a: b\r\n c", "a\0: b", ": b"]) {
    refusedByHost(await sendRaw(port, get("/n/1", `${line}\r\n`)), 400);
  }
});

test("paths that no client sends", async (port) => {
  const malformed = ["%", "%z", "%zz", "%C3%28", "%ff", "%ed%a0%80", "%c0%af", "%u0041", "a%2"];
  for (const path of malformed) {
    refused(await sendRaw(port, get(`/s/${path}`)), 400, "malformed percent-encoding in path");
    refused(await sendRaw(port, get(`/nowhere/${path}`)), 400, "malformed percent-encoding in path");
  }
  assert.equal((await sendRaw(port, get("/s/%00"))).body, '"\\u0000"');
  assert.equal((await sendRaw(port, get("/s/..%2f..%2fetc"))).body, '"../../etc"');
  assert.equal((await sendRaw(port, get("/s/a#b"))).body, '"a"');
  refused(await sendRaw(port, get("/s/../n/5")), 404, "not found");
  refused(await sendRaw(port, get("//n/5")), 404, "not found");
  assert.equal((await sendRaw(port, get("/n/5?%zz=%&&&=&%C3"))).body, "5");
  assert.equal((await sendRaw(port, get("http://elsewhere/n/5?x=/n/6"))).body, "5");
  refusedByHost(await sendRaw(port, "GET n/5 HTTP/1.1\r\nhost: x\r\n\r\n"), 400);
  refusedByHost(await sendRaw(port, get("/s/a b")), 400);
});

test("the Host header does not change the path", async (port) => {
  for (const host of ["x/n/7", "x/n/7?", "/"]) {
    const answer = await sendRaw(port, `GET /n/1 HTTP/1.1\r\nhost: ${host}\r\n${CLOSE}\r\n`);
    refused(answer, 400, "malformed Host header");
  }
  const twice = await sendRaw(port, `GET /n/1 HTTP/1.1\r\nhost: a\r\nhost: b\r\n${CLOSE}\r\n`);
  refused(twice, 400, "malformed Host header");
  for (const host of ["x?", "x#", "", "a b", "\xff", "[::1]:80"]) {
    const answer = await sendRaw(port, `GET /n/1 HTTP/1.1\r\nhost: ${host}\r\n${CLOSE}\r\n`);
    assert.equal(answer.body, "1", host);
  }
});

test("other methods", async (port) => {
  for (const method of ["BREW", "get", "TRACE"]) {
    const answer = await sendRaw(port, `${method} /n/1 HTTP/1.1\r\n${HOST}${CLOSE}\r\n`);
    assert.ok(answer.status === 405 || answer.status === 404, answer.all);
    assert.ok("error" in JSON.parse(answer.body));
  }
  const star = await sendRaw(port, `OPTIONS * HTTP/1.1\r\n${HOST}${CLOSE}\r\n`);
  refused(star, 404, "not found");
});

test("long request lines and headers", async (port) => {
  const tooLong = "request line too long: the limit is 8192 bytes";
  refused(await sendRaw(port, get(`/s/${"a".repeat(8200)}`)), 414, tooLong);
  refused(await sendRaw(port, get(`/n/1?q=${"a".repeat(8200)}`)), 414, tooLong);
  refusedByHost(await sendRaw(port, get(`/s/${"a".repeat(70_000)}`)), 414);
  refusedByHost(await sendRaw(port, get(`/s/${"a".repeat(1_000_000)}`)), 414, 431);
  const large = "request headers too large: the limit is 65536 bytes";
  assert.equal((await sendRaw(port, get("/n/1", `a: ${"b".repeat(60_000)}\r\n`))).body, "1");
  refused(await sendRaw(port, get("/n/1", `a: ${"b".repeat(65_536)}\r\n`)), 431, large);
  refused(await sendRaw(port, get("/n/1", `a: ${"b".repeat(300_000)}\r\n`)), 431, large);
  refused(await sendRaw(port, get("/n/1", `a: ${"b".repeat(7_000)}\r\n`.repeat(10))), 431, large);
  refusedByHost(await sendRaw(port, get("/n/1", `a: ${"b".repeat(2_000_000)}\r\n`)), 431);
  refusedByHost(await sendRaw(port, get("/n/1", "a: b\r\n".repeat(2000))), 431);
});

test("body lengths", async (port) => {
  const limit = "body too large: the limit is 65536 bytes";
  refused(await sendRaw(port, post("content-length: 65537\r\n", "x")), 413, limit);
  refused(await sendRaw(port, post("content-length: 999999999999\r\n", "x")), 413, limit);
  refused(await sendRaw(port, post("content-length: 65537\r\nexpect: 100-continue\r\n", "")), 413, limit);
  const chunk = (size: number) => `${size.toString(16)}\r\n${"a".repeat(size)}\r\n`;
  const chunked = "transfer-encoding: chunked\r\n";
  refused(await sendRaw(port, post(chunked, chunk(65536) + chunk(1) + "0\r\n\r\n")), 413, limit);
  refused(await sendRaw(port, post(chunked, chunk(131_072), "/size")), 413, limit);
  assert.equal((await sendRaw(port, post(chunked, chunk(65_536) + "0\r\n\r\n", "/size"))).body, "65536");
  assert.equal((await sendRaw(port, post(chunked, chunk(200_000) + "0\r\n\r\n", "/large"))).body, "200000");
  // Both lengths: the chunks count, and so does the limit.
  const both = ["content-length: 7\r\n" + chunked, chunked + "content-length: 7\r\n"];
  for (const headers of both) {
    refused(await sendRaw(port, post(headers, chunk(70_000) + "0\r\n\r\n", "/size")), 413, limit);
    const answer = await sendRaw(port, post(headers, chunk(10) + "0\r\n\r\n", "/size"));
    assert.equal(answer.body, "10");
    assert.ok(answer.isClosed);
  }
  for (const length of ["-1", "abc", "+7", "7, 8", "99999999999999999999999", "7\r\ncontent-length: 8"]) {
    refusedByHost(await sendRaw(port, post(`content-length: ${length}\r\n`, '{"x":1}')), 400);
  }
  refusedByHost(await sendRaw(port, post("transfer-encoding: identity\r\n", '{"x":1}')), 400);
});

test("bodies that do not end", async (port) => {
  const malformed = await sendRaw(port, post("transfer-encoding: chunked\r\n", "zz\r\n"));
  refused(malformed, 400, "the body cannot be read: it ends early or its encoding is malformed");
  const cut = await sendRaw(port, post("content-length: 70\r\n", '{"x":1}'), 200);
  assert.equal(cut.status, 0);
  const late = await sendRaw(port, post("content-length: 70\r\n", '{"x":1}'), 5000);
  assert.equal(late.status, 503, late.all);
  assert.match(late.body, /^\{"error":"request timeout","trace_id":"[0-9a-f]{32}"\}$/);
});

test("slow but complete", async (port) => {
  const body = await sendRaw(port, [post("content-length: 7\r\n", '{"x'), 200, '":', 200, "1}"]);
  assert.equal(body.body, "1");
  const head = await sendRaw(port, ["GET /n/5 HTTP/1.1\r\nho", 200, `st: x\r\n${CLOSE}`, 200, "\r\n"]);
  assert.equal(head.body, "5");
  const waited = await sendRaw(port, [
    post("content-length: 7\r\nexpect: 100-continue\r\n", ""),
    200,
    '{"x":4}',
  ]);
  assert.match(waited.all, /^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 OK\r\n[^]*\r\n\r\n4$/);
});

test("pipelined requests", async (port) => {
  const one = `GET /n/1 HTTP/1.1\r\n${HOST}\r\n`;
  const crash = `GET /crash/9 HTTP/1.1\r\n${HOST}\r\n`;
  const all = (await sendRaw(port, one + crash + get("/n/3"), 1000)).all;
  assert.deepEqual([...all.matchAll(/HTTP\/1.1 (\d+)/g)].map((match) => match[1]), ["200", "500", "200"]);
  const garbage = (await sendRaw(port, `${one}\0\x01garbage\r\n\r\n`, 1000)).all;
  assert.match(garbage, /^HTTP\/1.1 200 OK/);
  // The body of a request whose route takes none is not the next request.
  const body = `POST /nowhere HTTP/1.1\r\n${HOST}content-length: 24\r\n\r\nGET /n/9 HTTP/1.1\r\n\r\n...`;
  assert.doesNotMatch((await sendRaw(port, body + get("/n/3"), 1000)).all, /\r\n\r\n9/);
});

test("failures in handlers", async (port) => {
  for (const path of ["/crash/3", "/overflow", "/crash/-9"]) {
    const answer = await sendRaw(port, get(path));
    assert.equal(answer.status, 500);
    const { error, trace_id } = JSON.parse(answer.body);
    assert.equal(error, "internal error");
    assert.equal(trace_id, answer.headers.get("x-trace-id"));
  }
});

test("clients that leave early", async (port) => {
  for (let i = 0; i < 50; i++) {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port });
    await connection.write(new TextEncoder().encode(i % 2 ? get("/slow/200") : "POST /points HTTP/1.1\r\n"));
    connection.close();
  }
  await new Promise((resolve) => setTimeout(resolve, 300));
});

test("1,000 requests at once", async (port) => {
  const answers = await Promise.all(Array.from({ length: 1000 }, async (_, i) => {
    const path = ["/n/5", "/slow/50", "/crash/9", "/n/x"][i % 4];
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return `${response.status} ${(await response.text()).slice(0, 20)}`;
  }));
  const counts = Map.groupBy(answers, (answer) => answer);
  assert.deepEqual([...counts].map(([answer, { length }]) => [answer, length]).sort(), [
    ['200 "waited 50"', 250],
    ["200 5", 250],
    ['400 {"error":"path param', 250],
    ['500 {"error":"internal e', 250],
  ]);
});

test("a large answer of many problems", async (port) => {
  const body = JSON.stringify({
    x: Array.from({ length: 3000 }, () => 1),
    ...Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`k${i}`, i])),
  });
  const response = await fetch(`http://127.0.0.1:${port}/points`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  assert.equal(response.status, 400);
  assert.equal((await response.json()).errors.length, 3001);
});
