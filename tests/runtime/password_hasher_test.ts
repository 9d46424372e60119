/** Both ways to hash passwords make and take the same texts. */
import assert from "node:assert/strict";
import { nativeHasher } from "../../src/runtime/auth/argon2/native_hasher.ts";
import { portableHasher } from "../../src/runtime/auth/argon2/portable_hasher.ts";

// Loading the native module is no leak.
const loose = { sanitizeOps: false, sanitizeResources: false };

for (const [name, isNativeFirst] of [["native", true], ["portable", false]] as const) {
  Deno.test({
    name: `hashes of the ${name} hasher`,
    ...loose,
    async fn() {
      const native = await nativeHasher();
      assert.ok(native, "the native module is there for this machine");
      const portable = portableHasher();
      const [maker, other] = isNativeFirst ? [native, portable] : [portable, native];
      for (const phc of [await maker.hash("pässword"), maker.hashNow("pässword")]) {
        assert.match(phc, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
        assert.equal(await other.verify("pässword", phc), true);
        assert.equal(other.verifyNow("pässword", phc), true);
        assert.equal(await other.verify("password", phc), false);
        assert.equal(await other.verify("pässword", phc.replace("m=19456", "m=19457")), false);
      }
      for (
        const wrong of [
          "",
          "$argon2id$",
          "$2b$10$abcdefghijklmnopqrstuv",
          "$argon2id$v=19$m=9,t=9,p=9$AAAA$AAAA",
        ]
      ) {
        assert.equal(await maker.verify("x", wrong), false);
        assert.equal(maker.verifyNow("x", wrong), false);
      }
    },
  });
}
