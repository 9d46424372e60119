/** The `auth` namespace (web.md 17): tokens that count no longer. */
import { tokenStoreOf } from "../../src/runtime/auth/token_store.ts";
import { host } from "../../src/runtime/host/host.ts";
import type { Int } from "../../src/runtime/operations/int.ts";
import { Future } from "../../src/runtime/values/future.ts";
import { Ok } from "../../src/runtime/values/result.ts";

const seconds = (): number => host().now() / 1000;

export const implementations = {
  "auth.blacklist": (db: unknown, jti: string, exp: Int): Future => {
    const store = tokenStoreOf(db);
    return new Future(async () => {
      await store.add(jti, Number(exp));
      return new Ok(null);
    });
  },
  "auth.is_blacklisted": (db: unknown, jti: string): Future => {
    const store = tokenStoreOf(db);
    return new Future(async () => {
      const expiry = await store.expiryOf(jti);
      return new Ok(expiry !== null && expiry > seconds());
    });
  },
  "auth.cleanup_expired": (db: unknown): Future => {
    const store = tokenStoreOf(db);
    return new Future(async () => new Ok(await store.removeExpired(seconds())));
  },
};
