/** No file of ours above 600 lines; functions above 80 lines are named as warnings. Exit 1 for files. */
import { join } from "node:path";

const root = new URL("../", import.meta.url).pathname;
const MOST_LINES = 600;
const MOST_FUNCTION_LINES = 80;

let failures = 0;
for (const folder of ["src", "stdlib", "tests", "tools"]) walk(folder);
if (failures > 0) Deno.exit(1);
console.log("sizes: every file within 600 lines");

function walk(folder: string): void {
  for (const entry of Deno.readDirSync(join(root, folder))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) {
      if (entry.name !== "generated" && entry.name !== "fixtures") walk(path);
    } else if (entry.name.endsWith(".ts")) inspect(path);
  }
}

function inspect(path: string): void {
  const lines = Deno.readTextFileSync(join(root, path)).split("\n");
  if (lines.length - 1 > MOST_LINES) {
    failures++;
    console.error(`${path}: ${lines.length - 1} lines, more than ${MOST_LINES}`);
  }
  // The formatter puts the end of a function at the indentation of its head.
  for (const [i, line] of lines.entries()) {
    const head =
      /^(\s*)(?:export )?(?:default )?(?:async )?(?:function\*? (\w+)|(?:static |async |get |set )*(\w+)\([^)]*\)[^;=]*\{$)/
        .exec(line);
    if (!head || /^\s*(if|for|while|switch|catch)\b/.test(line)) continue;
    const end = lines.findIndex((other, k) =>
      k > i && other.startsWith(`${head[1]}}`) && other.trimEnd().length <= head[1]!.length + 2
    );
    if (end - i > MOST_FUNCTION_LINES) {
      console.warn(`${path}:${i + 1}: ${head[2] ?? head[3]} has ${end - i} lines`);
    }
  }
}
