/** The executable of `deno task compile` and what `fitz build` makes of it. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { executable, runProcess } from "../harness/fitz.ts";
import { withService } from "../suites/http.ts";

const hasExecutable = exists(executable);

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

async function inFolder(action: (folder: string) => Promise<void>): Promise<void> {
  const folder = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "fitz-binary-" }));
  try {
    await action(folder);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

function test(name: string, action: (folder: string) => Promise<void>): void {
  Deno.test({ name: `executable: ${name}`, ignore: !hasExecutable, fn: () => inFolder(action) });
}

const MIB = 1_000_000;

test("size and version", async (cwd) => {
  assert.ok(Deno.statSync(executable).size <= 105 * MIB, `${Deno.statSync(executable).size} bytes`);
  assert.match((await runProcess([executable, "--version"], { cwd })).out, /^fitz \d+\.\d+\.\d+\n$/);
});

test("equal inputs give equal executables", async (cwd) => {
  Deno.writeTextFileSync(join(cwd, "app.fitz"), 'print("built", 6 * 7)\n');
  for (const output of ["one", "two"]) {
    assert.equal((await runProcess([executable, "build", "app.fitz", "-o", output], { cwd })).exit, 0);
  }
  assert.deepEqual(Deno.readFileSync(join(cwd, "one")), Deno.readFileSync(join(cwd, "two")));
});

test("a built program runs moved, without environment, and keeps its arguments", async (cwd) => {
  Deno.writeTextFileSync(join(cwd, "app.fitz"), 'print("built")\n');
  const built = await runProcess([executable, "build", "app.fitz"], { cwd });
  assert.match(built.out, /^✓ app \(\d+\.\d MB, \d+\.\d\d s\)\n$/, built.err);
  Deno.mkdirSync(join(cwd, "elsewhere"));
  Deno.renameSync(join(cwd, "app"), join(cwd, "elsewhere", "renamed"));
  Deno.removeSync(join(cwd, "app.fitz"));
  const outcome = await runProcess([
    "/usr/bin/env",
    "-i",
    join(cwd, "elsewhere/renamed"),
    "run",
    "--help",
    "-A",
  ], { cwd: "/" });
  assert.deepEqual(outcome, { out: "built\n", err: "", exit: 0 });
});

test("a failed build leaves what was there", async (cwd) => {
  Deno.writeTextFileSync(join(cwd, "app.fitz"), 'let x: Int = "no"\n');
  Deno.writeTextFileSync(join(cwd, "app"), "earlier");
  assert.equal((await runProcess([executable, "build", "app.fitz"], { cwd })).exit, 1);
  assert.equal(Deno.readTextFileSync(join(cwd, "app")), "earlier");
  Deno.writeTextFileSync(join(cwd, "app.fitz"), "print(1)\n");
  Deno.mkdirSync(join(cwd, "taken"));
  assert.equal((await runProcess([executable, "build", "app.fitz", "-o", "taken"], { cwd })).exit, 1);
  assert.deepEqual([...Deno.readDirSync(cwd)].map((entry) => entry.name).sort(), [
    "app",
    "app.fitz",
    "taken",
  ]);
});

test("run-time errors of a built program name the source", async (cwd) => {
  Deno.writeTextFileSync(
    join(cwd, "app.fitz"),
    "fn deep(n: Int) -> Int {\n    return 10 / n\n}\nprint(deep(0))\n",
  );
  assert.equal((await runProcess([executable, "build", "app.fitz"], { cwd })).exit, 0);
  const { err, exit } = await runProcess([join(cwd, "app")], { cwd });
  assert.equal(exit, 1);
  assert.match(err, /^error\[run\/division-by-zero\]: /);
  assert.match(err, /^ --> app\.fitz:2:\d+$/m);
  assert.doesNotMatch(err, /file:\/\/|deno|\.js/);
});

test("without source map error records name the functions only", async (cwd) => {
  const source = `fn inner(n: Int) -> Int => 10 / n
@get("/items/{n}")
async fn item(n: Int) -> Int {
    sleep(1).await
    return inner(n)
}
`;
  Deno.writeTextFileSync(join(cwd, "app.fitz"), source);
  const built = await runProcess([executable, "build", "app.fitz", "--no-source-map"], { cwd });
  assert.equal(built.exit, 0, built.err);
  let log = "";
  await withService([join(cwd, "app")], { folder: cwd, settings: {} }, async (port) => {
    await (await fetch(`http://127.0.0.1:${port}/items/0`)).text();
  }, (text) => log = text);
  const record = JSON.parse(log.split("\n").find((line) => line.includes('"http.error"')) ?? "{}");
  assert.deepEqual([record.stack, record.at], [["inner", "item"], undefined]);
});

test("a built service listens, answers its health check and stops", async (cwd) => {
  Deno.writeTextFileSync(
    join(cwd, "app.fitz"),
    '@get("/hello")\nfn hello() -> Map<Str, Str> => { "hello": "world" }\n',
  );
  assert.equal((await runProcess([executable, "build", "app.fitz"], { cwd })).exit, 0);
  await withService([join(cwd, "app")], { folder: cwd, settings: {} }, async (port) => {
    const answer = await fetch(`http://127.0.0.1:${port}/hello`);
    assert.deepEqual([answer.status, await answer.json()], [200, { hello: "world" }]);
    const health = await runProcess([join(cwd, "app"), "--fitz", "healthcheck"], {
      cwd,
      env: { FITZ_PORT: String(port) },
    });
    assert.equal(health.exit, 0, health.err);
  });
  const health = await runProcess([join(cwd, "app"), "--fitz", "healthcheck", "--timeout-ms", "500"], {
    cwd,
    env: { FITZ_PORT: "1" },
  });
  assert.equal(health.exit, 1);
});
