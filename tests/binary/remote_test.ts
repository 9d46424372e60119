/** `deno run -A <url>/mod.ts …` from a plain file server. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { root, runProcess } from "../harness/fitz.ts";

const TYPES: Record<string, string> = {
  ".ts": "application/typescript",
  ".js": "text/javascript",
  ".json": "application/json",
};

Deno.test({
  name: "fitz runs from a URL",
  fn: async () => {
    const asked: string[] = [];
    await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (request) => {
      const path = new URL(request.url).pathname;
      asked.push(path);
      try {
        const body = Deno.readFileSync(root + path);
        return new Response(body, {
          headers: { "content-type": TYPES[/\.\w+$/.exec(path)?.[0] ?? ""] ?? "application/octet-stream" },
        });
      } catch {
        return new Response("not found", { status: 404 });
      }
    });
    const cwd = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "fitz-remote-" }));
    const url = `http://127.0.0.1:${server.addr.port}/mod.ts`;
    const fitz = (...args: string[]) =>
      runProcess([
        Deno.execPath(),
        "run",
        "--quiet",
        "--no-check",
        "--no-lock",
        "--reload=http://127.0.0.1",
        "-A",
        url,
        ...args,
      ], { cwd });
    try {
      Deno.writeTextFileSync(
        join(cwd, "app.fitz"),
        'let names = ["sea", "lake"]\nprint(names.map(fn(n) => n.upper()).join(" and "))\n',
      );
      assert.deepEqual(await fitz("run", "app.fitz"), { out: "SEA and LAKE\n", err: "", exit: 0 });
      assert.deepEqual(await fitz("check", "app.fitz"), {
        out: "✓ app.fitz — no type errors\n",
        err: "",
        exit: 0,
      });
      assert.equal((await fitz("nothing")).exit, 2);
      assert.ok(asked.includes("/mod.ts"));
    } finally {
      Deno.removeSync(cwd, { recursive: true });
    }
  },
});

Deno.test("imported as a module, mod.ts gives the compiler and starts nothing", async () => {
  const cwd = Deno.makeTempDirSync({ prefix: "fitz-embed-" });
  try {
    Deno.writeTextFileSync(
      join(cwd, "embed.ts"),
      `import * as fitz from ${JSON.stringify(`file://${root}/mod.ts`)};
const file = { path: "a.fitz", text: "let  a=1\\n" };
const parsed = fitz.parse(file);
console.log(parsed.diagnostics.length, fitz.format(file, parsed).trim(), typeof fitz.check, typeof fitz.compile, fitz.version);`,
    );
    const { out, err } = await runProcess([
      Deno.execPath(),
      "run",
      "--quiet",
      "--no-check",
      "-A",
      "embed.ts",
      "check",
      "nothing.fitz",
    ], { cwd });
    assert.match(out, /^0 let a = 1 function function \d+\.\d+\.\d+\n$/, err);
  } finally {
    Deno.removeSync(cwd, { recursive: true });
  }
});
