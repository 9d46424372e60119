/** Multipart bodies over real connections: limits, cut-off uploads, both lengths, real clients (web.md 11, production.md 13). */
import assert from "node:assert/strict";
import { withServiceInProcess } from "../suites/http.ts";
import { type RawAnswer, sendRaw } from "./raw.ts";

const folder = new URL(".", import.meta.url).pathname;
const TYPE = "content-type: multipart/form-data; boundary=b\r\n";

function test(name: string, action: (port: number) => Promise<void>): void {
  Deno.test({
    name,
    sanitizeOps: false,
    sanitizeResources: false,
    fn: () =>
      withServiceInProcess(`${folder}uploads.fitz`, { folder, settings: {} } as never, async (port) => {
        await action(port);
        const alive = await fetch(`http://127.0.0.1:${port}/alive`);
        assert.equal(await alive.text(), "true", "the server does not answer any more");
      }),
  });
}

function part(headers: string, content: string): string {
  return `--b\r\n${headers}\r\n\r\n${content}\r\n`;
}
const text = (name: string, value: string) => part(`Content-Disposition: form-data; name="${name}"`, value);
const file = (name: string, content: string) =>
  part(`Content-Disposition: form-data; name="${name}"; filename="${name}.txt"`, content);
const END = "--b--\r\n";
const UPLOAD = text("title", "T") + file("doc", "content") + END;

function post(path: string, body: string, headers = `content-length: ${body.length}\r\n`): string {
  return `POST ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${TYPE}${headers}\r\n${body}`;
}
function chunk(content: string): string {
  return `${content.length.toString(16)}\r\n${content}\r\n`;
}
const CHUNKED = "transfer-encoding: chunked\r\n";
const TOO_LARGE = "body too large: the limit is 1048576 bytes";

function refused(answer: RawAnswer, status: number, error: string): void {
  assert.equal(answer.status, status, answer.all);
  assert.deepEqual(JSON.parse(answer.body), { error });
}

test("the same upload in one piece, in chunks and byte by byte", async (port) => {
  const expected = '{"title":"T","size":7,"extra":0}';
  assert.equal((await sendRaw(port, post("/docs", UPLOAD))).body, expected);
  const chunks = [...UPLOAD.matchAll(/[^]{1,7}/g)].map(([piece]) => chunk(piece)).join("");
  assert.equal((await sendRaw(port, post("/docs", `${chunks}0\r\n\r\n`, CHUNKED))).body, expected);
  const slowly = [...UPLOAD.matchAll(/[^]{1,40}/g)].flatMap(([piece]) => [piece, 5]);
  const head = post("/docs", "", `content-length: ${UPLOAD.length}\r\n`);
  assert.equal((await sendRaw(port, [head, ...slowly])).body, expected);
});

test("part headers up to 16 KiB", async (port) => {
  const disposition = 'Content-Disposition: form-data; name="a"';
  const padded = (length: number) => `${disposition}\r\nx: ${"y".repeat(length - disposition.length - 5)}`;
  assert.equal((await sendRaw(port, post("/open", part(padded(16 * 1024), "1") + END))).body, "1");
  for (const length of [16 * 1024 + 1, 100_000]) {
    const answer = await sendRaw(port, post("/open", part(padded(length), "1") + END));
    refused(answer, 400, "multipart: part headers too large");
  }
  const endless = await sendRaw(port, post("/open", `--b\r\n${"x: y\r\n".repeat(50_000)}`));
  refused(endless, 400, "multipart: part headers too large");
});

test("up to 1000 parts", async (port) => {
  const parts = (count: number) => Array.from({ length: count }, (_, i) => text(`n${i}`, "")).join("") + END;
  assert.equal((await sendRaw(port, post("/open", parts(1000)))).body, "1000");
  for (const count of [1001, 15_000]) {
    refused(await sendRaw(port, post("/open", parts(count))), 400, "multipart: more than 1000 parts");
  }
});

test("the size limit counts the whole request", async (port) => {
  const large = text("title", "T") + file("doc", "x".repeat(1024 * 1024)) + END;
  refused(await sendRaw(port, post("/docs", large)), 413, TOO_LARGE);
  refused(await sendRaw(port, post("/docs", chunk(large) + "0\r\n\r\n", CHUNKED)), 413, TOO_LARGE);
  // Refused before anything of it has come.
  refused(await sendRaw(port, post("/docs", "", "content-length: 9999999999\r\n")), 413, TOO_LARGE);
  assert.equal((await sendRaw(port, post("/large", large))).body, String(1024 * 1024));
});

test("a client that sends somewhat too much gets to see why", async (port) => {
  const body = new Uint8Array(12 << 20);
  const headers = { "content-type": "multipart/form-data; boundary=b" };
  for (let i = 0; i < 10; i++) {
    const answer = await fetch(`http://127.0.0.1:${port}/docs`, { method: "POST", headers, body });
    assert.deepEqual([answer.status, await answer.json()], [413, { error: TOO_LARGE }]);
  }
});

