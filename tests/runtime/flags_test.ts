/** Feature flags: changes of the file, and what is asked for how often (production.md 12). */
import assert from "node:assert/strict";
import { prepareFlagFile } from "../../src/runtime/flags/flag_file.ts";
import { declareFlags, flagNames, isEnabled } from "../../src/runtime/flags/flags.ts";
import { setHost } from "../../src/runtime/host/host.ts";
import { capturingHost } from "../harness/run_source.ts";

const folder = Deno.makeTempDirSync({ prefix: "fitz-flags-" });
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

/** A host of its own, whose clock the test moves. */
async function start(env: Record<string, string>) {
  let now = 1000;
  const { host, texts } = capturingHost([], { cwd: folder, env });
  setHost({ ...host, monotonic: () => now });
  declareFlags({ base: { default: true, percent: null } }, ["written-so"]);
  await prepareFlagFile();
  return { log: () => texts().err, pass: (milliseconds: number) => void (now += milliseconds) };
}

Deno.test("flags: a change of the file counts within 5 s", async () => {
  const path = `${folder}/changing.toml`;
  Deno.writeTextFileSync(path, "[flags]\nnew = true\nbase = false\n");
  const { pass, log } = await start({ FITZ_FLAGS_FILE: path });
  assert.deepEqual([isEnabled("new"), isEnabled("base")], [true, false]);
  Deno.writeTextFileSync(path, "[flags]\nnew = false\n");
  pass(5000);
  assert.deepEqual([isEnabled("new"), isEnabled("base")], [false, true]);
  Deno.writeTextFileSync(path, "[flags\n");
  pass(5000);
  assert.deepEqual([isEnabled("new"), isEnabled("base")], [false, true]);
  pass(5000);
  isEnabled("new");
  assert.equal(log().match(/flag\.bad_file/g)?.length, 1, log());
  Deno.removeSync(path);
  pass(5000);
  assert.equal(isEnabled("base"), true);
  assert.match(log(), /the file does not exist/);
  Deno.writeTextFileSync(path, "[flags]\nbase = false\n");
  pass(5000);
  assert.equal(isEnabled("base"), false);
});

Deno.test("flags: a file that is not there at the start may come", async () => {
  const path = `${folder}/late.toml`;
  const { pass, log } = await start({ FITZ_FLAGS_FILE: path });
  assert.equal(isEnabled("late"), false);
  assert.equal(log().match(/flag\.bad_file/g)?.length, 1, log());
  Deno.writeTextFileSync(path, "[flags]\nlate = true\n");
  pass(5000);
  assert.equal(isEnabled("late"), true);
});

Deno.test("flags: variables are read once, and a wrong one is told of once", async () => {
  const env = {
    FITZ_FLAG_A: "On",
    FITZ_FLAG_BASE: "perhaps",
    FITZ_FLAG_WRITTEN_SO: "0",
    FITZ_FLAG_X_Y: "yes",
  };
  const { log } = await start(env);
  for (let i = 0; i < 3; i++) assert.deepEqual([isEnabled("a"), isEnabled("base")], [true, true]);
  assert.equal(log().match(/flag\.bad_value/g)?.length, 1, log());
  assert.deepEqual([isEnabled("x-y"), isEnabled("x_y"), isEnabled("written-so")], [true, true, false]);
  assert.deepEqual(flagNames(), ["a", "base", "written-so", "x_y"]);
});
