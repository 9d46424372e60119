/** Argon2id by WebAssembly in a Worker: 80 to 110 ms a hash, where the native module cannot be had. */
// A part of executables: imported statically, because their scripts can only require parts.
import { worker as text } from "./generated/portable_worker_text.ts";
import { ARGON2_COST, type PasswordHasher, PHC } from "./hasher.ts";
import type { Answer, Request } from "./portable_worker.ts";

const OPTIONS: Request["options"] = {
  memorySize: ARGON2_COST.memoryKib,
  iterations: ARGON2_COST.iterations,
  parallelism: ARGON2_COST.parallelism,
  hashLength: 32,
};
/** Longer than any answer. */
const REPLY_SIZE = 1024;

export function portableHasher(): PasswordHasher {
  const waiting = new Map<number, (value: Answer["value"]) => void>();
  let worker: Worker | null = null;
  let lastId = 0;

  const send = (plain: string, phc: string | null, reply: SharedArrayBuffer | null): number => {
    if (!worker) {
      worker = new Worker(`data:application/javascript,${encodeURIComponent(text)}`, { type: "module" });
      worker.onmessage = ({ data: { id, value } }: MessageEvent<Answer>) => {
        waiting.get(id)?.(value);
        waiting.delete(id);
        // A Worker keeps the process alive: it goes when nothing waits for it.
        if (waiting.size === 0) {
          worker?.terminate();
          worker = null;
        }
      };
    }
    const request: Request = { id: ++lastId, plain, phc, options: OPTIONS, reply };
    worker.postMessage(request);
    return lastId;
  };
  const later = (plain: string, phc: string | null): Promise<Answer["value"]> =>
    new Promise((resolve) => waiting.set(send(plain, phc, null), resolve));
  const now = (plain: string, phc: string | null): Answer["value"] => {
    const reply = new SharedArrayBuffer(REPLY_SIZE);
    const words = new Int32Array(reply, 0, 2);
    send(plain, phc, reply);
    Atomics.wait(words, 0, 0);
    if (waiting.size === 0) {
      worker?.terminate();
      worker = null;
    }
    return JSON.parse(new TextDecoder().decode(new Uint8Array(reply, 8, words[1]).slice()));
  };
  return {
    hash: async (plain) => textOf(await later(plain, null)),
    verify: async (plain, phc) => PHC.test(phc) && await later(plain, phc) === true,
    hashNow: (plain) => textOf(now(plain, null)),
    verifyNow: (plain, phc) => PHC.test(phc) && now(plain, phc) === true,
  };
}

function textOf(value: Answer["value"]): string {
  if (typeof value !== "string") throw new Error("Argon2 gave no hash");
  return value;
}
