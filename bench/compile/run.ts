/**
 * How long the toolchain takes: start-up, checking, building, the first answer of a built service, sizes; beside Deno doing the comparable thing, interleaved, medians.
 *
 *     deno task bench compile
 */
import { median, output, table, wallTime } from "../measure.ts";
import { generateProgram } from "./generate.ts";

const ROUNDS = Number(Deno.env.get("BENCH_ROUNDS") ?? 7);
const binary = new URL("../../build/fitz", import.meta.url).pathname;

async function medians(
  tasks: Readonly<Record<string, () => Promise<number>>>,
): Promise<Record<string, number>> {
  const times: Record<string, number[]> = {};
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, task] of Object.entries(tasks)) (times[name] ??= []).push(await task());
  }
  return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
}

/** Milliseconds from starting a server to its first 200. */
async function firstAnswer(command: readonly string[], port: number): Promise<number> {
  const started = performance.now();
  const child = new Deno.Command(command[0], { args: command.slice(1), stdout: "null", stderr: "null" })
    .spawn();
  try {
    for (;;) {
      try {
        const response = await fetch(`http://127.0.0.1:${port}/hello`);
        await response.body?.cancel();
        return performance.now() - started;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    }
  } finally {
    child.kill("SIGKILL");
    await child.status;
  }
}

const HELLO =
  `@server(PORT, docs=false)\nfn main() => 0\n\ntype Hello { message: Str }\n\n@get("/hello")\nfn hello() -> Hello => Hello { message: "hello" }\n`;
const RAW =
  `Deno.serve({ port: PORT, hostname: "127.0.0.1", onListen() {} }, () => Response.json({ message: "hello" }));\n`;

export async function compile(): Promise<void> {
  const home = await Deno.makeTempDir({ prefix: "fitz-bench-" });
  const at = (name: string) => `${home}/${name}`;
  const hundred = generateProgram(1).split("\n").slice(2).join("\n") + `\nprint("started")\n`;
  await Deno.writeTextFile(at("large.fitz"), generateProgram());
  await Deno.writeTextFile(
    at("hundred.fitz"),
    hundred.replace(/@(?:get|post|put|delete)\(.*\)\n/g, "").replaceAll("return 404 {", "return Err({")
      .replace(`"error": text },`, `"error": text }),`),
  );
  await Deno.writeTextFile(at("formatted.fitz"), generateProgram());
  await output([binary, "fmt", "--quiet", at("formatted.fitz")]);
  await Deno.writeTextFile(at("nothing.fitz"), "print(1)\n");
  await Deno.writeTextFile(at("empty.js"), "");
  await Deno.writeTextFile(at("hello.fitz"), HELLO.replace("PORT", "4111"));
  await Deno.writeTextFile(at("raw.js"), RAW.replace("PORT", "4112"));
  const deno = Deno.execPath();
  const sources = [
    deno,
    "run",
    "--quiet",
    "--no-check",
    "-A",
    new URL("../../mod.ts", import.meta.url).pathname,
  ];
  await output([binary, "build", at("hello.fitz"), "-o", at("hello")]);
  await output([
    deno,
    "compile",
    "--quiet",
    "--no-check",
    "-A",
    "--no-code-cache",
    "-o",
    at("raw"),
    at("raw.js"),
  ]);

  const times = await medians({
    empty: () => wallTime([deno, "run", at("empty.js")]),
    large: () => wallTime([binary, "check", at("large.fitz")]),
    lintLarge: () => wallTime([binary, "lint", at("large.fitz")]),
    formatLarge: () => wallTime([binary, "fmt", "--check", at("formatted.fitz")]),
    lintNothing: () => wallTime([binary, "lint", at("nothing.fitz")]),
    formatNothing: () => wallTime([binary, "fmt", "--check", at("nothing.fitz")]),
    hundredBinary: () => wallTime([binary, "run", at("hundred.fitz")]),
    hundredSource: () => wallTime([...sources, "run", at("hundred.fitz")]),
    build: () => wallTime([binary, "build", at("hello.fitz"), "-o", at("rebuilt")]),
    firstBuilt: () => firstAnswer([at("hello")], 4111),
    firstRaw: () => firstAnswer([at("raw")], 4112),
  });
  const size = (path: string) => `${((Deno.statSync(path).size) / 1e6).toFixed(1)} MB`;
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  const lines = generateProgram().split("\n").length;
  table(["what", "measured", "beside", "ratio", "target"], [
    ["check 10,000 lines, 500 routes", ms(times.large), "", "", "< 1500 ms"],
    speed("lint", lines, times.lintLarge, times.lintNothing),
    speed("fmt", lines, times.formatLarge, times.formatNothing),
    [
      "check and start 100 lines, executable",
      ms(times.hundredBinary),
      `${ms(times.empty)} deno run of nothing`,
      `${(times.hundredBinary / times.empty).toFixed(2)}x`,
      "1.5x",
    ],
    [
      "check and start 100 lines, from source",
      ms(times.hundredSource),
      `${ms(times.empty)} deno run of nothing`,
      `${(times.hundredSource / times.empty).toFixed(2)}x`,
      "2.5x",
    ],
    [
      "first answer of a built service",
      ms(times.firstBuilt),
      `${ms(times.firstRaw)} compiled Deno.serve`,
      `${(times.firstBuilt / times.firstRaw).toFixed(2)}x`,
      "1.2x",
    ],
    ["fitz build", ms(times.build), "", "", "< 300 ms"],
    ["size of fitz", size(binary), `${size(at("raw"))} compiled Deno.serve`, "", "< 105 MB"],
    ["size of a built service", size(at("hello")), "", "", ""],
  ]);
  await Deno.remove(home, { recursive: true });
  await recheck();
}

/** Lines a second, without what a program of one line takes. */
function speed(command: string, lines: number, all: number, start: number): string[] {
  const perSecond = Math.round(lines / ((all - start) / 1000) / 1000) * 1000;
  return [
    `${command} ${lines.toLocaleString("en")} lines, after start`,
    `${perSecond.toLocaleString("en")} lines/s`,
    `${(all - start).toFixed(0)} ms`,
    "",
    "> 50,000 lines/s",
  ];
}

/** The editor's budget: checking again after one changed line, in a process that stays. */
async function recheck(): Promise<void> {
  const { checkText } = await import("./recheck.ts");
  const text = generateProgram();
  const times: number[] = [];
  for (let round = 0; round < 15; round++) {
    const changed = text.replace("price: Float = 9.5", `price: Float = ${round + 1}.5`);
    const started = performance.now();
    checkText(changed);
    times.push(performance.now() - started);
  }
  const warm = times.slice(5);
  table(["re-check after a one-line change", "median", "target"], [[
    "10,000 lines, 500 routes",
    `${median(warm).toFixed(0)} ms`,
    "< 150 ms",
  ]]);
}
