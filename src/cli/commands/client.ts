/** `fitz client [FILE]` */
import { checkTarget } from "../../project/compile.ts";
import { shownPath } from "../../project/load.ts";
import type { Command } from "../command.ts";
import { deliverText, DELIVERY_FLAGS, refuseBoth } from "../deliver_text.ts";
import { BIN_FLAG, targetOf } from "../find_target.ts";
import { reportDiagnostics } from "../report_diagnostics.ts";

export const command: Command = {
  name: "client",
  summary: "write a TypeScript client of a program",
  usage: "[FILE|-] [OPTIONS]",
  description:
    "One module without dependencies: an interface per type, `createClient` with a method per route, a class per\nsocket. It runs in browsers, Deno, Node and Bun.",
  flags: {
    bin: BIN_FLAG,
    lang: { value: "LANG", choices: ["ts"], summary: "language of the client; ts is the only one" },
    int: {
      value: "TYPE",
      choices: ["number", "bigint"],
      summary: "type of Int: number (default) or bigint, which keeps all digits",
    },
    ...DELIVERY_FLAGS,
  },
  resolves: true,
  positionals: 1,
  examples: ["fitz client app.fitz --out web/api.ts", "fitz client --int bigint --check web/api.ts"],
  async run(context) {
    refuseBoth(context);
    const target = targetOf(context);
    const { app, diagnostics, hasErrors } = checkTarget(target, context.terminal.files);
    reportDiagnostics(context, diagnostics);
    if (hasErrors || !app) {
      context.failure(`${shownPath(target.entry, target.base)} has errors`);
      return 1;
    }
    const int = context.flag("int") === "bigint" ? "bigint" : "number";
    const { clientText } = await import("../../emit/client/client.ts");
    return deliverText(
      context,
      clientText(app, { int }),
      int === "number" ? ["client"] : ["client", "--int", int],
    );
  },
};
