/** `fitz dev [FILE]` */
import { type Command, type CommandContext, UsageError } from "../command.ts";
import { DevLoop } from "../dev/dev_loop.ts";
import { openBrowser } from "../dev/open_browser.ts";
import { ENV_FILE_FLAG } from "../env_files.ts";
import { BIN_FLAG } from "../find_target.ts";
import { INSPECT_FLAG, inspectAddress } from "../inspect.ts";

const EXIT_CODES = { SIGINT: 0, SIGTERM: 143, SIGHUP: 129 } as const;

export const command: Command = {
  name: "dev",
  summary: "run a program and start it again when its files change",
  usage: "[FILE] [OPTIONS]",
  description:
    "Runs FILE, or without FILE the program of the project. While a change has errors, the program as it was keeps running.",
  flags: {
    file: { value: "FILE", summary: "same as FILE" },
    bin: BIN_FLAG,
    host: { value: "HOST", summary: "address to listen on, over `@server`" },
    port: { value: "PORT", summary: "port to listen on, over `@server`" },
    "env-file": ENV_FILE_FLAG,
    "no-dashboard": { summary: "no dashboard below /_fitz" },
    open: { summary: "open the service in the browser" },
    "no-clear": { summary: "keep what is on the screen" },
    poll: { summary: "look at the files again and again instead of waiting for events of the system" },
    inspect: INSPECT_FLAG,
  },
  resolves: true,
  positionals: 1,
  examples: ["fitz dev", "fitz dev app.fitz --port 8080", "fitz dev --env-file .env.local"],
  async run(context) {
    const inspect = context.flag("inspect");
    if (inspect !== undefined) inspectAddress(inspect);
    const loop = new DevLoop(context, {
      request: requestOf(context),
      envFiles: [...listedEnvFiles(context), ...context.flags("env-file")],
      env: serverVariables(context),
      poll: context.has("poll"),
      noClear: context.has("no-clear"),
      inspect: inspect ?? null,
      onFirstListening: (url) => {
        if (context.has("open")) openBrowser(url, context);
      },
    });
    let exit: number | undefined;
    const ended = new Promise<void>((resolve) => {
      for (const [signal, code] of Object.entries(EXIT_CODES) as [Deno.Signal, number][]) {
        if (Deno.build.os === "windows" && signal !== "SIGINT") continue;
        Deno.addSignalListener(signal, () => {
          if (exit !== undefined) return;
          exit = code;
          loop.stop().then(resolve);
        });
      }
    });
    try {
      await Promise.race([loop.run(), ended]);
    } catch (error) {
      await loop.stop();
      throw error;
    }
    if (exit !== undefined) await ended;
    return exit ?? 0;
  },
};

function requestOf(context: CommandContext): { file?: string; bin?: string } {
  const [positional] = context.positionals;
  const flag = context.flag("file");
  if (positional !== undefined && flag !== undefined) throw new UsageError("the file is given twice");
  const file = positional ?? flag;
  if (file === "-") {
    throw new UsageError("`fitz dev` cannot watch stdin", "give it a file, or use `fitz run -`");
  }
  const bin = context.flag("bin");
  return { ...(file === undefined ? {} : { file }), ...(bin === undefined ? {} : { bin }) };
}

/** `FITZ_ENV_FILE`: these are in use too. */
function listedEnvFiles(context: CommandContext): string[] {
  const listed = context.terminal.env("FITZ_ENV_FILE") ?? "";
  return listed.split(",").map((path) => path.trim()).filter((path) => path !== "");
}

/** What `--host` and `--port` are to the program. */
function serverVariables(context: CommandContext): Record<string, string> {
  const host = context.flag("host");
  const port = context.flag("port");
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65535)) {
    throw new UsageError(`flag \`--port\` expects a port from 1 to 65535, not \`${port}\``);
  }
  return {
    ...(host === undefined ? {} : { FITZ_HOST: host }),
    ...(port === undefined ? {} : { FITZ_PORT: port }),
  };
}
