/** Every generated file is what its generator makes today: runs all `tools/generate_*.ts` and compares. */
import { join } from "node:path";

const root = new URL("../", import.meta.url).pathname;
const folders = [
  "grammar/generated",
  "stdlib/generated",
  "src/runtime/http/generated",
  "src/runtime/auth/argon2/generated",
  "src/cli/starters/generated",
];

const before = snapshot();
for (const entry of [...Deno.readDirSync(join(root, "tools"))].sort((a, b) => a.name < b.name ? -1 : 1)) {
  if (!entry.name.startsWith("generate_")) continue;
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "--quiet", `tools/${entry.name}`],
    cwd: root,
    stdout: "null",
    stderr: "inherit",
  }).spawn().status;
  if (!success) {
    console.error(`tools/${entry.name} failed`);
    Deno.exit(1);
  }
}
const after = snapshot();
const stale = [...new Set([...before.keys(), ...after.keys()])].filter((path) =>
  before.get(path) !== after.get(path)
);
if (stale.length > 0) {
  console.error(`stale, now written anew:\n${stale.join("\n")}`);
  Deno.exit(1);
}
console.log(`generated: ${after.size} files fresh`);

function snapshot(): Map<string, string> {
  const out = new Map<string, string>();
  const walk = (folder: string) => {
    let entries;
    try {
      entries = [...Deno.readDirSync(join(root, folder))];
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return;
      throw error;
    }
    for (const entry of entries) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory) walk(path);
      else out.set(path, Deno.readFileSync(join(root, path)).toBase64());
    }
  };
  for (const folder of folders) walk(folder);
  return out;
}
