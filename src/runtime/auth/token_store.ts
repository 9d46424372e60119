/** Tokens that count no longer although they have not expired: web.md 17. */
import { fail } from "../failures/failure.ts";
import { typeName } from "../operations/type_name.ts";
import { onTestStart } from "../testing/test_session.ts";
import { onWorkerGroup, workerGroup } from "../workers/worker_group.ts";

/** Ids of revoked tokens (`jti`) with the times at which the tokens expire, in seconds. */
export interface TokenStore {
  /** Lists a token; one that is listed takes the new time. */
  add(id: string, expiresAt: number): Promise<void>;
  /** null for a token that is not listed. */
  expiryOf(id: string): Promise<number | null>;
  /** Lets go of the tokens that have expired by then; how many there were. */
  removeExpired(now: number): Promise<number>;
}

const TOPIC = "auth.tokens";
/** Below this many nobody looks for expired ones. */
const FEW = 1000;

/** In the memory of the process: every worker learns what one of them lists, a restart forgets it. */
export class MemoryTokens implements TokenStore {
  readonly #expiries = new Map<string, number>();
  #sweepAt = FEW;

  constructor(private readonly now: () => number) {}

  get size(): number {
    return this.#expiries.size;
  }

  add(id: string, expiresAt: number): Promise<void> {
    this.take(id, expiresAt);
    workerGroup().broadcast(TOPIC, [id, expiresAt]);
    return Promise.resolve();
  }

  expiryOf(id: string): Promise<number | null> {
    return Promise.resolve(this.#expiries.get(id) ?? null);
  }

  removeExpired(now: number): Promise<number> {
    const before = this.#expiries.size;
    for (const [id, expiresAt] of this.#expiries) if (expiresAt <= now) this.#expiries.delete(id);
    return Promise.resolve(before - this.#expiries.size);
  }

  /** What another worker has listed. */
  take(id: string, expiresAt: number): void {
    this.#expiries.set(id, expiresAt);
    if (this.#expiries.size < this.#sweepAt) return;
    this.removeExpired(this.now());
    // Tokens that are still valid are kept, however many: each sweep at least doubles the list.
    this.#sweepAt = Math.max(FEW, this.#expiries.size * 2);
  }

  clear(): void {
    this.#expiries.clear();
    this.#sweepAt = FEW;
  }
}

let memory: MemoryTokens | null = null;

/** Opens an empty store in memory before a program that uses it starts. @param now gives the time in seconds */
export function openTokenStore(now: () => number): void {
  if (memory !== null) return memory.clear();
  const store = memory = new MemoryTokens(now);
  onTestStart(() => store.clear());
  onWorkerGroup((group) =>
    void group.subscribe(TOPIC, (message) => {
      const [id, expiresAt] = message as [string, number];
      store.take(id, expiresAt);
    })
  );
}

/** @throws Failure for a value that is no place for tokens */
export function tokenStoreOf(db: unknown): TokenStore {
  if (db !== null) {
    fail("run/type", `revoked tokens are kept in memory: expected \`null\`, found \`${typeName(db)}\``);
  }
  if (memory === null) throw new Error("the token store has not been opened");
  return memory;
}
