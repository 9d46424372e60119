import assert from "node:assert/strict";
import { boxFloat } from "../../src/runtime/values/float.ts";
import { Secret } from "../../src/runtime/values/secret.ts";
import { implementations as cryptography } from "../../stdlib/crypto/crypto.ts";
import { implementations as fs } from "../../stdlib/fs/fs.ts";
import { implementations as math } from "../../stdlib/math/math.ts";
import { implementations as time } from "../../stdlib/time/time.ts";
import { checkTable, fakeHost, outcome, type Row } from "./table.ts";

const library: Record<string, any> = math;

Deno.test("math: raw functions", () => {
  const rows: [string, number[], number][] = [
    ["sin", [Math.PI / 6], 0.5],
    ["cos", [0], 1],
    ["tan", [Math.PI / 4], 1],
    ["asin", [1], Math.PI / 2],
    ["acos", [-1], Math.PI],
    ["atan", [1], Math.PI / 4],
    ["atan2", [1, -1], 3 * Math.PI / 4],
    ["sinh", [1], 1.1752011936438014],
    ["cosh", [1], 1.5430806348152437],
    ["tanh", [1], 0.7615941559557649],
    ["degrees", [Math.PI], 180],
    ["radians", [180], Math.PI],
    ["exp", [1], Math.E],
    ["log", [Math.E], 1],
    ["log", [8, 2], 3],
    ["log", [81, 3], 4],
    ["log", [1000, 10], 3],
    ["log2", [1024], 10],
    ["log10", [0.001], -3],
    ["sqrt", [2], Math.SQRT2],
    ["cbrt", [-27], -3],
    ["hypot", [3, 4], 5],
    ["pow", [2, 10], 1024],
    ["pow", [-8, 3], -512],
    ["pow", [1, Infinity], 1],
  ];
  for (const [name, args, expected] of rows) {
    const value = library[`math.${name}`](...args);
    assert.ok(Math.abs(value - expected) <= 1e-14 * Math.max(1, Math.abs(expected)), `${name} ${value}`);
  }
  assert.ok(Number.isNaN(library["math.sin"](NaN)) && Number.isNaN(library["math.log"](NaN)));
  assert.deepEqual([math["math.tau"], math["math.inf"]], [2 * Math.PI, Infinity]);
});

Deno.test("math: domains and Ints", () => {
  const bad = (call: string, ...args: number[]): Row => [
    call.slice(0, call.indexOf("(")),
    args,
    `run/bad-argument: \`${call}\` is not defined`,
  ];
  checkTable(library, [
    bad("math.log(0.0)", 0),
    bad("math.log(-1.0)", -1),
    bad("math.log(2.0, 1.0)", 2, 1),
    bad("math.log2(0.0)", 0),
    bad("math.log10(-1.0)", -1),
    bad("math.sqrt(-1.0)", -1),
    bad("math.asin(2.0)", 2),
    bad("math.acos(-1.5)", -1.5),
    bad("math.sin(inf)", Infinity),
    bad("math.pow(0.0, -1.0)", 0, -1),
    bad("math.pow(-8.0, 0.5)", -8, 0.5),
    ["math.trunc", [-2.7], "-2"],
    ["math.trunc", [-0.5], "0"],
    ["math.trunc", [boxFloat(3)], "3"],
    ["math.trunc", [9223372036854775807n], "9223372036854775807"],
    [
      "math.trunc",
      [boxFloat(1e19)],
      "run/overflow: the result of `math.trunc(1e19)` is outside the range of Int",
    ],
    ["math.sign", [-3], "-1"],
    ["math.sign", [boxFloat(-0)], "0"],
    ["math.sign", [2.5], "1"],
    ["math.gcd", [12, -18], "6"],
    ["math.gcd", [0, 0], "0"],
    ["math.gcd", [0, -5], "5"],
    ["math.gcd", [9223372036854775807n, 7], "7"],
    [
      "math.gcd",
      [-9223372036854775808n, 0],
      "run/overflow: the result of `math.gcd(-9223372036854775808, 0)` is outside the range of Int",
    ],
    ["math.lcm", [4, 6], "12"],
    ["math.lcm", [-4, 6], "12"],
    ["math.lcm", [0, 6], "0"],
    [
      "math.lcm",
      [9223372036854775807n, 2],
      "run/overflow: the result of `math.lcm(9223372036854775807, 2)` is outside the range of Int",
    ],
  ]);
});

