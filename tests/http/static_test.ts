/** Static files that change, are large, or are no files: web.md 12, production.md 14. */
import assert from "node:assert/strict";
import { HttpServer } from "../../src/runtime/http/http_server.ts";
import type { HttpProgram } from "../../src/runtime/http/http_program.ts";
import { Compress } from "../../src/runtime/http/middleware/compress.ts";
import { serverSettings } from "../../src/runtime/http/settings.ts";
import { setHost } from "../../src/runtime/host/host.ts";
import { capturingHost } from "../harness/run_source.ts";

interface Site {
  readonly folder: string;
  get(path: string, headers?: Record<string, string>, method?: string): Promise<Answer>;
}
interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** A server over a new folder, asked through a real port. */
async function withSite(
  action: (site: Site) => Promise<void>,
  answerRules: HttpProgram["answerRules"] = null,
): Promise<void> {
  const outside = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "fitz-static-" }));
  const folder = `${outside}/public`;
  Deno.mkdirSync(folder);
  setHost(capturingHost([], { cwd: outside }).host);
  const settings = serverSettings({ static_dir: folder, request_timeout_secs: 0 });
  const program: HttpProgram = {
    routes: [],
    settings: () => settings,
    dispatch: () => undefined,
    answerRules,
    sockets: null,
    healthz: null,
    readyz: null,
    usesTraceContext: false,
  };
  const server = new HttpServer(program, settings, { document: () => "{}" });
  await server.openStaticFiles();
  const listener = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, server.handle);
  const get: Site["get"] = async (path, headers = {}, method = "GET") => {
    const answer = await fetch(`http://127.0.0.1:${listener.addr.port}/static/${path}`, { headers, method });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  try {
    await action({ folder, get });
  } finally {
    await listener.shutdown();
    Deno.removeSync(outside, { recursive: true });
  }
}

function test(name: string, action: (site: Site) => Promise<void>): void {
  Deno.test(`static files: ${name}`, () => withSite(action));
}

const LONG_AGO = new Date("2024-05-06T07:08:09.500Z");

test("a change is seen at once, also one of the same size and time", async ({ folder, get }) => {
  const path = `${folder}/a.txt`;
  const etags = new Set<string | null>();
  for (const content of ["one", "two", "six"]) {
    Deno.writeTextFileSync(path, content);
    Deno.utimeSync(path, LONG_AGO, LONG_AGO);
    const answer = await get("a.txt");
    assert.equal(answer.text, content);
    etags.add(answer.headers.get("etag"));
  }
  assert.equal(etags.size, 3);
  Deno.removeSync(path);
  assert.equal((await get("a.txt")).status, 404);
});

test("equal content has an equal tag, whatever its time", async ({ folder, get }) => {
  Deno.writeTextFileSync(`${folder}/a.txt`, "same");
  Deno.writeTextFileSync(`${folder}/b.txt`, "same");
  Deno.utimeSync(`${folder}/b.txt`, LONG_AGO, LONG_AGO);
  const [a, b] = [await get("a.txt"), await get("b.txt")];
  assert.equal(a.headers.get("etag"), b.headers.get("etag"));
  assert.equal(b.headers.get("last-modified"), "Mon, 06 May 2024 07:08:09 GMT");
});

test("If-Modified-Since counts only without If-None-Match", async ({ folder, get }) => {
  Deno.writeTextFileSync(`${folder}/a.txt`, "text");
  Deno.utimeSync(`${folder}/a.txt`, LONG_AGO, LONG_AGO);
  const since = (date: string, more = {}) => get("a.txt", { "if-modified-since": date, ...more });
  assert.equal((await since("Mon, 06 May 2024 07:08:09 GMT")).status, 304);
  assert.equal((await since("Mon, 06 May 2024 07:08:08 GMT")).status, 200);
  assert.equal((await since("yesterday")).status, 200);
  assert.equal((await since("Mon, 06 May 2024 07:08:09 GMT", { "if-none-match": '"other"' })).status, 200);
});

test("HEAD tells the length", async ({ folder, get }) => {
  Deno.writeTextFileSync(`${folder}/a.txt`, "twelve bytes");
  Deno.writeFileSync(`${folder}/large.bin`, new Uint8Array(1_000_000));
  for (const [path, length] of [["a.txt", "12"], ["large.bin", "1000000"]] as const) {
    const answer = await get(path, {}, "HEAD");
    assert.deepEqual([answer.status, answer.headers.get("content-length"), answer.text], [200, length, ""]);
  }
});

