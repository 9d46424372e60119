/**
 * HTTP benchmarks: 64 connections from wrk against the Fitz service, a hand-written Deno.serve, Hono on Deno and Elysia on Bun; one server at a time, rounds interleaved, medians.
 * Prints requests a second and the server's CPU time a request (requests a second swing on a shared machine), ratios to the hand-written server.
 *
 *     deno task bench http
 */
import { cpuTime, fitzCommand, median, output, residentMemory, table } from "../measure.ts";

const ROUNDS = Number(Deno.env.get("BENCH_ROUNDS") ?? 5);
const SECONDS = Number(Deno.env.get("BENCH_SECONDS") ?? 3);
const folder = new URL("./", import.meta.url).pathname;

interface Server {
  readonly name: string;
  readonly port: number;
  readonly command: readonly string[];
}
interface Sample {
  readonly requests: number;
  readonly cpu: number;
  readonly memory: number;
}

interface Workload {
  readonly name: string;
  readonly path: string;
  readonly script: readonly string[];
}

const WORKLOADS: readonly Workload[] = [
  { name: "GET JSON", path: "/hello", script: [] },
  { name: "GET by typed path parameter", path: "/users/42", script: [] },
  { name: "POST validated body", path: "/users", script: ["-s", `${folder}post.lua`] },
];
const ORIGIN = ["-H", "Origin: https://app.example"];
/** With a middleware around every route, CORS and the access log. */
const MIDDLEWARE_WORKLOADS: readonly Workload[] = [
  { name: "middleware, CORS and access log: GET JSON", path: "/hello", script: ORIGIN },
  { name: "middleware, CORS and access log: async handler", path: "/users/42", script: ORIGIN },
];

/** Bun and Elysia come from npm into a cache folder the first time. */
async function bunFolder(): Promise<string> {
  const home = new URL("../../.cache/bench-peers/", import.meta.url).pathname;
  await Deno.mkdir(home, { recursive: true });
  await Deno.writeTextFile(`${home}package.json`, '{ "private": true, "type": "module" }');
  try {
    await Deno.stat(`${home}node_modules/elysia`);
  } catch {
    await output(["npm", "install", "--silent", "--no-save", "bun@1.4.5", "elysia@1.4.30"], home);
  }
  await Deno.copyFile(`${folder}elysia.js`, `${home}elysia.js`);
  return home;
}

async function start(server: Server): Promise<Deno.ChildProcess> {
  const child = new Deno.Command(server.command[0], {
    args: server.command.slice(1),
    stdout: "null",
    stderr: "null",
  }).spawn();
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      await (await fetch(`http://127.0.0.1:${server.port}/hello`)).body?.cancel();
      return child;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error(`${server.name} does not answer`);
}

async function load(
  server: Server,
  path: string,
  script: readonly string[],
  seconds: number,
): Promise<number> {
  const url = `http://127.0.0.1:${server.port}${path}`;
  const text = await output(["wrk", "-t1", "-c64", `-d${seconds}s`, ...script, url]);
  if (/Non-2xx/.test(text)) throw new Error(`${server.name} ${path} answers errors:\n${text}`);
  return Number(/(\d+) requests in/.exec(text)?.[1]) / seconds;
}

/** The service as people ship it: built into an executable, when `deno task compile` has made one. */
async function fitzService(source: string): Promise<string[]> {
  const [fitz, ...rest] = fitzCommand();
  if (rest.length > 0) return [fitz, ...rest, "run", `${folder}${source}`];
  const path = `${await Deno.makeTempDir({ prefix: "fitz-bench-" })}/service`;
  await output([fitz, "build", `${folder}${source}`, "-o", path]);
  return [path];
}

export async function http(): Promise<void> {
  const bun = await bunFolder();
  const deno = Deno.execPath();
  const servers: Server[] = [
    { name: "Fitz", port: 4101, command: await fitzService("service.fitz") },
    { name: "raw Deno.serve", port: 4102, command: [deno, "run", "--allow-net", `${folder}raw_deno.js`] },
    { name: "Hono on Deno", port: 4103, command: [deno, "run", "-A", `${folder}hono.js`] },
    { name: "Elysia on Bun", port: 4104, command: [`${bun}node_modules/.bin/bun`, `${bun}elysia.js`] },
  ];
  await compare(servers, WORKLOADS);
  const peer = (name: string) => [deno, "run", "-A", `${folder}middleware/${name}`];
  await compare([
    { name: "Fitz", port: 4111, command: await fitzService("middleware/service.fitz") },
    { name: "raw Deno.serve", port: 4112, command: peer("raw_deno.js") },
    { name: "Hono on Deno", port: 4113, command: peer("hono.js") },
  ], MIDDLEWARE_WORKLOADS);
}

/** Measures servers with each other; the second one is the measure of the ratios. */
async function compare(servers: readonly Server[], workloads: readonly Workload[]): Promise<void> {
  const samples = new Map<string, Sample[]>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const server of servers) {
      const child = await start(server);
      for (const { name, path, script } of workloads) {
        await load(server, path, script, 1);
        const before = cpuTime(child.pid);
        const requests = await load(server, path, script, SECONDS);
        const cpu = ((cpuTime(child.pid) - before) * 1000) / (requests * SECONDS);
        const key = `${name}/${server.name}`;
        samples.set(key, [...samples.get(key) ?? [], { requests, cpu, memory: residentMemory(child.pid) }]);
      }
      child.kill("SIGKILL");
      await child.status;
    }
  }
  for (const { name } of workloads) {
    const of = (server: Server, part: keyof Sample) =>
      median(samples.get(`${name}/${server.name}`)!.map((sample) => sample[part]));
    const raw = servers[1];
    console.log(`\n${name}`);
    table(
      ["server", "requests/s", "ratio", "CPU µs/request", "ratio", "RSS MB", "ratio"],
      servers.map((server) => [
        server.name,
        of(server, "requests").toFixed(0),
        `${(of(server, "requests") / of(raw, "requests")).toFixed(2)}x`,
        of(server, "cpu").toFixed(1),
        `${(of(server, "cpu") / of(raw, "cpu")).toFixed(2)}x`,
        of(server, "memory").toFixed(0),
        `${(of(server, "memory") / of(raw, "memory")).toFixed(2)}x`,
      ]),
    );
  }
}
