/** `fitz run [FILE|-] [-- ARGS…]` */
import { compileTarget, PhaseError } from "../../project/compile.ts";
import { version } from "../../project/version.ts";
import { setHost } from "../../runtime/host/host.ts";
import { runProgram } from "../../runtime/program/program.ts";
import type { Command } from "../command.ts";
import { ENV_FILE_FLAG, loadEnvFiles } from "../env_files.ts";
import { identityOf } from "../executable/payload.ts";
import { BIN_FLAG, targetOf } from "../find_target.ts";
import { INSPECT_FLAGS, inspectRequest, openInspector, stopAtStart } from "../inspect.ts";
import { maintain } from "../maintenance.ts";
import type { DocumentName } from "../../runtime/http/automatic_paths.ts";
import { documentOf } from "../document_of.ts";
import { processHost } from "../process_host.ts";
import { reportDiagnostics } from "../report_diagnostics.ts";
import { workersOf } from "../server_workers.ts";

export const command: Command = {
  name: "run",
  summary: "execute a program",
  usage: "[FILE|-] [OPTIONS] [-- ARGS…]",
  description: "Runs FILE, the program on stdin (`-`), or without FILE the program of the project.",
  flags: {
    bin: BIN_FLAG,
    "env-file": ENV_FILE_FLAG,
    "no-typecheck": { summary: "type errors become warnings" },
    ...INSPECT_FLAGS,
  },
  resolves: true,
  positionals: 1,
  takesProgramArgs: true,
  examples: [
    "fitz run app.fitz",
    "fitz run app.fitz -- --verbose data.csv",
    "echo 'print(6 * 7)' | fitz run -",
  ],
  async run(context) {
    const target = targetOf(context);
    const isLenient = context.has("no-typecheck");
    const inspect = inspectRequest(context.flag, context.terminal.env("FITZ_INSPECT"));
    const { code, app, checked, diagnostics } = await compileTarget(target, context.terminal.files, {
      isLenient,
    });
    reportDiagnostics(context, diagnostics);
    if (code === null || !app || !checked) return 1;
    if (context.programArgs[0] === "--fitz") {
      return await maintain(context.programArgs.slice(1), { ...identityOf(target), toolchain: version, app });
    }
    loadEnvFiles(context.flags("env-file"));
    const host = processHost(context.programArgs);
    setHost(host);
    if (inspect) await openInspector(inspect.address, inspect.mode);
    const started = inspect?.mode === "break" ? stopAtStart(code) : code;
    const sources = new Map(checked.modules.map((module) => [module.file.path, module.file.text]));
    try {
      const args = context.programArgs;
      const startWorker = workersOf({ code: started, app, args, sources, isLenient });
      const document = (name: DocumentName) => documentOf(app, name);
      return await runProgram(started, app, { sources, document, isLenient, service: { startWorker } });
    } catch (error) {
      throw new PhaseError("execute", error);
    } finally {
      host.flush();
    }
  },
};
