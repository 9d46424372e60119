/**
 * Server-sent events: 1,000 clients at once that get an event a second, against Fitz, a hand-written Deno.serve and Hono's streamSSE on Deno. Prints the memory that a stream costs, the CPU time of an
 * event, and the memory that is left when all clients have gone; one server at a time, rounds interleaved, medians.
 *
 *     deno task bench streams
 */
import { cpuTime, fitzCommand, median, output, residentMemory, table } from "../measure.ts";

const CLIENTS = Number(Deno.env.get("BENCH_CLIENTS") ?? 1000);
const ROUNDS = Number(Deno.env.get("BENCH_ROUNDS") ?? 3);
const SECONDS = Number(Deno.env.get("BENCH_SECONDS") ?? 5);
const folder = new URL("./", import.meta.url).pathname;

interface Server {
  readonly name: string;
  readonly port: number;
  readonly command: readonly string[];
}
interface Sample {
  /** MB before the first client. */
  readonly idle: number;
  /** kB for each stream. */
  readonly stream: number;
  /** µs for each event. */
  readonly cpu: number;
  /** MB after all clients have gone. */
  readonly left: number;
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

async function start(server: Server): Promise<Deno.ChildProcess> {
  const [program, ...args] = server.command;
  const child = new Deno.Command(program, { args, stdout: "null", stderr: "null" }).spawn();
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      (await connect(server.port)).connection.close();
      return child;
    } catch {
      await wait(50);
    }
  }
  throw new Error(`${server.name} does not answer`);
}

/** A client that reads until it is closed. */
class Client {
  events = 0;

  constructor(readonly connection: Deno.Conn) {
    this.#read();
  }

  async #read(): Promise<void> {
    const buffer = new Uint8Array(4096);
    const decoder = new TextDecoder();
    try {
      for (let count = await this.connection.read(buffer); count !== null;) {
        this.events += decoder.decode(buffer.subarray(0, count)).split("\ndata: ").length - 1;
        count = await this.connection.read(buffer);
      }
    } catch {
      // Closed by us.
    }
  }
}

async function connect(port: number): Promise<Client> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await connection.write(new TextEncoder().encode("GET /ticks HTTP/1.1\r\nhost: x\r\n\r\n"));
  return new Client(connection);
}

async function measure(server: Server): Promise<Sample> {
  const child = await start(server);
  await wait(1500);
  const idle = residentMemory(child.pid);
  const clients: Client[] = [];
  while (clients.length < CLIENTS) {
    clients.push(...await Promise.all(Array.from({ length: 50 }, () => connect(server.port))));
  }
  await wait(2000);
  const count = () => clients.reduce((sum, client) => sum + client.events, 0);
  const [from, before] = [count(), cpuTime(child.pid)];
  await wait(SECONDS * 1000);
  const events = count() - from;
  if (events < CLIENTS * (SECONDS - 1)) throw new Error(`${server.name} sent only ${events} events`);
  const cpu = ((cpuTime(child.pid) - before) * 1000) / events;
  const stream = ((residentMemory(child.pid) - idle) * 1024) / CLIENTS;
  for (const { connection } of clients) connection.close();
  await wait(2500);
  const left = residentMemory(child.pid);
  child.kill("SIGKILL");
  await child.status;
  return { idle, stream, cpu, left };
}

export async function streams(): Promise<void> {
  const deno = Deno.execPath();
  const servers: Server[] = [
    { name: "Fitz", port: 4111, command: await fitzService() },
    { name: "raw Deno.serve", port: 4112, command: [deno, "run", "--allow-net", `${folder}raw_deno.js`] },
    { name: "Hono streamSSE on Deno", port: 4113, command: [deno, "run", "-A", `${folder}hono.js`] },
  ];
  const samples = new Map<string, Sample[]>(servers.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const server of servers) samples.get(server.name)!.push(await measure(server));
  }
  const of = (server: Server, part: keyof Sample) =>
    median(samples.get(server.name)!.map((sample) => sample[part]));
  console.log(`\n${CLIENTS} event streams, one event a second each`);
  table(
    ["server", "idle MB", "kB/stream", "ratio", "CPU µs/event", "ratio", "MB when all have left"],
    servers.map((server) => [
      server.name,
      of(server, "idle").toFixed(0),
      of(server, "stream").toFixed(1),
      `${(of(server, "stream") / of(servers[1], "stream")).toFixed(2)}x`,
      of(server, "cpu").toFixed(1),
      `${(of(server, "cpu") / of(servers[1], "cpu")).toFixed(2)}x`,
      of(server, "left").toFixed(0),
    ]),
  );
}
