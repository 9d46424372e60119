/**
 * WebSockets beside peers: a loop written by hand on Deno, `ws` and socket.io on Node. Broadcasts as fast as every client takes them, their latency at a steady pace, validated echo, idle connections, and two nodes over
 * NATS. The clients run in a process of their own; one server at a time has work, rounds interleaved, medians.
 *
 *     deno task bench sockets [throughput|latency|echo|idle|nodes …]
 */
import { cpuTime, fitzCommand, median, output, residentMemory, table } from "../measure.ts";

const ROUNDS = Number(Deno.env.get("BENCH_ROUNDS") ?? 5);
const SECONDS = Number(Deno.env.get("BENCH_SECONDS") ?? 2);
const IDLE = Number(Deno.env.get("BENCH_IDLE") ?? 10_000);
const folder = new URL("./", import.meta.url).pathname;
const PACKAGES = ["ws@8.23.0", "socket.io@4.8.4"];
const NATS = "/usr/sbin/nats-server";
const NATS_PORT = 4129;

interface Server {
  readonly name: string;
  readonly port: number;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly isSocketIo?: boolean;
}

interface Load {
  readonly mode: "throughput" | "latency" | "echo";
  readonly path: string;
  readonly clients: number;
  /** In a second, all clients together. */
  readonly deliveries?: number;
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The service as people ship it: built into an executable, when `deno task compile` has made one. */
async function fitzService(): Promise<string[]> {
  const [fitz, ...rest] = fitzCommand();
  if (rest.length > 0) return [fitz, ...rest, "run", `${folder}service.fitz`];
  const path = `${await Deno.makeTempDir({ prefix: "fitz-bench-" })}/service`;
  await output([fitz, "build", `${folder}service.fitz`, "-o", path]);
  return [path];
}

/** A folder in which Node finds the packages of the peers. */
async function peerFolder(): Promise<string> {
  const peers = await Deno.makeTempDir({ prefix: "fitz-bench-" });
  await output(["npm", "install", "--silent", "--no-audit", "--no-fund", ...PACKAGES], peers);
  for (const file of ["ws_node.js", "socket_io.js"]) await Deno.copyFile(folder + file, `${peers}/${file}`);
  return peers;
}

async function start(server: Server): Promise<Deno.ChildProcess> {
  const [program, ...args] = server.command;
  const env = { FITZ_LOG: "warn", ...server.env };
  const child = new Deno.Command(program!, { args, env, stdout: "null", stderr: "null" }).spawn();
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      (await Deno.connect({ hostname: "127.0.0.1", port: server.port })).close();
      await wait(300);
      return child;
    } catch {
      await wait(50);
    }
  }
  throw new Error(`${server.name} does not answer`);
}

async function stop(child: Deno.ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await child.status;
}

async function load(servers: readonly Server[], what: Load): Promise<Record<string, number>> {
  const { isSocketIo = false } = servers[0]!;
  const options = { ...what, ports: servers.map(({ port }) => port), seconds: SECONDS, isSocketIo };
  const text = await output(["node", `${folder}load.js`, JSON.stringify(options)]);
  return JSON.parse(text);
}

/** The median of each result over all rounds, for each group of servers that belong together. All run at once; one group at a time has clients. */
async function compare(
  groups: readonly (readonly Server[])[],
  what: Load,
): Promise<Map<string, Record<string, number>>> {
  const running: Deno.ChildProcess[][] = [];
  for (const group of groups) {
    const children: Deno.ChildProcess[] = [];
    running.push(children);
    for (const server of group) children.push(await start(server));
  }
  const samples = groups.map((): Record<string, number>[] => []);
  const cpuOf = (group: number) => running[group]!.reduce((sum, { pid }) => sum + cpuTime(pid), 0);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, group] of groups.entries()) {
      const before = cpuOf(index);
      const result = await load(group, what);
      samples[index]!.push({ ...result, cpu: ((cpuOf(index) - before) * 1000) / result.total! });
    }
  }
  await Promise.all(running.flat().map(stop));
  const middle = (results: readonly Record<string, number>[]) =>
    Object.fromEntries(Object.keys(results[0]!).map((key) => [key, median(results.map((one) => one[key]!))]));
  return new Map(groups.map(([server], index) => [server!.name, middle(samples[index]!)]));
}