Deno.test("time", () => {
  fakeHost({}, { now: () => 1234.9 });
  assert.deepEqual([time["time.now_ms"](), time["time.monotonic_ms"]()], [1234, 12.5]);
});

Deno.test("crypto", () => {
  const bytes = new TextEncoder().encode("abc");
  const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  checkTable(cryptography, [
    ["crypto.sha256", ["abc"], `"${abc}"`],
    ["crypto.sha256", [bytes], `"${abc}"`],
    ["crypto.equal", ["é", "é"], "true"],
    ["crypto.equal", ["a", "ab"], "false"],
    ["crypto.equal", ["ab", "a"], "false"],
    ["crypto.equal", [bytes, new Uint8Array([97, 98, 99])], "true"],
    ["crypto.equal", [bytes, new Uint8Array([97, 98, 100])], "false"],
    ["crypto.hmac", ["k", "x", "md5"], "run/bad-argument: there is no algorithm `md5`"],
    ["crypto.hmac", [1, "x"], "run/type: expected `Str, Bytes or Secret`, found `Int`"],
    ["crypto.random_token", [0], '""'],
    ["crypto.random_token", [-1], "run/bad-argument: `crypto.random_token` cannot give -1 bytes"],
  ]);
  const hmac = cryptography["crypto.hmac"];
  assert.equal(hmac("k", "fitz").slice(0, 8), "39726741");
  assert.equal(
    hmac(new Secret("k"), "fitz"),
    hmac(new TextEncoder().encode("k"), new TextEncoder().encode("fitz")),
  );
  assert.deepEqual(["sha256", "sha384", "sha512"].map((name) => hmac("k", "x", name).length), [64, 96, 128]);
  assert.match(cryptography["crypto.random_token"](), /^[A-Za-z0-9_-]{43}$/);
});

Deno.test("fs", () => {
  const directory = Deno.makeTempDirSync();
  const at = (name: string) => `${directory}/${name}`;
  try {
    checkTable(fs, [
      ["fs.write", [at("a.txt"), "ñandú"], "Ok(null)"],
      ["fs.append", [at("a.txt"), new Uint8Array([33])], "Ok(null)"],
      ["fs.append", [at("new.txt"), "x"], "Ok(null)"],
      ["fs.read", [at("a.txt")], 'Ok("ñandú!")'],
      ["fs.read_bytes", [at("new.txt")], 'Ok(b"x")'],
      ["fs.write", [at("b.bin"), new Uint8Array([255, 254])], "Ok(null)"],
      ["fs.read", [at("b.bin")], `Err("cannot read \`${at("b.bin")}\`: it is not valid UTF-8")`],
      ["fs.read", [at("none")], `Err("cannot read \`${at("none")}\`: no such file or directory")`],
      ["fs.read", [directory], `Err("cannot read \`${directory}\`: it is a directory")`],
      ["fs.write", [at("no/a"), "x"], `Err("cannot write \`${at("no/a")}\`: no such file or directory")`],
      ["fs.exists", [at("a.txt")], "true"],
      ["fs.exists", [directory], "true"],
      ["fs.exists", [at("none")], "false"],
      ["fs.mkdir_all", [at("d/e")], "Ok(null)"],
      ["fs.mkdir_all", [at("d/e")], "Ok(null)"],
      ["fs.list", [directory], 'Ok(["a.txt", "b.bin", "d", "new.txt"])'],
      ["fs.remove", [at("d")], `Err("cannot remove \`${at("d")}\`: the directory is not empty")`],
      ["fs.remove", [at("d/e")], "Ok(null)"],
      ["fs.remove", [at("a.txt")], "Ok(null)"],
      ["fs.remove", [at("a.txt")], `Err("cannot remove \`${at("a.txt")}\`: no such file or directory")`],
      ["fs.write", [at("c"), 1], "run/type: expected `Str or Bytes`, found `Int`"],
    ]);
    assert.match(outcome(fs, "fs.list", [at("new.txt")]), /^Err\("cannot list /);
    assert.match(outcome(fs, "fs.mkdir_all", [at("new.txt")]), /^Err\("cannot make /);
    assert.match(outcome(fs, "fs.read", ["a\0b"]), /^Err\("cannot read /);
  } finally {
    Deno.removeSync(directory, { recursive: true });
  }
});
