/** `APP --fitz …`: calls that look at a built program without running its top level (toolchain.md 5.2). */
import { parseArgs } from "node:util";
import type { ServerSettings } from "../app/manifest.ts";
import type { PayloadHead } from "./executable/payload.ts";
import { documentOf } from "./document_of.ts";
import { ownPlatform } from "./platform.ts";
import { processTerminal } from "./process_terminal.ts";

const CALLS = ["version", "healthcheck", "openapi", "asyncapi", "completions"];

/** Gives the exit code; 2 for words that are no call. `program` is the word that starts it. */
export async function maintain(
  args: readonly string[],
  head: PayloadHead,
  program = head.app.name,
): Promise<number> {
  const terminal = processTerminal();
  const [call, ...rest] = args;
  if (call === "version" && rest.length === 0) {
    const version = head.packageVersion === null ? head.name : `${head.name} ${head.packageVersion}`;
    terminal.out(`${version}\nfitz ${head.toolchain}\n${ownPlatform()}\n`);
    return 0;
  }
  if ((call === "openapi" || call === "asyncapi") && rest.length === 0) {
    terminal.out(await documentOf(head.app, call));
    return 0;
  }
  if (call === "completions" && rest.length === 1) return await printCompletions(rest[0], program, head);
  if (call === "healthcheck") {
    const options = healthOptions(rest);
    if (typeof options !== "string") return await checkHealth(options, head);
    terminal.err(`✗ ${options}\n  = help: --fitz healthcheck [--path /healthz] [--timeout-ms 3000]\n`);
    return 2;
  }
  terminal.err(
    `✗ unknown call \`${["--fitz", ...args].join(" ")}\`\n  = help: one of: ${
      CALLS.map((one) => `\`--fitz ${one}\``).join(", ")
    }\n`,
  );
  return 2;
}

async function printCompletions(shell: string, program: string, { app }: PayloadHead): Promise<number> {
  const { completionScript, isShell, SHELLS } = await import("./completions/completions.ts");
  const terminal = processTerminal();
  if (app.commands.length === 0) {
    terminal.err("✗ this program has no commands to complete\n");
    return 1;
  }
  if (!isShell(shell)) {
    terminal.err(`✗ there are no completions for \`${shell}\`\n  = help: one of: ${SHELLS.join(", ")}\n`);
    return 2;
  }
  const { completionsOfProgram } = await import("./completions/of_program.ts");
  terminal.out(completionScript(completionsOfProgram(program, app), shell));
  return 0;
}

interface HealthOptions {
  readonly path: string;
  readonly timeout: number;
}

/** The options, or what is wrong with them. */
function healthOptions(args: readonly string[]): HealthOptions | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { path: { type: "string" }, "timeout-ms": { type: "string" } },
    });
    const given = values["timeout-ms"] ?? "3000";
    const timeout = Number(given);
    return Number.isInteger(timeout) && timeout > 0
      ? { path: values.path ?? "/healthz", timeout }
      : `\`--timeout-ms\` expects a number of milliseconds, found \`${given}\``;
  } catch {
    return `\`--fitz healthcheck\` does not take \`${args.join(" ")}\``;
  }
}

/** Asks the program's own port, on the loopback where it listens there. */
async function checkHealth({ path, timeout }: HealthOptions, { app }: PayloadHead): Promise<number> {
  const { server } = app;
  const port = Number(Deno.env.get("FITZ_PORT") || configuredPort(server));
  const hostname = loopback(Deno.env.get("FITZ_HOST") || (server?.host ?? "127.0.0.1"));
  const shown = `${server?.hasTls ? "https" : "http"}://${
    hostname.includes(":") ? `[${hostname}]` : hostname
  }`;
  const url = `${shown}:${port}${path.startsWith("/") ? path : `/${path}`}`;
  const terminal = processTerminal();
  const status = await statusOf(new URL(url), timeout);
  if (status === 200) {
    terminal.out(`✓ ${url} answers 200\n`);
    return 0;
  }
  terminal.err(typeof status === "number" ? `✗ ${url} answers ${status}\n` : `✗ ${url}: ${status}\n`);
  return 1;
}

/** The port that `@server` gives: a literal, or `config_int` of a variable. */
function configuredPort(server: ServerSettings | null): number {
  if (server === null) return 3000;
  const given = server.portVariable === null ? undefined : Deno.env.get(server.portVariable);
  return given !== undefined && /^[0-9]+$/.test(given.trim()) ? Number(given) : server.port;
}

function loopback(host: string): string {
  return host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
}

/** The status of the answer, or why there is none. The certificate is not looked at: it names the outside, and this asks from within. */
async function statusOf({ protocol, hostname, port, pathname, search }: URL, timeout: number) {
  const [{ connect }, { connect: connectSecurely }] = await Promise.all([
    import("node:net"),
    import("node:tls"),
  ]);
  const place = {
    host: hostname.replace(/^\[(.*)\]$/, "$1"),
    port: Number(port || (protocol === "https:" ? 443 : 80)),
  };
  return await new Promise<number | string>((resolve) => {
    const socket = protocol === "https:"
      ? connectSecurely({ ...place, rejectUnauthorized: false, ALPNProtocols: ["http/1.1"] })
      : connect(place);
    const end = (outcome: number | string) => {
      clearTimeout(late);
      socket.destroy();
      resolve(outcome);
    };
    const late = setTimeout(() => end(`no answer within ${timeout} ms`), timeout);
    let head = "";
    socket.on("data", (bytes: Uint8Array) => {
      head += new TextDecoder().decode(bytes);
      const status = /^HTTP\/1\.[01] ([0-9]{3})/.exec(head)?.[1];
      if (status !== undefined) end(Number(status));
    });
    socket.on("error", () => end("no connection"));
    socket.on("end", () => end("no answer"));
    socket.write(`GET ${pathname}${search} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\n\r\n`);
  });
}
