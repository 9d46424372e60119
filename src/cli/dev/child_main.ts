/** What a process does that `fitz dev` starts: gets ready, waits for a program, runs it, and ends with it or with `fitz dev`. */
import type { App } from "../../app/manifest.ts";
import { setHost } from "../../runtime/host/host.ts";
import type { Conclusion } from "../../runtime/http/conclusion.ts";
import { runProgram } from "../../runtime/program/program.ts";
import { loadEnvFiles } from "../env_files.ts";
import { inspectAddress, openInspector } from "../inspect.ts";
import { reportError } from "../main.ts";
import { documentOf } from "../document_of.ts";
import { processHost } from "../process_host.ts";
import { processTerminal } from "../process_terminal.ts";
import { Channel, type FromChild, type RunOrder, type ToChild } from "./channel.ts";
import { CHILD_VARIABLE } from "./child_process.ts";
import { endWithParent } from "./end_with_parent.ts";

type Parent = Channel<ToChild, FromChild>;

/** Runs one program for the `fitz dev` at `address` (`<port>:<token>`); gives the exit code. */
export async function runForDev(address: string): Promise<number> {
  Deno.env.delete(CHILD_VARIABLE);
  endWithParent();
  const [port, token] = address.split(":");
  const connection = await Deno.connect({ hostname: "127.0.0.1", port: Number(port) });
  connection.setNoDelay(true);
  const parent: Parent = new Channel(connection);
  parent.send({ kind: "hello", token: token! });
  await loadWhatProgramsNeed();
  const order = await parent.receive();
  if (order?.kind !== "load") return 0;
  return await run(order.order, parent);
}

/** Modules that the program would load first. */
async function loadWhatProgramsNeed(): Promise<void> {
  await Promise.all([
    import("../../runtime/program/standard_library.ts"),
    import("../../runtime/program/emitted.ts"),
    import("../../runtime/http/emitted.ts"),
    import("../../runtime/http/serve.ts"),
  ]);
}

async function run(order: RunOrder, parent: Parent): Promise<number> {
  const app: App = JSON.parse(order.app);
  const host = processHost([]);
  const refuse = (message: string) => {
    parent.send({ kind: "refused", message });
    return parent.receive();
  };
  try {
    loadEnvFiles(order.envFiles);
  } catch (error) {
    await refuse(error instanceof Error ? error.message : String(error));
    return 1;
  }
  setHost(host);
  const conclusions: Conclusion[] = [];
  if (order.liveReload !== null) {
    const { liveReload } = await import("./live_reload.ts");
    conclusions.push(liveReload(order.liveReload));
  }
  const started = async () => {
    parent.send({ kind: "loaded" });
    if ((await parent.receive())?.kind !== "start") Deno.exit(0);
    followParent(parent);
    if (order.inspect !== null) await openInspector(inspectAddress(order.inspect), "open");
  };
  try {
    return await runProgram(order.code, app, {
      sources: new Map(order.sources),
      document: (name) => documentOf(app, name),
      onLoaded: started,
      service: {
        drainDelaySeconds: 0,
        startsAgain: true,
        conclusions,
        onListening: ({ hostname, port }) => parent.send({ kind: "listening", url: urlOf(hostname, port) }),
      },
    });
  } catch (error) {
    return reportError(error, processTerminal());
  } finally {
    host.flush();
  }
}

/** An address that a browser of this machine can open. */
function urlOf(hostname: string, port: number): string {
  const host = hostname === "0.0.0.0" ? "127.0.0.1" : hostname === "::" ? "[::1]" : hostname;
  return `http://${host.includes(":") && !host.startsWith("[") ? `[${host}]` : host}:${port}/`;
}

/** Ends this process when `fitz dev` has gone without a word. */
async function followParent(parent: Parent): Promise<void> {
  while (await parent.receive() !== null);
  Deno.exit(1);
}
