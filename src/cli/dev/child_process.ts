/** A process that runs the program once: started in advance, so that only the program has to be loaded when it is wanted. */
import { Channel, type FromChild, type RunOrder, type ToChild } from "./channel.ts";

/** Tells a process that it is such a child: `<port>:<token>`. */
export const CHILD_VARIABLE = "FITZ_DEV_CHILD";

/** How long a program may take to end. */
const STOP_MILLISECONDS = 1000;

export interface ChildOptions {
  /** Further variables of the environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Folder that programs run in. */
  readonly cwd: string;
}

/** Starts the processes of one `fitz dev`; they connect to its port. */
export class ChildProcesses {
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #waiting = new Map<string, (channel: Channel<FromChild, ToChild>) => void>();

  constructor(private readonly options: ChildOptions) {
    this.#accept();
  }

  async #accept(): Promise<void> {
    for await (const connection of this.#listener) {
      connection.setNoDelay(true);
      const channel = new Channel<FromChild, ToChild>(connection);
      const first = await channel.receive();
      const take = first?.kind === "hello" ? this.#waiting.get(first.token) : undefined;
      if (take) take(channel);
      else channel.close();
    }
  }

  /** A process that loads what every program needs, then waits. @throws Deno.errors.NotFound when there is no folder to run in */
  start(): ChildProcess {
    const token = crypto.randomUUID();
    const connected = new Promise<Channel<FromChild, ToChild>>((resolve) => {
      this.#waiting.set(token, (channel) => {
        this.#waiting.delete(token);
        resolve(channel);
      });
    });
    const [program, ...args] = selfCommand();
    const process = new Deno.Command(program!, {
      args,
      cwd: this.options.cwd,
      env: { ...this.options.env, [CHILD_VARIABLE]: `${this.#listener.addr.port}:${token}` },
      stdin: "inherit",
      stdout: "inherit",
      stderr: "inherit",
    }).spawn();
    return new ChildProcess(process, connected);
  }

  close(): void {
    this.#listener.close();
  }
}

/** How this very `fitz` is started again. */
function selfCommand(): string[] {
  if (Deno.build.standalone) return [Deno.execPath()];
  const stack = ["--v8-flags=--stack-size=1900"];
  return [Deno.execPath(), "run", "--quiet", "--no-check", ...stack, "-A", Deno.mainModule];
}

export class ChildProcess {
  /** How it ended. */
  readonly ended: Promise<Deno.CommandStatus>;
  /** Told the address of a service. */
  onListening: (url: string) => void = () => {};
  #isOver = false;

  constructor(
    private readonly process: Deno.ChildProcess,
    private readonly connected: Promise<Channel<FromChild, ToChild>>,
  ) {
    this.ended = process.status.then((status) => {
      this.#isOver = true;
      return status;
    });
  }

  get hasEnded(): boolean {
    return this.#isOver;
  }

  /** Loads a program, whose top level waits for `run`; gives why it cannot run, null when it can. */
  async load(order: RunOrder): Promise<string | null> {
    const channel = await this.#channel();
    if (!channel) return "the process for the program ended before it was ready";
    channel.send({ kind: "load", order });
    const answer = await channel.receive();
    if (answer?.kind === "loaded") return null;
    return answer?.kind === "refused" ? answer.message : "the process for the program ended while it loaded";
  }

  async #channel(): Promise<Channel<FromChild, ToChild> | null> {
    return await Promise.race([this.connected, this.ended.then(() => null)]);
  }

  /** Runs what was loaded. */
  async run(): Promise<void> {
    const channel = await this.#channel();
    channel?.send({ kind: "start" });
    if (channel) this.#listen(channel);
  }

  async #listen(channel: Channel<FromChild, ToChild>): Promise<void> {
    for (let said = await channel.receive(); said; said = await channel.receive()) {
      if (said.kind === "listening") this.onListening(said.url);
    }
  }

  /** Asks it to end, and ends it after a second. */
  async stop(): Promise<void> {
    this.#kill("SIGTERM");
    const timer = setTimeout(() => this.#kill("SIGKILL"), STOP_MILLISECONDS);
    await this.ended;
    clearTimeout(timer);
  }

  /** Ends a process that runs no program. */
  async discard(): Promise<void> {
    this.#kill("SIGKILL");
    await this.ended;
  }

  #kill(signal: Deno.Signal): void {
    if (this.#isOver) return;
    try {
      this.process.kill(signal);
    } catch {
      // It ended in this moment.
    }
  }
}
