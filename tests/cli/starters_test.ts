/** Every starter: made with `fitz new`, formatted, free of errors, its tests pass, and it runs. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { KINDS, type Starter, TEMPLATES } from "../../src/cli/starters/registry.ts";
import { fitzCommand, root, runFitz } from "../harness/fitz.ts";

const starters: [string, string[], Starter][] = [
  ...Object.entries(KINDS).map(([name, starter]): [string, string[], Starter] => [
    name,
    name === "script" ? [] : [`--${name}`],
    starter,
  ]),
  ...Object.entries(TEMPLATES).map(([name, starter]): [string, string[], Starter] => [
    name,
    ["--template", name],
    starter,
  ]),
];

for (const [name, flags, starter] of starters) {
  Deno.test(`the starter ${name}`, async () => {
    const work = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "fitz-starter-" }));
    try {
      await expectSuccess(["new", "ferry", ...flags], work);
      const cwd = join(work, "ferry");
      assert.ok(Deno.statSync(join(cwd, ".git")).isDirectory);
      await expectSuccess(["fmt", "--check"], cwd);
      assert.equal(await expectSuccess(["check", "--deny-warnings"], cwd), "✓ fitz.toml — no type errors\n");
      if (Object.hasOwn(TEMPLATES, name)) {
        assert.match(await expectSuccess(["test"], cwd), /test result: ok\. [1-9]/);
        for (const path of ["README.md", "Dockerfile", "docker-compose.yml", ".dockerignore"]) {
          assert.ok(Deno.statSync(join(cwd, path)).isFile, path);
        }
      }
      await (starter.isService ? answers(cwd) : expectSuccess(["run"], cwd));
    } finally {
      Deno.removeSync(work, { recursive: true });
    }
  });
}

Deno.test("every folder of starters is registered", () => {
  const folders = [...Deno.readDirSync(join(root, "starters"))].map((entry) => entry.name).sort();
  assert.deepEqual(folders, starters.map(([name]) => name).sort());
});

async function expectSuccess(args: string[], cwd: string): Promise<string> {
  const { out, err, exit } = await runFitz(args, "lib", { cwd });
  assert.equal(exit, 0, `fitz ${args.join(" ")}: ${out}${err}`);
  return out;
}

/** Starts the service and asks it for its document. */
async function answers(cwd: string): Promise<void> {
  const [program, ...args] = fitzCommand("cli") as [string, ...string[]];
  const child = new Deno.Command(program, {
    args: [...args, "run"],
    cwd,
    env: { FITZ_PORT: String(freePort()), FITZ_DRAIN_DELAY_SECS: "0", NO_COLOR: "1" },
    stdout: "null",
    stderr: "piped",
  }).spawn();
  try {
    const address = await listeningAddress(child.stderr);
    const response = await fetch(`${address}/openapi.json`);
    assert.equal(response.status, 200);
    assert.ok(Object.keys((await response.json()).paths).length > 0);
  } finally {
    child.kill("SIGTERM");
    assert.equal((await child.status).code, 0);
  }
}

/** Reads what the service says until it listens, and then on to its end: a closed pipe would stop it. */
function listeningAddress(stderr: ReadableStream<Uint8Array>): Promise<string> {
  return new Promise((resolve, reject) => {
    const read = async () => {
      let text = "";
      for await (const chunk of stderr.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        const found = /listening on (\S+)/.exec(text);
        if (found) resolve(found[1]!);
      }
      reject(new Error(`the service ended: ${text}`));
    };
    read();
  });
}

function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}
