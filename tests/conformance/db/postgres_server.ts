/** A real PostgreSQL server for tests: made by `initdb` in a temporary folder, stopped and removed at the end. */
import { join } from "node:path";

export interface PostgresServer {
  readonly port: number;
  readonly folder: string;
  /** The URL of a database that exists. */
  readonly url: string;
  stop(): Promise<void>;
}

const FOLDERS = "/usr/lib/postgresql";
/** The server refuses to run as root: then this user runs it. */
const USER = "postgres";

/** The folder with `initdb` and `postgres`; null where PostgreSQL is not installed. */
export function postgresPrograms(): string | null {
  try {
    const versions = [...Deno.readDirSync(FOLDERS)].map(({ name }) => Number(name)).filter(Number.isInteger);
    return versions.length === 0 ? null : join(FOLDERS, String(Math.max(...versions)), "bin");
  } catch {
    return null;
  }
}

/** Starts a server with the user `fitz`, password `sea-gull`, and the database `test`. */
export async function startPostgres(settings: readonly string[] = []): Promise<PostgresServer> {
  const programs = postgresPrograms();
  if (programs === null) throw new Error(`no PostgreSQL below ${FOLDERS}`);
  const folder = Deno.makeTempDirSync({ prefix: "fitz_pg_" });
  const data = join(folder, "data");
  const passwords = join(folder, "password");
  Deno.writeTextFileSync(passwords, "sea-gull\n");
  Deno.chmodSync(folder, 0o777);
  await run(join(programs, "initdb"), [
    "-D",
    data,
    "-U",
    "fitz",
    "--auth=scram-sha-256",
    `--pwfile=${passwords}`,
    "--encoding=UTF8",
    "--no-locale",
    "--no-sync",
  ], folder);
  const port = freePort();
  const options = [
    `port=${port}`,
    "listen_addresses=127.0.0.1",
    `unix_socket_directories=${folder}`,
    "fsync=off",
    "max_connections=50",
    ...settings,
  ].flatMap((setting) => ["-c", setting]);
  const process = command(join(programs, "postgres"), ["-D", data, ...options], folder).spawn();
  const server = {
    port,
    folder,
    url: `postgres://fitz:sea-gull@127.0.0.1:${port}/postgres`,
    async stop() {
      process.kill("SIGINT");
      await process.status;
      await Deno.remove(folder, { recursive: true }).catch(() => {});
    },
  };
  await accepting(programs, port);
  return server;
}

function command(program: string, args: readonly string[], cwd: string): Deno.Command {
  const isRoot = Deno.uid() === 0;
  return new Deno.Command(isRoot ? "setpriv" : program, {
    args: isRoot ? [`--reuid=${USER}`, `--regid=${USER}`, "--clear-groups", program, ...args] : [...args],
    cwd,
    stdin: "null",
    stdout: "null",
    stderr: "null",
  });
}

async function run(program: string, args: readonly string[], cwd: string): Promise<void> {
  const { code } = await command(program, args, cwd).spawn().status;
  if (code !== 0) throw new Error(`${program} gave ${code}`);
}

function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}

/** Waits until the server lets clients log in. */
async function accepting(programs: string, port: number): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    const ready = command(join(programs, "pg_isready"), ["-h", "127.0.0.1", "-p", String(port)], "/");
    if ((await ready.spawn().status).code === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("PostgreSQL did not start");
}
