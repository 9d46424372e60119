/** Runs in a Worker: Argon2id where the native module cannot be had. Bundled by tools/generate_argon2_worker.ts into one text, because a Worker of an executable loads no files. */
import argon2 from "npm:hash-wasm@4.13.0/dist/argon2.umd.min.js";

/** What the Worker is asked; `signal` is notified when the answer lies in `reply`, for callers that cannot wait for a message. */
export interface Request {
  readonly id: number;
  readonly plain: string;
  /** null: hash it. */
  readonly phc: string | null;
  readonly options: {
    readonly memorySize: number;
    readonly iterations: number;
    readonly parallelism: number;
    readonly hashLength: number;
  };
  readonly reply: SharedArrayBuffer | null;
}

export interface Answer {
  readonly id: number;
  readonly value: string | boolean | null;
}

const scope = globalThis as unknown as {
  onmessage: (event: { data: Request }) => void;
  postMessage(answer: Answer): void;
};

scope.onmessage = async ({ data: { id, plain, phc, options, reply } }) => {
  let value: string | boolean | null;
  try {
    value = phc === null
      ? await argon2.argon2id({
        password: plain,
        salt: crypto.getRandomValues(new Uint8Array(16)),
        ...options,
        outputType: "encoded",
      })
      : await argon2.argon2Verify({ password: plain, hash: phc });
  } catch {
    value = null;
  }
  if (reply === null) return scope.postMessage({ id, value });
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  new Uint8Array(reply).set(bytes, 8);
  const words = new Int32Array(reply, 0, 2);
  words[1] = bytes.length;
  Atomics.store(words, 0, 1);
  Atomics.notify(words, 0);
};