test("a body without end is cut off at the limit", async (port) => {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const encoder = new TextEncoder();
  await connection.write(encoder.encode(post("/docs", "", CHUNKED)));
  const piece = encoder.encode(chunk("x".repeat(65536)));
  let sent = 0;
  const sending = (async () => {
    try {
      while (sent < 1 << 30) sent += await connection.write(piece);
    } catch {
      // The server has closed the connection.
    }
  })();
  const buffer = new Uint8Array(4096);
  const count = await connection.read(buffer);
  assert.match(new TextDecoder().decode(buffer.subarray(0, count!)), /^HTTP\/1.1 413 /);
  await sending;
  connection.close();
  assert.ok(sent < 64 << 20, `${sent} bytes were taken`);
});

test("uploads that are cut off", async (port) => {
  const half = UPLOAD.slice(0, 60);
  const early = await sendRaw(port, post("/docs", half, `content-length: ${UPLOAD.length}\r\n`), 200);
  assert.equal(early.status, 0);
  const unfinished = await sendRaw(port, post("/docs", `${chunk(half)}zz\r\n`, CHUNKED));
  refused(unfinished, 400, "the body cannot be read: it ends early or its encoding is malformed");
  // The client waits for an answer and sends nothing more.
  const stuck = await sendRaw(port, post("/docs", half, `content-length: ${UPLOAD.length}\r\n`), 5000);
  assert.equal(stuck.status, 503, stuck.all);
  // A shorter length than the body: what it covers is the body, and it does not end.
  const short = await sendRaw(port, post("/docs", UPLOAD, "content-length: 60\r\n"));
  refused(short, 400, "multipart: missing closing boundary");
  for (let i = 0; i < 30; i++) {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port });
    await connection.write(
      new TextEncoder().encode(post("/large", half, `content-length: ${20 << 20}\r\n`)),
    );
    connection.close();
  }
});

test("both lengths: the chunks count, and the connection ends", async (port) => {
  const body = chunk(UPLOAD) + "0\r\n\r\n";
  for (const headers of [`content-length: 5\r\n${CHUNKED}`, `${CHUNKED}content-length: 99999\r\n`]) {
    const answer = await sendRaw(port, post("/docs", body, headers));
    assert.equal(answer.status, 200, answer.all);
    assert.ok(answer.isClosed);
  }
  const large = chunk(text("title", "x".repeat(1 << 20))) + "0\r\n\r\n";
  refused(await sendRaw(port, post("/docs", large, `content-length: 5\r\n${CHUNKED}`)), 413, TOO_LARGE);
});

test("contents that look like delimiters", async (port) => {
  const contents = [
    "\r".repeat(800_000),
    "\r\n".repeat(400_000),
    "\r\n--".repeat(200_000),
    "-".repeat(800_000),
  ];
  for (const content of contents) {
    const answer = await sendRaw(port, post("/docs", text("title", "T") + file("doc", content) + END));
    assert.equal(JSON.parse(answer.body).size, content.length);
  }
});

test("what clients send: fetch and curl", async (port) => {
  const form = new FormData();
  form.append("title", "naïve\nlines");
  form.append(
    "doc",
    new Blob([new Uint8Array([0, 255, 13, 10, 45, 45])], { type: "image/png" }),
    'ü "x".png',
  );
  form.append("extra", new Blob(["a"]), "a.txt");
  form.append("extra", new Blob(["b"]), "b.txt");
  const sent = await fetch(`http://127.0.0.1:${port}/docs`, { method: "POST", body: form });
  assert.deepEqual(await sent.json(), { title: "naïve\r\nlines", size: 6, extra: 2 });
  const path = Deno.makeTempFileSync();
  Deno.writeTextFileSync(path, "from a file");
  const args = ["-s", "-F", "title=T", "-F", `doc=@${path};filename="a;b.txt";type=text/plain`];
  const { stdout } = await new Deno.Command("curl", { args: [...args, `http://127.0.0.1:${port}/docs`] })
    .output();
  assert.equal(new TextDecoder().decode(stdout), '{"title":"T","size":11,"extra":0}');
  Deno.removeSync(path);
});

test("names with folders do not leave the folder", async (port) => {
  const target = Deno.makeTempDirSync();
  const inside = `${target}/inside`;
  Deno.mkdirSync(inside);
  for (const name of ["../outside.txt", "..\\\\outside.txt", "/etc/outside.txt", "../../x/outside.txt"]) {
    const headers = `Content-Disposition: form-data; name="doc"; filename="${name}"`;
    const body = text("title", "T") + part(headers, "x") + END;
    const answer = await sendRaw(port, post(`/save?folder=${encodeURIComponent(inside)}`, body));
    assert.equal(answer.body, '"outside.txt"');
  }
  assert.deepEqual([...Deno.readDirSync(target)].map((one) => one.name), ["inside"]);
  assert.deepEqual([...Deno.readDirSync(inside)].map((one) => one.name), ["outside.txt"]);
  Deno.removeSync(target, { recursive: true });
});
