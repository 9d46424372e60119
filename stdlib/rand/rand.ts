/** The `rand` namespace and `RandGen` (stdlib.md section 20). */
import { fail } from "../../src/runtime/failures/failure.ts";
import type { Int } from "../../src/runtime/operations/int.ts";
import { defineKind } from "../../src/runtime/operations/kind.ts";
import { randomBytes } from "../../src/runtime/host/random_bytes.ts";
import { Err, Ok, type Result } from "../../src/runtime/values/result.ts";
import { SplitMix64 } from "./splitmix64.ts";

let systemSeeded: SplitMix64 | undefined;

/** The generator of the functions of `rand`. */
function system(): SplitMix64 {
  return systemSeeded ??= new SplitMix64(crypto.getRandomValues(new BigUint64Array(1))[0]);
}

function int(generator: SplitMix64, low: Int, high: Int): Int {
  if (low > high) fail("run/bad-argument", `no number lies between ${low} and ${high}`);
  return generator.int(low, high);
}

function choice(generator: SplitMix64, list: readonly unknown[]): Result {
  return list.length === 0 ? new Err("list is empty") : new Ok(generator.choice(list));
}

function sample(generator: SplitMix64, list: readonly unknown[], count: Int): Result {
  if (count < 0 || count > list.length) return new Err(`cannot take ${count} of ${list.length}`);
  return new Ok(generator.shuffle(list).slice(0, Number(count)));
}

defineKind(SplitMix64, { name: "RandGen", display: () => "<RandGen>" });

export const implementations = {
  "rand.int": (low: Int, high: Int) => int(system(), low, high),
  "rand.float": () => system().float(),
  "rand.bool": () => system().bool(),
  "rand.choice": (list: readonly unknown[]) => choice(system(), list),
  "rand.shuffle": (list: readonly unknown[]) => system().shuffle(list),
  "rand.sample": (list: readonly unknown[], count: Int) => sample(system(), list, count),
  "rand.bytes": (count: Int) => randomBytes(count, "rand.bytes"),
  "rand.seeded": (seed: Int) => new SplitMix64(BigInt(seed)),
  "RandGen.int": int,
  "RandGen.float": (generator: SplitMix64) => generator.float(),
  "RandGen.bool": (generator: SplitMix64) => generator.bool(),
  "RandGen.choice": choice,
  "RandGen.shuffle": (generator: SplitMix64, list: readonly unknown[]) => generator.shuffle(list),
  "RandGen.sample": sample,
};
