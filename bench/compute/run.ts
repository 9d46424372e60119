/**
 * Compute benchmarks: each program in Fitz, in hand-written JavaScript on the same Deno, and in CPython; interleaved, medians, ratios to JavaScript.
 *
 *     deno task bench compute [name…]
 */
import { fitzCommand, median, output, table } from "../measure.ts";

const PROGRAMS = ["fib", "nbody", "sieve", "strings", "maps", "json_codec"];
const ROUNDS = Number(Deno.env.get("BENCH_ROUNDS") ?? 5);
const folder = new URL("./programs/", import.meta.url).pathname;

/** Milliseconds that the program itself measured around its work: the first word it prints. */
async function milliseconds(command: string[]): Promise<number> {
  const text = await output(command);
  const value = Number(text.trim().split(/\s+/)[0]);
  if (!Number.isFinite(value)) throw new Error(`${command.join(" ")} printed ${JSON.stringify(text)}`);
  return value;
}

export async function compute(names: readonly string[]): Promise<void> {
  const rows: string[][] = [];
  for (const name of names.length > 0 ? names : PROGRAMS) {
    const times = { fitz: [] as number[], js: [] as number[], python: [] as number[] };
    for (let round = 0; round < ROUNDS; round++) {
      times.fitz.push(await milliseconds([...fitzCommand(), "run", `${folder}${name}.fitz`]));
      times.js.push(await milliseconds([Deno.execPath(), "run", `${folder}${name}.js`]));
      if (round < 2) times.python.push(await milliseconds(["python3", `${folder}${name}.py`]));
    }
    const [fitz, js, python] = [median(times.fitz), median(times.js), median(times.python)];
    rows.push([
      name,
      `${fitz.toFixed(0)} ms`,
      `${js.toFixed(0)} ms`,
      `${python.toFixed(0)} ms`,
      `${(fitz / js).toFixed(2)}x`,
      `${(python / fitz).toFixed(1)}x`,
    ]);
  }
  table(["program", "Fitz", "JavaScript", "CPython", "time / JavaScript", "speed / CPython"], rows);
}
