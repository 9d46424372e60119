/** `fitz test --watch`: a real process and real files. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { fitzCommand } from "../harness/fitz.ts";

const MANIFEST = '[package]\nname = "hall"\nversion = "0.1.0"\n\n[bin]\nmain = "src/main.fitz"\n';

Deno.test("a change runs the tests again, failed files first; Ctrl+C ends with 0", async () => {
  const folder = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "fitz-watch-" }));
  const write = (path: string, text: string) => Deno.writeTextFileSync(join(folder, path), text);
  for (const path of ["src", "tests"]) Deno.mkdirSync(join(folder, path));
  write("fitz.toml", MANIFEST);
  write("src/main.fitz", "fn price() -> Int => 25\n");
  write("tests/a.fitz", "@test\nfn passes() { assert(true) }\n");
  write("tests/b.fitz", "from main import price\n\n@test\nfn costs() { assert_eq(price(), 40) }\n");
  const [program, ...args] = fitzCommand("cli");
  const child = new Deno.Command(program!, {
    args: [...args, "test", "--watch"],
    cwd: folder,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let out = "";
  let err = "";
  let news = Promise.withResolvers<void>();
  const follow = async (stream: ReadableStream<Uint8Array>, add: (text: string) => void) => {
    for await (const text of stream.pipeThrough(new TextDecoderStream() as never)) {
      add(text as unknown as string);
      news.resolve();
    }
  };
  const following = Promise.all([
    follow(child.stdout, (text) => out += text),
    follow(child.stderr, (text) => err += text),
  ]);
  const waiting = async (count: number) => {
    while (err.split("waiting for a change").length <= count) {
      await news.promise;
      news = Promise.withResolvers();
    }
  };
  try {
    await waiting(1);
    assert.match(out, /test tests\/a\.fitz::passes \.\.\. ok\ntest tests\/b\.fitz::costs \.\.\. FAILED/);
    out = "";
    write("src/main.fitz", "fn price() -> Int => 40\n");
    await waiting(2);
    assert.match(err, /changed: src\/main\.fitz\n/);
    assert.match(out, /test tests\/b\.fitz::costs \.\.\. ok\ntest tests\/a\.fitz::passes \.\.\. ok/);
    out = "";
    write("src/main.fitz", "fn price() -> Int => \n");
    await waiting(3);
    assert.equal(out, "");
    assert.match(err, /error\[parse\//);
    write("src/main.fitz", "fn price() -> Int => 40\n");
    await waiting(4);
    assert.match(out, /2 passed/);
    child.kill("SIGINT");
    assert.equal((await child.status).code, 0);
    await following;
  } finally {
    try {
      child.kill("SIGKILL");
    } catch {
      // It has ended.
    }
    await following;
    Deno.removeSync(folder, { recursive: true });
  }
});