function rates(title: string, results: Map<string, Record<string, number>>): void {
  const [first] = results.values();
  console.log(`\n${title}`);
  table(
    ["server", "messages/s", "Fitz beside it", "CPU µs each", "Fitz beside it"],
    [...results].map(([name, { perSecond, cpu }]) => [
      name,
      Math.round(perSecond!).toLocaleString("en"),
      `${(first!.perSecond! / perSecond!).toFixed(2)}x`,
      cpu!.toFixed(2),
      `${(cpu! / first!.cpu!).toFixed(2)}x`,
    ]),
  );
}

function latencies(title: string, results: Map<string, Record<string, number>>): void {
  const [first] = results.values();
  console.log(`\n${title}`);
  table(
    ["server", "median ms", "p99 ms", "p99 of the first beside it"],
    [...results].map(([name, { median, p99 }]) => [
      name,
      median!.toFixed(2),
      p99!.toFixed(2),
      `${(first!.p99! / p99!).toFixed(2)}x`,
    ]),
  );
}

/** Kilobytes of each connection that does nothing. */
async function idleMemory(server: Server): Promise<number> {
  const child = await start(server);
  const before = residentMemory(child.pid);
  const options = { mode: "idle", path: "/feed", clients: IDLE, ports: [server.port], seconds: 0 };
  const clients = new Deno.Command("node", {
    args: [`${folder}load.js`, JSON.stringify(options)],
    stdout: "piped",
  }).spawn();
  await clients.stdout.getReader().read();
  await wait(3000);
  const each = ((residentMemory(child.pid) - before) * 1024) / IDLE;
  await stop(clients);
  await stop(child);
  return each;
}

/** @param only some of `throughput`, `latency`, `echo`, `idle`, `nodes`; all without */
export async function sockets(only: readonly string[] = []): Promise<void> {
  const wants = (part: string) => only.length === 0 || only.includes(part);
  const deno = Deno.execPath();
  const service = await fitzService();
  const peers = await peerFolder();
  const fitz: Server = { name: "Fitz", port: 4121, command: service };
  const raw: Server = {
    name: "loop by hand on Deno",
    port: 4122,
    command: [deno, "run", "--allow-net", `${folder}raw_deno.js`],
  };
  const ws: Server = { name: "ws on Node", port: 4123, command: ["node", `${peers}/ws_node.js`] };
  const socketIo: Server = {
    name: "socket.io on Node",
    port: 4124,
    command: ["node", `${peers}/socket_io.js`],
    isSocketIo: true,
  };
  for (const clients of wants("throughput") ? [200, 1000] : []) {
    const results = await compare([[fitz], [raw], [ws], [socketIo]], {
      mode: "throughput",
      path: "/feed",
      clients,
    });
    rates(`Broadcasts to ${clients} connections, messages delivered`, results);
  }
  if (wants("latency")) {
    const what: Load = { mode: "latency", path: "/feed", clients: 200, deliveries: 10_000 };
    const title = "Latency of broadcasts to 200 connections, 10,000 deliveries/s";
    latencies(title, await compare([[fitz], [raw]], what));
  }
  if (wants("echo")) {
    const what: Load = { mode: "echo", path: "/echo", clients: 50 };
    rates("Validated echo, 50 connections", await compare([[fitz], [raw]], what));
  }
  if (wants("idle")) {
    console.log(`\n${IDLE} idle connections`);
    const memory: string[][] = [];
    for (const server of [fitz, raw, ws]) memory.push([server.name, (await idleMemory(server)).toFixed(1)]);
    table(["server", "kB each"], memory);
  }
  if (wants("nodes")) await nodes(fitz);
}

/** The same clients on one node, and on two that are linked. */
async function nodes(fitz: Server): Promise<void> {
  const bus = new Deno.Command(NATS, { args: ["-p", String(NATS_PORT)], stdout: "null", stderr: "null" });
  let running: Deno.ChildProcess;
  try {
    running = bus.spawn();
  } catch {
    return console.log("\nTwo nodes: left out, because nats-server is not installed");
  }
  const env = { FITZ_BUS_URL: `nats://127.0.0.1:${NATS_PORT}` };
  const node = (port: number) => ({ ...fitz, port, env: { ...env, FITZ_PORT: String(port) } });
  const [first, second] = [{ ...node(4125), name: "two nodes over NATS" }, node(4126)];
  const what: Load = { mode: "latency", path: "/feed", clients: 200, deliveries: 5000 };
  latencies(
    "Latency of broadcasts to 200 connections, 5,000 deliveries/s",
    await compare([[first, second], [{ ...fitz, name: "one node" }]], what),
  );
  await stop(running);
}
