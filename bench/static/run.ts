/**
 * Static files: 64 connections from wrk ask for a file of 10 kB, from the Fitz executable, a hand-written Deno.serve that reads the file, and Hono's `serveStatic` on Deno (alone, and
 * with the entity tags that Fitz sends too); one server at a time, rounds interleaved, medians.
 *
 *     deno task bench static
 */
import { cpuTime, fitzCommand, median, output, table } from "../measure.ts";

const ROUNDS = Number(Deno.env.get("BENCH_ROUNDS") ?? 5);
const SECONDS = Number(Deno.env.get("BENCH_SECONDS") ?? 3);
const PATH = "/static/page.html";
const folder = new URL("./", import.meta.url).pathname;

interface Server {
  readonly name: string;
  readonly port: number;
  readonly command: readonly string[];
}
interface Sample {
  readonly requests: number;
  readonly cpu: number;
}

async function start({ name, port, command }: Server): Promise<Deno.ChildProcess> {
  const [program, ...args] = command as [string, ...string[]];
  const child = new Deno.Command(program, { args, cwd: folder, stdout: "null", stderr: "null" }).spawn();
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      const answer = await fetch(`http://127.0.0.1:${port}${PATH}`);
      if ((await answer.bytes()).length !== 10240) throw new Error(`${name} answers ${answer.status}`);
      return child;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error(`${name} does not answer`);
}

async function load({ name, port }: Server, seconds: number): Promise<number> {
  const text = await output(["wrk", "-t1", "-c64", `-d${seconds}s`, `http://127.0.0.1:${port}${PATH}`]);
  if (/Non-2xx/.test(text)) throw new Error(`${name} answers errors:\n${text}`);
  return Number(/(\d+) requests in/.exec(text)?.[1]) / seconds;
}

async function fitzService(...flags: string[]): Promise<string[]> {
  const [fitz, ...rest] = fitzCommand();
  if (rest.length > 0) return [fitz, ...rest, "run", `${folder}service.fitz`];
  const path = `${await Deno.makeTempDir({ prefix: "fitz-bench-" })}/service`;
  await output([fitz, "build", `${folder}service.fitz`, ...flags, "-o", path], folder);
  return [path];
}

export async function staticFiles(): Promise<void> {
  const deno = [Deno.execPath(), "run", "-A"];
  const servers: Server[] = [
    { name: "Fitz", port: 4111, command: await fitzService() },
    { name: "Fitz, embedded", port: 4111, command: await fitzService("--embed-static") },
    { name: "raw Deno.serve", port: 4112, command: [...deno, `${folder}raw_deno.js`] },
    { name: "Hono serveStatic", port: 4113, command: [...deno, `${folder}hono.js`] },
    { name: "Hono serveStatic, etag", port: 4114, command: [...deno, `${folder}hono.js`, "etag"] },
  ];
  const samples = new Map<string, Sample[]>(servers.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const server of servers) {
      const child = await start(server);
      await load(server, 1);
      const before = cpuTime(child.pid);
      const requests = await load(server, SECONDS);
      const cpu = ((cpuTime(child.pid) - before) * 1000) / (requests * SECONDS);
      samples.get(server.name)!.push({ requests, cpu });
      child.kill("SIGKILL");
      await child.status;
    }
  }
  const of = (name: string, part: keyof Sample) => median(samples.get(name)!.map((sample) => sample[part]));
  const base = "Hono serveStatic";
  console.log("\nGET a file of 10 kB");
  table(
    ["server", "requests/s", "ratio", "CPU µs/request", "ratio"],
    servers.map(({ name }) => [
      name,
      of(name, "requests").toFixed(0),
      `${(of(name, "requests") / of(base, "requests")).toFixed(2)}x`,
      of(name, "cpu").toFixed(1),
      `${(of(name, "cpu") / of(base, "cpu")).toFixed(2)}x`,
    ]),
  );
}