test("nothing is compressed by itself", async ({ folder, get }) => {
  Deno.writeTextFileSync(`${folder}/a.txt`, "a".repeat(5000));
  const { headers } = await get("a.txt", { "accept-encoding": "gzip, br" });
  assert.equal(headers.get("content-length"), "5000");
  assert.match(headers.get("etag")!, /^"/);
});

test("large files arrive whole, empty ones too", async ({ folder, get }) => {
  const text = "0123456789".repeat(100_000);
  Deno.writeTextFileSync(`${folder}/large.txt`, text);
  Deno.writeTextFileSync(`${folder}/empty.txt`, "");
  const large = await get("large.txt");
  assert.equal(large.text, text);
  assert.equal(large.headers.get("content-length"), "1000000");
  assert.equal((await get("large.txt", { "if-none-match": large.headers.get("etag")! })).status, 304);
  const empty = await get("empty.txt");
  assert.deepEqual([empty.status, empty.headers.get("content-length")], [200, "0"]);
});

Deno.test("static files: compress works on large ones too, up to 8 MB", () =>
  withSite(async ({ folder, get }) => {
    const text = "0123456789".repeat(100_000);
    Deno.writeTextFileSync(`${folder}/large.txt`, text);
    Deno.writeFileSync(`${folder}/huge.txt`, new Uint8Array(9 * 1024 * 1024));
    const plain = await get("large.txt", { "accept-encoding": "identity" });
    assert.equal(plain.headers.get("content-length"), "1000000");
    const packed = await get("large.txt", { "accept-encoding": "gzip" });
    assert.equal(packed.text, text);
    // `fetch` hides the encoding; another form of the content has a weak tag.
    assert.equal(packed.headers.get("etag"), `W/${plain.headers.get("etag")}`);
    assert.equal((await get("large.txt", { "if-none-match": packed.headers.get("etag")! })).status, 304);
    const huge = await get("huge.txt", { "accept-encoding": "gzip" });
    assert.equal(huge.headers.get("content-length"), String(9 * 1024 * 1024));
    assert.match(huge.headers.get("etag")!, /^"/);
  }, () => ({ cors: null, secureHeaders: null, compress: { global: new Compress(1024), routes: [] } })));

test("links stay inside the folder", async ({ folder, get }) => {
  Deno.writeTextFileSync(`${folder}/a.txt`, "inside");
  Deno.writeTextFileSync(`${folder}/.env`, "hidden");
  Deno.writeTextFileSync(`${folder}/../outside.txt`, "outside");
  Deno.mkdirSync(`${folder}2`);
  Deno.writeTextFileSync(`${folder}2/b.txt`, "a folder with a longer name");
  Deno.symlinkSync("a.txt", `${folder}/good.txt`);
  Deno.symlinkSync("../outside.txt", `${folder}/relative.txt`);
  Deno.symlinkSync("/etc/passwd", `${folder}/absolute.txt`);
  Deno.symlinkSync("..", `${folder}/up`);
  Deno.symlinkSync("../public2", `${folder}/beside`);
  Deno.symlinkSync(".env", `${folder}/env.txt`);
  Deno.symlinkSync("loop.txt", `${folder}/loop.txt`);
  Deno.symlinkSync("nothing", `${folder}/dangling.txt`);
  assert.equal((await get("good.txt")).text, "inside");
  for (const name of ["relative", "absolute", "up/outside", "beside/b", "env", "loop", "dangling"]) {
    assert.equal((await get(`${name}.txt`)).status, 404, name);
  }
});

test("the folder itself may be a link that is moved", async ({ folder, get }) => {
  Deno.removeSync(folder);
  for (const release of ["one", "two"]) {
    Deno.mkdirSync(`${folder}-${release}`);
    Deno.writeTextFileSync(`${folder}-${release}/a.txt`, release);
    Deno.symlinkSync(`${folder}-${release}`, `${folder}.new`);
    Deno.renameSync(`${folder}.new`, folder);
    assert.equal((await get("a.txt")).text, release);
  }
});

test("what is no readable file is not found", async ({ folder, get }) => {
  await new Deno.Command("mkfifo", { args: [`${folder}/pipe.txt`] }).output();
  Deno.mkdirSync(`${folder}/folder.txt`);
  for (const path of ["pipe.txt", "folder.txt", "x".repeat(300), "%ED%A0%80.txt"]) {
    const { status } = await get(path);
    assert.ok(status === 404 || (status === 400 && path.startsWith("%")), `${path}: ${status}`);
  }
});
