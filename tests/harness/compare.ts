/** Compares what a case gave with what is written down, or writes it down (`UPDATE=1`). */
import assert from "node:assert/strict";
import { basename } from "node:path";

const isUpdate = Deno.env.get("UPDATE") === "1";
if (isUpdate && Deno.env.get("CI")) {
  throw new Error("UPDATE=1 is refused in CI: expected files are written by people who look at them");
}

/**
 * Fails when the text differs from the file. `[WILDCARD]` in the file stands for any text, `[WILDLINE]` for any rest of one line. Executables carry no source
 * text: for them the frames of errors are left out of the comparison, and nothing is written.
 */
export function compareWithFile(
  actual: string,
  path: string,
  options: { withoutFrames?: boolean } = {},
): void {
  let expected: string | null = null;
  try {
    expected = Deno.readTextFileSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  if (expected !== null && options.withoutFrames) {
    actual = withoutFrames(actual);
    expected = withoutFrames(expected);
  }
  if (expected !== null && matches(actual, expected)) return;
  if (isUpdate && !options.withoutFrames) {
    Deno.writeTextFileSync(path, actual);
    return;
  }
  if (expected === null) {
    assert.fail(`${basename(path)} is missing; UPDATE=1 writes it. The case gave:\n${actual}`);
  }
  assert.equal(actual, expected, `differs from ${basename(path)}`);
  assert.fail(`differs from ${path} (which has wildcards)`);
}

function withoutFrames(text: string): string {
  return text.replace(/^(?: *\d+| +) \|.*\n/gm, "");
}

export function matches(actual: string, expected: string): boolean {
  if (actual === expected) return true;
  if (!/\[WILD(CARD|LINE)\]/.test(expected)) return false;
  const pattern = expected.split(/(\[WILDCARD\]|\[WILDLINE\])/).map((part) =>
    part === "[WILDCARD]"
      ? "[\\s\\S]*?"
      : part === "[WILDLINE]"
      ? "[^\\n]*"
      : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
  );
  return new RegExp(`^${pattern.join("")}$`).test(actual);
}

/** Takes what differs from run to run out of a text: folders, ports, times, identifiers. */
export function normalise(text: string, folders: Readonly<Record<string, string>> = {}): string {
  let out = text;
  for (const [name, folder] of Object.entries(folders).sort((a, b) => b[1].length - a[1].length)) {
    out = out.replaceAll(folder, `[${name}]`);
  }
  return out
    .replace(/(127\.0\.0\.1|localhost|0\.0\.0\.0|\[::1?\]):\d{4,5}\b/g, "$1:[PORT]")
    .replace(/finished in \d+\.\d+s/g, "finished in [TIME]")
    .replace(/\(\d+(\.\d+)? MB, \d+\.\d+ s\)/g, "([SIZE], [TIME])")
    .replace(/\b[0-9a-f]{32}\b/g, "[TRACE]")
    .replace(/(\bspan_id\W+(?:quot;:&quot;)?)[0-9a-f]{16}\b/g, "$1[SPAN]")
    .replace(/ time="\d+\.\d{3}"/g, ' time="[TIME]"')
    .replace(/((?:"|&quot;)(?:duration_ms|ms)(?:\\?"|&quot;):\s*)\d+(\.\d+)?/g, "$1[TIME]")
    .replace(/ duration_ms=\d+(\.\d+)?/g, " duration_ms=[TIME]")
    .replace(
      /(?<!\d)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g,
      (instant) => isNow(instant) ? "[NOW]" : instant,
    );
}

/** Whether an instant is one of this run, and not one that the case computes. */
function isNow(instant: string): boolean {
  return Math.abs(Date.parse(instant) - Date.now()) < 86_400_000;
}
