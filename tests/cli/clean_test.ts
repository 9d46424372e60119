/** `fitz clean`: toolchain.md 4.5. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { runFitz } from "../harness/fitz.ts";

/** A project with build outputs and a database, beside a cache. */
async function withProject(action: (project: string, cache: string) => Promise<void>): Promise<void> {
  const work = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "fitz-clean-" }));
  try {
    const project = join(work, "ferry");
    const cache = join(work, "cache");
    for (
      const folder of [
        "ferry/src",
        "ferry/target/release",
        "ferry/.fitz/db",
        "ferry/.fitz/check",
        "cache/git/x",
      ]
    ) {
      Deno.mkdirSync(join(work, folder), { recursive: true });
    }
    const manifest = '[package]\nname = "ferry"\nversion = "0.1.0"\n\n[bin]\nmain = "src/main.fitz"\n';
    Deno.writeTextFileSync(join(project, "fitz.toml"), manifest);
    Deno.writeTextFileSync(join(project, "target/release/ferry"), "x".repeat(1_500_000));
    Deno.writeTextFileSync(join(project, ".fitz/db/data"), "data");
    Deno.writeTextFileSync(join(cache, "git/x/pack"), "pack");
    await action(project, cache);
  } finally {
    Deno.removeSync(work, { recursive: true });
  }
}

function names(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map((entry) => entry.name).sort();
}

Deno.test("clean removes target and nothing else, from any folder of the project", async () => {
  await withProject(async (project) => {
    const cleaned = await runFitz(["clean"], "lib", { cwd: join(project, "src") });
    assert.deepEqual(cleaned, { out: "✓ removed target (1 file, 1.5 MB)\n", err: "", exit: 0 });
    assert.deepEqual(names(project), [".fitz", "fitz.toml", "src"]);
    assert.deepEqual(names(join(project, ".fitz")), ["check", "db"]);
    const again = await runFitz(["clean"], "lib", { cwd: project });
    assert.deepEqual(again, { out: "✓ nothing to remove\n", err: "", exit: 0 });
    assert.equal((await runFitz(["clean", "-q"], "lib", { cwd: project })).out, "");
  });
});

Deno.test("clean follows no links", async () => {
  await withProject(async (project, cache) => {
    Deno.removeSync(join(project, "target"), { recursive: true });
    Deno.symlinkSync(cache, join(project, "target"));
    assert.equal((await runFitz(["clean"], "lib", { cwd: project })).exit, 0);
    assert.deepEqual(names(project), [".fitz", "fitz.toml", "src"]);
    assert.deepEqual(names(cache), ["git"]);
  });
});

Deno.test("the database goes after a yes only", async () => {
  await withProject(async (project) => {
    const question = `remove the embedded database ${project}/.fitz/db with all its data? [y/N] `;
    for (const stdin of ["", "n\n", "maybe\n"]) {
      const refused = await runFitz(["clean", "--db"], "cli", { cwd: project, stdin });
      assert.deepEqual(refused, { out: "", err: `${question}✗ nothing was removed\n`, exit: 1 });
    }
    assert.deepEqual(names(project), [".fitz", "fitz.toml", "src", "target"]);
    const cleaned = await runFitz(["clean", "--db"], "cli", { cwd: project, stdin: "yes\n" });
    assert.deepEqual(cleaned, {
      out: "✓ removed target, .fitz/db (2 files, 1.5 MB)\n",
      err: question,
      exit: 0,
    });
    assert.deepEqual(names(join(project, ".fitz")), ["check"]);
    // There is nothing left to ask about.
    assert.equal((await runFitz(["clean", "--db"], "lib", { cwd: project })).exit, 0);
  });
  await withProject(async (project) => {
    assert.equal((await runFitz(["clean", "--db", "--yes"], "lib", { cwd: project })).err, "");
    assert.deepEqual(names(join(project, ".fitz")), ["check"]);
  });
});

Deno.test("the cache is emptied, also outside of a project", async () => {
  await withProject(async (project, cache) => {
    const env = { FITZ_CACHE_DIR: cache };
    const cleaned = await runFitz(["clean", "--cache"], "lib", { cwd: join(project, ".."), env });
    assert.deepEqual(cleaned, { out: "✓ removed git (1 file, 0.0 MB)\n", err: "", exit: 0 });
    assert.deepEqual(names(cache), []);
    assert.deepEqual(names(project), [".fitz", "fitz.toml", "src", "target"]);
    const outside = await runFitz(["clean"], "lib", { cwd: cache });
    assert.match(outside.err, /^✗ no fitz\.toml found in /);
    assert.equal(outside.exit, 1);
  });
});

Deno.test("a variable that names no cache removes nothing", async () => {
  await withProject(async (project) => {
    for (const folder of ["/", project, join(project, "..")]) {
      const env = { FITZ_CACHE_DIR: folder };
      const refused = await runFitz(["clean", "--cache"], "lib", { cwd: project, env });
      assert.match(refused.err, /cannot be the cache/);
      assert.equal(refused.exit, 1);
    }
    const home = await runFitz(["clean", "--cache"], "lib", {
      cwd: project,
      env: { FITZ_CACHE_DIR: "/home/ana", HOME: "/home/ana" },
    });
    assert.equal(home.exit, 1);
    assert.deepEqual(names(project), [".fitz", "fitz.toml", "src", "target"]);
  });
});
