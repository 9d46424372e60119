/**
 * From the save of a file to the first answer of the program as it is then, under `fitz dev`: 100 lines, and 10,000 lines with 500 routes.
 *
 *     deno task bench dev
 */
import { generateProgram } from "../compile/generate.ts";
import { fitzCommand, median, table } from "../measure.ts";

const ROUNDS = Number(Deno.env.get("BENCH_ROUNDS") ?? 9);

/** A route whose answer shows which save is served. */
const probe = (value: string) =>
  `\nlet PROBE = "${value}"\n\n@get("/probe")\nfn probe() -> Response => Response { body: PROBE }\n`;

async function untilAnswer(port: number, wanted: string): Promise<void> {
  for (const end = performance.now() + 20_000; performance.now() < end;) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/probe`, { headers: { connection: "close" } });
      if (await response.text() === wanted) return;
    } catch {
      // Nobody listens at this moment.
    }
    await pause(1);
  }
  throw new Error(`${wanted} was never served`);
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Milliseconds from each save to its answer. */
async function saves(resources: number, port: number): Promise<number[]> {
  const folder = await Deno.makeTempDir({ prefix: "fitz-bench-" });
  const path = `${folder}/app.fitz`;
  const program = generateProgram(resources).replace("4110", String(port));
  await Deno.writeTextFile(path, program + probe("start"));
  const [command, ...args] = fitzCommand();
  const child = new Deno.Command(command, {
    args: [...args, "dev", path],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  try {
    await untilAnswer(port, "start");
    await pause(3000);
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const text = program + probe(`save ${round}`);
      const started = performance.now();
      await Deno.writeTextFile(path, text);
      await untilAnswer(port, `save ${round}`);
      times.push(performance.now() - started);
      await pause(1000);
    }
    return times;
  } finally {
    child.kill("SIGINT");
    await child.status;
    await Deno.remove(folder, { recursive: true });
  }
}

export async function dev(): Promise<void> {
  const small = await saves(1, 4113);
  const large = await saves(100, 4114);
  const row = (what: string, times: readonly number[], target: string) => [
    what,
    `${median(times).toFixed(0)} ms`,
    `${Math.max(...times).toFixed(0)} ms`,
    target,
  ];
  table(["save to serving", "median", "worst", "target"], [
    row("100 lines", small, "< 100 ms"),
    row("10,000 lines, 500 routes", large, "< 400 ms"),
  ]);
}
