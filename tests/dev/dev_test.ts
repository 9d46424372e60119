/** `fitz dev`: toolchain.md 14. */
import assert from "node:assert/strict";
import { allGone, descendants, freePort, hasExecutable, pause, withDev } from "./dev_process.ts";

const service = (answer: string, more = "") =>
  `@server(PORT, docs=false)
fn main() => 0
${more}
@get("/")
fn home() -> Str => ${answer}
`;

Deno.test("dev: a save is served, a broken one is reported while the program runs on, the next good one is served", async () => {
  await withDev({ files: { "app.fitz": service('"one"') } }, async (dev) => {
    await dev.answers("one");
    assert.match(dev.output, /^run #1\nFitz HTTP listening/);
    dev.write("app.fitz", service('"two"').replaceAll("PORT", String(dev.port)));
    await dev.answers("two");
    await dev.says("run #2: app.fitz\n");
    dev.write("app.fitz", service("missing").replaceAll("PORT", String(dev.port)));
    await dev.says("error[name/unknown]: ");
    assert.equal(await dev.ask(), "two");
    dev.write("app.fitz", "@server(");
    await dev.says("error[parse/");
    assert.equal(await dev.ask(), "two");
    dev.write("app.fitz", service('"three"').replaceAll("PORT", String(dev.port)));
    await dev.answers("three");
    assert.equal(dev.runs, 3);
  });
});

Deno.test("dev: errors at the start are reported, and the program starts when they are gone", async () => {
  await withDev({ files: { "app.fitz": service("missing") } }, async (dev) => {
    await dev.says("error[name/unknown]: ");
    dev.write("app.fitz", service('"there"').replaceAll("PORT", String(dev.port)));
    await dev.answers("there");
    assert.equal(dev.runs, 1);
  });
});

Deno.test("dev: a file that is written with the same bytes causes nothing", async () => {
  await withDev({ files: { "app.fitz": service('"one"') } }, async (dev) => {
    await dev.answers("one");
    const text = Deno.readTextFileSync(dev.path("app.fitz"));
    for (let i = 0; i < 5; i++) {
      dev.write("app.fitz", text);
      await pause(60);
    }
    dev.write("note.txt", "no source");
    await pause(400);
    assert.equal(dev.runs, 1);
  });
});

Deno.test("dev: of a storm of saves the last one is served, with few starts", async () => {
  await withDev({ files: { "app.fitz": service('"one"') } }, async (dev) => {
    await dev.answers("one");
    for (let i = 1; i <= 200; i++) {
      const answer = i % 7 === 0 ? "missing" : `"save ${i}"`;
      dev.write("app.fitz", service(answer).replaceAll("PORT", String(dev.port)));
      await pause(4);
    }
    await dev.answers("save 200");
    await pause(300);
    assert.equal(await dev.ask(), "save 200");
    assert.ok(dev.runs >= 2 && dev.runs <= 5, `${dev.runs} runs`);
  });
});

Deno.test("dev: modules that come, change, are replaced by renaming and go", async () => {
  const files = { "app.fitz": service("util.text()", "import util") };
  await withDev({ files: { ...files, "util.fitz": 'fn text() -> Str => "one"\n' } }, async (dev) => {
    await dev.answers("one");
    dev.write("util.fitz", 'fn text() -> Str => "two"\n');
    await dev.answers("two");
    await dev.says("run #2: util.fitz\n");
    // As editors save: a new file takes the place of the old one.
    dev.write(".util.fitz.swp", 'fn text() -> Str => "renamed"\n');
    Deno.renameSync(dev.path(".util.fitz.swp"), dev.path("util.fitz"));
    await dev.answers("renamed");
    Deno.removeSync(dev.path("util.fitz"));
    await dev.says("error[module/not-found]: ");
    assert.equal(await dev.ask(), "renamed");
    dev.write("util.fitz", 'fn text() -> Str => "back"\n');
    await dev.answers("back");
    // A module in a folder that was not there before.
    dev.write("deep/er/more.fitz", 'fn more() -> Str => "deep"\n');
    await pause(150);
    dev.write("util.fitz", "import deep.er.more\nfn text() -> Str => more.more()\n");
    await dev.answers("deep");
    dev.write("deep/er/more.fitz", 'fn more() -> Str => "deeper"\n');
    await dev.answers("deeper");
    Deno.renameSync(dev.path("app.fitz"), dev.path("moved.fitz"));
    await dev.says("✗ app.fitz: no such file\n");
    assert.equal(await dev.ask(), "deeper");
    Deno.renameSync(dev.path("moved.fitz"), dev.path("app.fitz"));
    await dev.says(/^run #\d+: app.fitz/m, dev.output.length);
    await dev.answers("deeper");
  });
});

Deno.test("dev: a program that ends tells its exit code, and a change starts it again", async () => {
  await withDev({ files: { "app.fitz": 'print("hello")\n' } }, async (dev) => {
    await dev.says("the program ended with exit code 0; waiting for a change\n");
    assert.match(dev.output, /^hello$/m);
    dev.write("app.fitz", 'print("next")\nlet empty: List<Int> = []\nprint(empty[0])\n');
    await dev.says("error[run/index]: ");
    await dev.says("the program ended with exit code 1; waiting for a change\n");
    assert.match(dev.output, /^next$/m);
  });
});

Deno.test("dev: a broken fitz.toml is reported, and the last good one stays in use", async () => {
  const manifest = '[package]\nname = "shop"\nversion = "0.1.0"\n\n[bin]\nmain = "src/main.fitz"\n';
  const files = {
    "fitz.toml": manifest,
    "src/main.fitz": service('"one"'),
    "src/other.fitz": service('"other"'),
  };
  await withDev({ files, args: [] }, async (dev) => {
    await dev.answers("one");
    dev.write("fitz.toml", manifest.replace("name", "nam e"));
    await dev.says("error[manifest/");
    await dev.says("fitz.toml as it was stays in use\n");
    dev.write("src/main.fitz", service('"two"').replaceAll("PORT", String(dev.port)));
    await dev.answers("two");
    dev.write("fitz.toml", manifest.replace("main.fitz", "other.fitz"));
    await dev.answers("other");
    await dev.says(/^run #3: fitz.toml$/m);
  });
});

Deno.test("dev: [dev].watch adds files, [dev].ignore leaves files out", async () => {
  const manifest = '[package]\nname = "shop"\nversion = "0.1.0"\n\n[bin]\nmain = "src/main.fitz"\n\n' +
    '[dev]\nwatch = ["pages/**/*.html"]\nignore = ["scratch", "*.gen.fitz"]\n';
  const main = service('match fs.read("pages/a/b.html") { Ok(text) => text, Err(text) => text }');
  const files = {
    "fitz.toml": manifest,
    "src/main.fitz": main,
    "pages/a/b.html": "one",
    "scratch/x.fitz": "",
  };
  await withDev({ files, args: [] }, async (dev) => {
    await dev.answers("one");
    dev.write("scratch/x.fitz", "let x = 1\n");
    dev.write("src/made.gen.fitz", "let x = 1\n");
    dev.write("target/x.fitz", "let x = 1\n");
    dev.write("pages/a/b.txt", "no page");
    await pause(400);
    assert.equal(dev.runs, 1);
    dev.write("pages/a/b.html", "two");
    await dev.answers("two");
    await dev.says("run #2: pages/a/b.html\n");
  });
});

Deno.test("dev: --poll finds changes without events", async () => {
  await withDev({ files: { "app.fitz": service('"one"') }, args: ["app.fitz", "--poll"] }, async (dev) => {
    await dev.answers("one");
    dev.write("app.fitz", service('"two"').replaceAll("PORT", String(dev.port)));
    await dev.answers("two");
  });
});

Deno.test("dev: --port, --file and --env-file; a changed file of variables starts the program again", async () => {
  const source = service('match env.get("GREETING") { Ok(text) => text, Err(text) => text }').replace(
    "PORT",
    "1",
  );
  const files = { "app.fitz": source, ".env.local": "GREETING=one\n" };
  const args = ["--file", "app.fitz", "--port", "PORT", "--env-file", ".env.local"];
  await withDev({ files, args }, async (dev) => {
    await dev.answers("one");
    dev.write(".env.local", "GREETING=two\n");
    await dev.answers("two");
    dev.write(".env.local", "GREETING\n");
    await dev.says("✗ .env.local:1: expected KEY=VALUE\n");
    assert.equal(await dev.ask(), "two");
  });
});

Deno.test("dev: a program that does not end is killed after a second", async () => {
  const busy = service('"one"', '@get("/spin")\nfn spin() -> Int {\n    while true {}\n    return 0\n}\n');
  await withDev({ files: { "app.fitz": busy } }, async (dev) => {
    await dev.answers("one");
    dev.ask("/spin").catch(() => {});
    await pause(100);
    dev.write("app.fitz", service('"two"').replaceAll("PORT", String(dev.port)));
    await dev.answers("two");
  });
});

Deno.test("dev: --inspect opens the debugger at one address for each run", async () => {
  const port = freePort();
  const args = ["app.fitz", `--inspect=127.0.0.1:${port}`];
  await withDev({ files: { "app.fitz": service('"one"') }, args }, async (dev) => {
    for (const answer of ["one", "two"]) {
      dev.write("app.fitz", service(`"${answer}"`).replaceAll("PORT", String(dev.port)));
      await dev.answers(answer);
      const list = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json();
      assert.match(list[0].webSocketDebuggerUrl, new RegExp(`^ws://127.0.0.1:${port}/`));
    }
    assert.match(dev.output, /debugger listening on ws:\/\/127\.0\.0\.1/i);
  });
});

Deno.test("dev: --open opens the address of the service once", async () => {
  const files = { "app.fitz": service('"one"'), "browser.sh": '#!/bin/sh\necho "$1" >> opened.txt\n' };
  const folder = Deno.makeTempDirSync();
  const browser = `${folder}/browser.sh`;
  Deno.writeTextFileSync(browser, files["browser.sh"], { mode: 0o755 });
  try {
    await withDev(
      { files, args: ["app.fitz", "--open", "--no-dashboard"], env: { BROWSER: browser } },
      async (dev) => {
        await dev.answers("one");
        dev.write("app.fitz", service('"two"').replaceAll("PORT", String(dev.port)));
        await dev.answers("two");
        await pause(200);
        assert.equal(Deno.readTextFileSync(dev.path("opened.txt")), `http://127.0.0.1:${dev.port}/\n`);
      },
    );
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});

for (const via of ["cli", "binary"] as const) {
  Deno.test({
    name: `dev: Ctrl+C ends the program and dev with 0, nothing stays (${via})`,
    ignore: via === "binary" && !hasExecutable,
    async fn() {
      await withDev({ files: { "app.fitz": service('"one"') }, via }, async (dev) => {
        await dev.answers("one");
        dev.write("app.fitz", service('"two"').replaceAll("PORT", String(dev.port)));
        await dev.answers("two");
        const children = descendants(dev.process.pid);
        assert.ok(children.length >= 1);
        dev.process.kill("SIGINT");
        assert.deepEqual({ ...await dev.process.status }, { success: true, code: 0, signal: null });
        await allGone(children);
      });
    },
  });

  Deno.test({
    name: `dev: when dev itself is killed nothing stays, not even a busy program (${via})`,
    ignore: via === "binary" && !hasExecutable,
    async fn() {
      const busy = service(
        '"one"',
        '@get("/spin")\nfn spin() -> Int {\n    while true {}\n    return 0\n}\n',
      );
      await withDev({ files: { "app.fitz": busy }, via }, async (dev) => {
        await dev.answers("one");
        dev.ask("/spin").catch(() => {});
        await pause(300);
        const children = descendants(dev.process.pid);
        assert.ok(children.length >= 2, "the program and the process for the next run");
        dev.process.kill("SIGKILL");
        await allGone(children);
      });
    },
  });
}

Deno.test("dev: wrong use", async () => {
  const cases: [string[], RegExp][] = [
    [["app.fitz", "--port", "0"], /✗ flag `--port` expects a port from 1 to 65535, not `0`/],
    [["app.fitz", "--file", "app.fitz"], /✗ the file is given twice/],
    [["-"], /✗ `fitz dev` cannot watch stdin/],
    [["app.fitz", "--inspect=nowhere"], /✗ `nowhere` is no address for the debugger/],
    [["missing.fitz"], /✗ missing.fitz: no such file/],
    [[], /✗ no fitz.toml found in /],
  ];
  for (const [args, message] of cases) {
    await withDev({ files: { "app.fitz": "" }, args }, async (dev) => {
      await dev.says(message);
      assert.notEqual((await dev.process.status).code, 0);
    });
  }
});

Deno.test("dev: open sockets are told that the service restarts (1012)", async () => {
  const socket =
    '@ws("/echo")\nasync fn echo(conn: WsConn<Str>) {\n    conn.send("hello")\n    for message in conn.messages() { conn.send(message) }\n}\n';
  await withDev({ files: { "app.fitz": service('"one"', socket) } }, async (dev) => {
    await dev.answers("one");
    const connection = new WebSocket(`ws://127.0.0.1:${dev.port}/echo`);
    const closed = Promise.withResolvers<CloseEvent>();
    const greeted = Promise.withResolvers<void>();
    connection.onmessage = () => greeted.resolve();
    connection.onclose = closed.resolve;
    await greeted.promise;
    dev.write("app.fitz", service('"two"', socket).replaceAll("PORT", String(dev.port)));
    const { code, reason } = await closed.promise;
    assert.deepEqual({ code, reason }, { code: 1012, reason: "server restarting" });
    await dev.answers("two");
  });
});

Deno.test("dev: the folder goes and comes again", async () => {
  await withDev({ files: { "app.fitz": service('"one"') } }, async (dev) => {
    await dev.answers("one");
    Deno.removeSync(dev.folder, { recursive: true });
    await dev.says("✗ app.fitz: no such file\n");
    assert.equal(await dev.ask(), "one");
    for (const answer of ["two", "three", "four"]) {
      dev.write("app.fitz", service(`"${answer}"`).replaceAll("PORT", String(dev.port)));
      await dev.answers(answer);
    }
  });
});
