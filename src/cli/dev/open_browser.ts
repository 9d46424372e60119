/** `--open` */
import type { CommandContext } from "../command.ts";

/** Shows an address in the browser: the one that `BROWSER` names, else the system's. */
export function openBrowser(url: string, context: CommandContext): void {
  const named = context.terminal.env("BROWSER");
  const [program, ...args] = named
    ? [named]
    : Deno.build.os === "darwin"
    ? ["open"]
    : Deno.build.os === "windows"
    ? ["cmd", "/c", "start", ""]
    : ["xdg-open"];
  try {
    new Deno.Command(program!, { args: [...args, url], stdin: "null", stdout: "null", stderr: "null" })
      .spawn()
      .unref();
  } catch {
    context.failure(`cannot open a browser: open ${url}`);
  }
}
