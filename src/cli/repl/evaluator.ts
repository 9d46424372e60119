/** Evaluates the inputs of a session in this isolate. */
import type { App } from "../../app/manifest.ts";
import { asFailure } from "../../runtime/failures/as_failure.ts";
import { failureReport, type ProgramSource } from "../../runtime/failures/failure_report.ts";
import { setHost } from "../../runtime/host/host.ts";
import type { HttpProgram } from "../../runtime/http/http_program.ts";
import { displayNested } from "../../runtime/operations/display.ts";
import type { BudgetLimits } from "../../runtime/program/budget.ts";
import { type LoadedProgram, loadProgram, programSources } from "../../runtime/program/program.ts";
import { setTaskReporter, tellThrown } from "../../runtime/program/task.ts";
import { setApplication } from "../../runtime/testing/test_client.ts";
import { setTestHost } from "../../runtime/testing/test_session.ts";
import { captureLogs } from "../../runtime/testing/test_settings.ts";
import { Tuple } from "../../runtime/values/tuple.ts";
import { documentOf } from "../document_of.ts";
import type { Evaluation, FromEvaluator } from "./protocol.ts";
import { ReplHost } from "./repl_host.ts";
import { Interrupted, SessionBudget } from "./session_budget.ts";
import { type SessionModule, takeSnapshot } from "./snapshot.ts";

const STACK_FRAMES = 200;
/** Inputs that can be undone. */
const MOST_UNDONE = 100;

/** An accepted input, as far as it can be taken back. */
interface Accepted {
  readonly loaded: number;
  readonly restore: () => void;
  readonly application: Parameters<typeof setApplication>[0];
}

export class Evaluator {
  readonly #modules: SessionModule[] = [];
  readonly #budget: SessionBudget;
  readonly #host: ReplHost;
  readonly #accepted: Accepted[] = [];
  /** Sources by module. */
  readonly #sources: ProgramSource[] = [];
  #application: Parameters<typeof setApplication>[0] = null;

  constructor(limits: BudgetLimits, shared: SharedArrayBuffer, ask: () => void) {
    this.#budget = new SessionBudget(limits, shared);
    this.#host = new ReplHost(shared, ask);
    setHost(this.#host);
    setTestHost(this.#host);
    captureLogs();
    setTaskReporter(tellThrown((error) => this.#host.stderr(this.#explain(error))));
    Error.stackTraceLimit = STACK_FRAMES;
  }

  /** Gives up what waits. */
  interrupt(): void {
    this.#budget.interrupt();
  }

  /** Evaluates an input. When it fails everything is as before. */
  async evaluate(input: Evaluation): Promise<FromEvaluator> {
    const { loaded } = input;
    const restore = takeSnapshot(this.#modules);
    this.#budget.renew();
    try {
      const app: App = JSON.parse(input.app);
      const program = await loadProgram(input.code, app, { budget: this.#budget, modules: this.#modules });
      this.#addSources(input);
      const value = await Promise.race([program.start(), this.#budget.interruption]);
      const texts = this.#show(value, input.isQuestion);
      if (input.isQuestion) this.#forget(loaded);
      else this.#accept({ loaded, restore, application: this.#application }, program, app);
      return { kind: "value", texts };
    } catch (error) {
      // Of what the failure passed on its way nothing stays; the trace is read before the code is forgotten.
      const text = this.#explain(this.#budget.exceeded ?? error);
      this.#forget(loaded);
      restore();
      return { kind: "failure", text };
    } finally {
      this.#host.flush();
    }
  }

  /** Takes the last accepted input back. */
  undo(): void {
    const last = this.#accepted.pop();
    if (!last) return;
    last.restore();
    this.#forget(last.loaded);
    setApplication(this.#application = last.application);
  }

  #accept(accepted: Accepted, program: LoadedProgram, app: App): void {
    this.#accepted.push(accepted);
    if (this.#accepted.length > MOST_UNDONE) this.#accepted.shift();
    if (program.http) setApplication(this.#application = applicationOf(program.http as HttpProgram, app));
  }

  #forget(loaded: number): void {
    this.#modules.length = Math.min(this.#modules.length, loaded);
    this.#sources.length = Math.min(this.#sources.length, loaded);
  }

  #show(value: unknown, isQuestion: boolean): string[] {
    if (isQuestion && value instanceof Tuple) return value.items.map(displayNested);
    return value === null || value === undefined ? [] : [displayNested(value)];
  }

  #addSources({ code, sources: texts, loaded }: Evaluation): void {
    const { files } = programSources(code, new Map(texts));
    this.#sources.length = loaded;
    this.#sources.push(...files.slice(loaded));
  }

  #explain(error: unknown): string {
    if (error instanceof Interrupted) return "interrupted\n";
    const failure = asFailure(error);
    if (!failure) return `internal error: ${error instanceof Error ? error.message : error}\n`;
    // The newest come first: a file may have been loaded several times.
    return failureReport(failure, { files: this.#sources.toReversed() });
  }
}

/** The routes of the session, for the requests of `test`; made when the first one comes. */
function applicationOf(http: HttpProgram, app: App) {
  const open = async () => {
    const { HttpServer } = await import("../../runtime/http/http_server.ts");
    // A line per request would stand between an input and its value.
    return new HttpServer(http, { ...http.settings(), observability: false }, {
      document: (name) => documentOf(app, name),
    });
  };
  let server: ReturnType<typeof open> | undefined;
  return () => server ??= open();
}
