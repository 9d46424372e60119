/**
 * Authentication: 64 connections from wrk with 200 tokens in turn ask for a route behind an HS256 token, of the Fitz executable, a hand-written Deno.serve, Hono and its `jwt` on Deno, Elysia and
 * its `jwt` on Bun; one server at a time, rounds interleaved, medians. Then the times of `GET /hello` of the Fitz service alone and while 20 clients log in without pause.
 *
 *     deno task bench auth
 */
import { cpuTime, fitzCommand, median, output, table } from "../measure.ts";
import { tokens } from "./tokens.ts";

const ROUNDS = Number(Deno.env.get("BENCH_ROUNDS") ?? 5);
const SECONDS = Number(Deno.env.get("BENCH_SECONDS") ?? 3);
const LOGINS = 20;
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

/** Bun and Elysia come from npm into a cache folder the first time. */
async function bunFolder(): Promise<string> {
  const home = new URL("../../.cache/bench-auth-peers/", import.meta.url).pathname;
  await Deno.mkdir(home, { recursive: true });
  await Deno.writeTextFile(`${home}package.json`, '{ "private": true, "type": "module" }');
  try {
    await Deno.stat(`${home}node_modules/@elysiajs/jwt`);
  } catch {
    const packages = ["bun@1.4.5", "elysia@1.4.30", "@elysiajs/jwt@1.4.2"];
    await output(["npm", "install", "--silent", "--no-save", ...packages], home);
  }
  await Deno.copyFile(`${folder}elysia.js`, `${home}elysia.js`);
  return home;
}

async function start({ name, port, command }: Server): Promise<Deno.ChildProcess> {
  const [program, ...args] = command as [string, ...string[]];
  const child = new Deno.Command(program, { args, stdout: "null", stderr: "null" }).spawn();
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      await (await fetch(`http://127.0.0.1:${port}/hello`)).body?.cancel();
      const refused = await fetch(`http://127.0.0.1:${port}/me`, {
        headers: { authorization: "Bearer a.b.c" },
      });
      await refused.body?.cancel();
      if (refused.status !== 401) throw new Error(`${name} lets everybody through`);
      return child;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error(`${name} does not answer`);
}

async function load({ name, port }: Server, seconds: number): Promise<number> {
  const url = `http://127.0.0.1:${port}/me`;
  const text = await output(["wrk", "-t1", "-c64", `-d${seconds}s`, "-s", `${folder}tokens.lua`, url]);
  if (/Non-2xx/.test(text)) throw new Error(`${name} answers errors:\n${text}`);
  return Number(/(\d+) requests in/.exec(text)?.[1]) / seconds;
}

async function fitzService(): Promise<string[]> {
  const [fitz, ...rest] = fitzCommand() as [string, ...string[]];
  if (rest.length > 0) return [fitz, ...rest, "run", `${folder}service.fitz`];
  const path = `${await Deno.makeTempDir({ prefix: "fitz-bench-" })}/service`;
  await output([fitz, "build", `${folder}service.fitz`, "-o", path]);
  return [path];
}

export async function auth(): Promise<void> {
  const list = await Deno.makeTempFile();
  await Deno.writeTextFile(list, (await tokens(200)).join("\n") + "\n");
  Deno.env.set("FITZ_BENCH_TOKENS", list);
  const bun = await bunFolder();
  const deno = Deno.execPath();
  const servers: [Server, ...Server[]] = [
    { name: "Fitz", port: 4131, command: await fitzService() },
    { name: "raw Deno.serve", port: 4132, command: [deno, "run", "-A", `${folder}raw_deno.js`] },
    { name: "Hono on Deno", port: 4133, command: [deno, "run", "-A", `${folder}hono.js`] },
    { name: "Elysia on Bun", port: 4134, command: [`${bun}node_modules/.bin/bun`, `${bun}elysia.js`] },
  ];
  const samples = new Map<Server, Sample[]>(servers.map((server) => [server, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const server of servers) {
      const child = await start(server);
      await load(server, 1);
      const before = cpuTime(child.pid);
      const requests = await load(server, SECONDS);
      const cpu = ((cpuTime(child.pid) - before) * 1000) / (requests * SECONDS);
      samples.get(server)!.push({ requests, cpu });
      child.kill("SIGKILL");
      await child.status;
    }
  }
  const of = (server: Server, part: keyof Sample) => median(samples.get(server)!.map((one) => one[part]));
  const [fitz] = servers;
  console.log("\nGET behind an HS256 token");
  table(
    ["server", "requests/s", "Fitz to it", "CPU µs/request"],
    servers.map((server) => [
      server.name,
      of(server, "requests").toFixed(0),
      `${(of(fitz, "requests") / of(server, "requests")).toFixed(2)}x`,
      of(server, "cpu").toFixed(1),
    ]),
  );
  await storm(fitz);
  await Deno.remove(list);
}

/** One client asks for `/hello` again and again, alone and beside logins. */
async function storm(server: Server): Promise<void> {
  const child = await start(server);
  const url = `http://127.0.0.1:${server.port}`;
  let logins = 0;
  const measure = async (clients: number): Promise<readonly number[]> => {
    let isOver = false;
    const login = async () => {
      while (!isOver) {
        await (await fetch(`${url}/login?password=wrong`, { method: "POST" })).text();
        logins++;
      }
    };
    const running = Array.from({ length: clients }, login);
    const times: number[] = [];
    const end = performance.now() + SECONDS * 1000;
    while (performance.now() < end) {
      const started = performance.now();
      await (await fetch(`${url}/hello`)).text();
      times.push(performance.now() - started);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    isOver = true;
    await Promise.all(running);
    return times.sort((a, b) => a - b);
  };
  await measure(1);
  logins = 0;
  const [alone, beside] = [await measure(0), await measure(LOGINS)];
  child.kill("SIGKILL");
  await child.status;
  const row = (name: string, times: readonly number[]) => [
    name,
    ...[0.5, 0.99].map((part) => times[Math.floor(times.length * part)]!.toFixed(1)),
    times.at(-1)!.toFixed(1),
  ];
  console.log(`\nGET /hello in ms, ${(logins / SECONDS).toFixed(0)} logins a second beside it`);
  table(["", "median", "p99", "worst"], [
    row("alone", alone),
    row(`beside ${LOGINS} clients that log in`, beside),
  ]);
}
