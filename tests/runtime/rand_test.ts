import assert from "node:assert/strict";
import { implementations as rand } from "../../stdlib/rand/rand.ts";
import { SplitMix64 } from "../../stdlib/rand/splitmix64.ts";
import { checkTable } from "./table.ts";

const library: Record<string, any> = rand;

/** The generator as the specification words it. */
function reference(seed: bigint): () => bigint {
  const wrap = (x: bigint) => BigInt.asUintN(64, x);
  let state = wrap(seed);
  return () => {
    state = wrap(state + 0x9E3779B97F4A7C15n);
    let z = wrap((state ^ (state >> 30n)) * 0xBF58476D1CE4E5B9n);
    z = wrap((z ^ (z >> 27n)) * 0x94D049BB133111EBn);
    return z ^ (z >> 31n);
  };
}

Deno.test("rand.seeded: the specified sequence", () => {
  const generator = library["rand.seeded"](42);
  assert.deepEqual(Array.from({ length: 8 }, () => library["RandGen.int"](generator, 1, 6)), [
    2,
    2,
    1,
    1,
    5,
    1,
    2,
    3,
  ]);
  assert.equal(library["RandGen.float"](library["rand.seeded"](42)), 0.7415648787718233);
  assert.deepEqual(library["RandGen.shuffle"](library["rand.seeded"](42), [1, 2, 3, 4, 5]), [2, 3, 1, 5, 4]);
});

Deno.test("rand.seeded: agrees with big integers", () => {
  const sizes = [
    1n,
    2n,
    6n,
    1000n,
    65536n,
    2n ** 32n - 1n,
    2n ** 32n,
    2n ** 32n + 1n,
    3n * 2n ** 61n,
    2n ** 64n,
  ];
  for (let seed = -20n; seed < 20n; seed++) {
    const start = seed * 0x123456789ABCDEFn;
    const draw = reference(start);
    const generator = new SplitMix64(start);
    for (const n of [...sizes, ...sizes]) {
      const low = n > 2n ** 33n ? -(2n ** 63n) : -7n;
      const high = low + n - 1n;
      const limit = 2n ** 64n - 2n ** 64n % n;
      let word = draw();
      while (word >= limit) word = draw();
      const asInt = (value: bigint) => value >= -(2n ** 53n) && value <= 2n ** 53n ? Number(value) : value;
      assert.equal(BigInt(generator.int(asInt(low), asInt(high))), low + word % n, `${start} ${n}`);
    }
    assert.equal(generator.float(), Number(draw() >> 11n) / 2 ** 53);
    assert.equal(generator.bool(), draw() >> 63n === 1n);
  }
});

Deno.test("rand: bounds and errors", () => {
  const g = library["rand.seeded"](42);
  checkTable(library, [
    ["rand.int", [3, 3], "3"],
    ["rand.int", [2, 1], "run/bad-argument: no number lies between 2 and 1"],
    ["rand.choice", [[]], 'Err("list is empty")'],
    ["rand.choice", [[7]], "Ok(7)"],
    ["rand.sample", [[1], 2], 'Err("cannot take 2 of 1")'],
    ["rand.sample", [[1], -1], 'Err("cannot take -1 of 1")'],
    ["rand.sample", [[1], 0], "Ok([])"],
    ["rand.shuffle", [[]], "[]"],
    ["rand.bytes", [-1], "run/bad-argument: `rand.bytes` cannot give -1 bytes"],
    ["RandGen.choice", [library["rand.seeded"](42), ["a", "b", "c"]], 'Ok("b")'],
    ["RandGen.sample", [library["rand.seeded"](42), [1, 2, 3, 4, 5], 2], "Ok([2, 3])"],
    ["rand.seeded", [1], "<RandGen>"],
  ]);
  assert.equal(library["rand.bytes"](100000).length, 100000);
  for (let i = 0; i < 200; i++) {
    const n = library["rand.int"](-2, 2);
    assert.ok(n >= -2 && n <= 2);
    const x = library["RandGen.float"](g);
    assert.ok(x >= 0 && x < 1);
  }
  const list = [1, 2, 3];
  assert.deepEqual(library["rand.shuffle"](list).sort(), [1, 2, 3]);
  assert.deepEqual(list, [1, 2, 3]);
});
