/** Threads that hash, each one password at a time: the event loop goes on meanwhile. */

/** What a Worker answers; null where it cannot. */
export type Answer = string | boolean | null;

interface Job {
  readonly message: unknown;
  readonly settle: (answer: Answer) => void;
}

/** How long a Worker is kept when there is nothing to do; starting one takes 30 ms. */
const IDLE_MS = 5000;

export class HashWorkers {
  readonly #idle: Worker[] = [];
  readonly #queue: Job[] = [];
  #count = 0;
  #timer: number | undefined;

  /**
   * @param text the module that every Worker runs: it answers each message with an `Answer`
   * @param most how many run at the same time
   */
  constructor(private readonly text: string, private readonly most: number) {}

  /** The answer to a message, which waits for a free Worker. */
  ask(message: unknown): Promise<Answer> {
    return new Promise((settle) => {
      this.#queue.push({ message, settle });
      this.#work();
    });
  }

  #work(): void {
    if (this.#queue.length === 0) return;
    const worker = this.#idle.pop() ?? (this.#count < this.most ? this.#start() : null);
    if (worker === null) return;
    clearTimeout(this.#timer);
    const { message, settle } = this.#queue.shift()!;
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      this.#idle.push(worker);
      settle(data);
      this.#rest();
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.#end(worker);
      settle(null);
      this.#rest();
    };
    worker.postMessage(message);
  }

  #start(): Worker {
    this.#count++;
    return new Worker(`data:application/javascript,${encodeURIComponent(this.text)}`, { type: "module" });
  }

  #end(worker: Worker): void {
    this.#count--;
    worker.terminate();
  }

  /** Goes on with what waits, or lets go of the Workers after a while. */
  #rest(): void {
    if (this.#queue.length > 0) return this.#work();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      for (const worker of this.#idle.splice(0)) this.#end(worker);
    }, IDLE_MS);
    Deno.unrefTimer(this.#timer);
  }
}
