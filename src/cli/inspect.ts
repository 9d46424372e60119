/** `--inspect` and its like: the debugger of V8 (toolchain.md 21). */
import { type FlagSpec, UsageError } from "./command.ts";
import { openLibc } from "./libc.ts";

const DEFAULT_ADDRESS = "127.0.0.1:9229";

export interface InspectAddress {
  readonly host: string;
  readonly port: number;
}

/** What the debugger waits for before the program runs: nothing, a client, or a client at the first statement. */
export type InspectMode = "open" | "wait" | "break";

const flag = (summary: string): FlagSpec => ({
  value: "HOST:PORT",
  optionalValue: DEFAULT_ADDRESS,
  summary,
});

export const INSPECT_FLAG: FlagSpec = flag("open the debugger; default 127.0.0.1:9229");

/** The flags of commands that run one program. */
export const INSPECT_FLAGS: Readonly<Record<string, FlagSpec>> = {
  inspect: INSPECT_FLAG,
  "inspect-brk": flag("the same, stopping before the first statement"),
  "inspect-wait": flag("the same, waiting for a client first"),
};

/** Reads `HOST:PORT` or `PORT`. @throws UsageError */
export function inspectAddress(text: string): InspectAddress {
  const match = /^(?:(\[[0-9a-fA-F:.]+\]|[^:\s]+):)?(\d{1,5})$/.exec(text);
  const port = Number(match?.[2]);
  if (!match || port > 65535) {
    throw new UsageError(
      `\`${text}\` is no address for the debugger`,
      "write HOST:PORT, for example 127.0.0.1:9229",
    );
  }
  return { host: (match[1] ?? "127.0.0.1").replace(/^\[|\]$/g, ""), port };
}

/** What the flags of a command or `FITZ_INSPECT` ask for; null for no debugger. @throws UsageError */
export function inspectRequest(
  given: (name: string) => string | undefined,
  variable: string | undefined,
): { readonly address: InspectAddress; readonly mode: InspectMode } | null {
  const modes = [["inspect-brk", "break"], ["inspect-wait", "wait"], ["inspect", "open"]] as const;
  for (const [name, mode] of modes) {
    const text = given(name);
    if (text !== undefined) return { address: inspectAddress(text), mode };
  }
  return variable ? { address: inspectAddress(variable), mode: "open" } : null;
}

/** The debugger cannot be opened; the message says where and why. */
export class InspectError extends Error {
  override readonly name = "TargetError";
}

/** Opens the debugger of this process, which tells its address on stderr. @throws InspectError */
export async function openInspector({ host, port }: InspectAddress, mode: InspectMode): Promise<void> {
  const { default: inspector } = await import("node:inspector");
  if (!isLoopback(host)) {
    console.error(
      `warning: the debugger listens on ${host}: whoever reaches it can run any code in this process`,
    );
  }
  try {
    inspector.open(port, host);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/ \(os error \d+\)$/, "") : String(error);
    throw new InspectError(`cannot open the debugger on ${host}:${port}: ${reason}`);
  }
  exitDirectly();
  // An executable tells it by itself.
  if (!Deno.build.standalone) console.error(`debugger listening on ${inspector.url()}`);
  if (mode !== "open") inspector.waitForDebugger();
}

/** At an ordinary exit the host waits for the debugger's thread, for ever when a client was there: this process ends without asking it. */
function exitDirectly(): void {
  const libc = openLibc({ _exit: { parameters: ["i32"], result: "void" } });
  if (!libc) return;
  Deno.exit = (code = Deno.exitCode) => {
    globalThis.dispatchEvent(new Event("unload"));
    libc.symbols._exit(code);
    throw new Error("the process has ended");
  };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\./.test(host);
}

/** Emitted code that stops before the first statement of the program when a debugger is there. */
export function stopAtStart(code: string): string {
  const start = /\{ start: (\$module\d+),/.exec(code)?.[1];
  return start ? code.replace(`function ${start}() {`, `function ${start}() { debugger;`) : code;
}
