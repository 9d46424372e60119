/** Buses that tests start, kill and start again: nats-server and PostgreSQL, each with a folder and a port of its own. */
import { freePort, pause, until } from "./node.ts";

export interface BusServer {
  readonly url: string;
  /** Ends it as a crash does; what it stored on disk stays. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Stops it as a machine does that hangs: connections stay, and nobody answers. */
  freeze(): void;
  thaw(): void;
  /** Ends it and removes what it stored. */
  remove(): Promise<void>;
}

const NATS = ["/usr/sbin/nats-server", "/usr/bin/nats-server", "/usr/local/bin/nats-server"];
const MAX_PAYLOAD = 128 * 1024;

/** null where the program is not installed. */
export async function natsServer(credentials = ""): Promise<BusServer | null> {
  const program = NATS.find(exists);
  if (program === undefined) return null;
  const port = freePort();
  const [user, pass] = credentials.split(":");
  // Long messages have to be sent in pieces.
  const settings = await Deno.makeTempFile({ prefix: "fitz-bus-", suffix: ".conf" });
  await Deno.writeTextFile(settings, `max_payload: ${MAX_PAYLOAD}\n`);
  const place = ["-c", settings, "-a", "127.0.0.1", "-p", String(port)];
  const args = [...place, ...(user ? ["--user", user, "--pass", pass!] : [])];
  let child: Deno.ChildProcess;
  const server: BusServer = {
    url: `nats://${credentials ? `${credentials}@` : ""}127.0.0.1:${port}`,
    async start() {
      child = spawn(program, args);
      await until("nats-server listens", () => isListening(port));
    },
    freeze: () => child.kill("SIGSTOP"),
    thaw: () => child.kill("SIGCONT"),
    async kill() {
      child.kill("SIGKILL");
      await child.status;
    },
    async remove() {
      await server.kill();
      await Deno.remove(settings);
    },
  };
  await server.start();
  return server;
}

/** null where it is not installed, or where this user cannot run it. */
export async function postgresServer(): Promise<BusServer | null> {
  const bin = postgresFolder();
  if (bin === null) return null;
  const folder = await Deno.makeTempDir({ prefix: "fitz-bus-" });
  const isRoot = Deno.uid() === 0;
  // PostgreSQL refuses to run as root.
  const as = (program: string, args: string[]): [string, string[]] =>
    isRoot ? ["setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", program, ...args]] : [
      program,
      args,
    ];
  if (isRoot && !await succeeds("chown", ["postgres", folder])) return null;
  const data = `${folder}/data`;
  const init = as(`${bin}/initdb`, ["-D", data, "-U", "fitz", "-A", "trust", "-N", "-E", "UTF8"]);
  if (!await succeeds(...init)) return null;
  const port = freePort();
  const settings = { port, listen_addresses: "127.0.0.1", unix_socket_directories: folder, fsync: "off" };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  let child: Deno.ChildProcess;
  const server: BusServer = {
    url: `postgres://fitz@127.0.0.1:${port}/postgres`,
    async start() {
      child = spawn(...as(`${bin}/postgres`, ["-D", data, ...options]));
      await until("PostgreSQL answers", async () => {
        await pause(50);
        return await succeeds(`${bin}/pg_isready`, ["-q", "-h", "127.0.0.1", "-p", String(port)]);
      });
    },
    freeze: () => signalAll(child.pid, "SIGSTOP"),
    thaw: () => signalAll(child.pid, "SIGCONT"),
    async kill() {
      // Its own word for ending without asking anybody.
      child.kill("SIGQUIT");
      await child.status;
    },
    async remove() {
      await server.kill();
      await Deno.remove(folder, { recursive: true });
    },
  };
  await server.start();
  return server;
}

function postgresFolder(): string | null {
  try {
    const versions = [...Deno.readDirSync("/usr/lib/postgresql")].map(({ name }) => Number(name));
    const newest = Math.max(...versions.filter(Number.isFinite));
    return exists(`/usr/lib/postgresql/${newest}/bin/initdb`) ? `/usr/lib/postgresql/${newest}/bin` : null;
  } catch {
    return null;
  }
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

function spawn(program: string, args: string[]): Deno.ChildProcess {
  return new Deno.Command(program, { args, stdin: "null", stdout: "null", stderr: "null" }).spawn();
}

async function succeeds(program: string, args: string[]): Promise<boolean> {
  const { success } = await new Deno.Command(program, { args, stdout: "null", stderr: "null" }).output();
  return success;
}

async function isListening(port: number): Promise<boolean> {
  try {
    (await Deno.connect({ hostname: "127.0.0.1", port })).close();
    return true;
  } catch {
    return false;
  }
}

/** To a process and its children. */
function signalAll(pid: number, signal: Deno.Signal): void {
  const children = Deno.readTextFileSync(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean);
  for (const one of [pid, ...children.map(Number)]) Deno.kill(one, signal);
}
