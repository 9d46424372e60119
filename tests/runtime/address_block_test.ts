/** Addresses and blocks: `trusted_proxies` of web.md 3.1. */
import assert from "node:assert/strict";
import {
  holdsAddress,
  parseAddress,
  parseAddressBlock,
  plainAddress,
} from "../../src/syntax/address_block.ts";

Deno.test("addresses: what is one", () => {
  const good = [
    "0.0.0.0",
    "255.255.255.255",
    "::",
    "::1",
    "1::",
    "2001:db8::7",
    "1:2:3:4:5:6:7:8",
    "::ffff:10.0.0.1",
  ];
  for (const text of good) assert.notEqual(parseAddress(text), null, text);
  const bad = [
    "",
    "1.2.3",
    "1.2.3.4.5",
    "256.0.0.1",
    "01.2.3.4",
    "1:2:3",
    "1::2::3",
    ":::",
    "1:2:3:4:5:6:7:8:9",
    "g::",
    "::12345",
  ];
  for (const text of [...bad, "[::1]", "1.2.3.4:80", "1:2:3:4:5:6:7:8::", "::1.2.3.4:5"]) {
    assert.equal(parseAddress(text), null, text);
  }
});

Deno.test("addresses: blocks hold what begins alike", () => {
  const holds = (block: string, address: string) =>
    holdsAddress(parseAddressBlock(block)!, parseAddress(address)!);
  const inside = [
    ["10.0.0.0/8", "10.255.0.1"],
    ["192.168.4.0/22", "192.168.7.255"],
    ["0.0.0.0/0", "203.0.113.9"],
    ["127.0.0.1", "::ffff:127.0.0.1"],
    ["2001:db8::/33", "2001:db8:7fff::1"],
    ["::/0", "10.0.0.1"],
    ["::1", "0:0:0:0:0:0:0:1"],
  ];
  for (const [block, address] of inside) assert.ok(holds(block, address), `${block} ${address}`);
  const outside = [
    ["10.0.0.0/8", "11.0.0.1"],
    ["192.168.4.0/22", "192.168.8.0"],
    ["0.0.0.0/0", "2001:db8::1"],
    ["127.0.0.1", "127.0.0.2"],
    ["2001:db8::/33", "2001:db8:8000::1"],
    ["::1", "127.0.0.1"],
  ];
  for (const [block, address] of outside) assert.ok(!holds(block, address), `${block} ${address}`);
  for (const text of ["10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/8/8", "x/8", "10.0.0.0/-1"]) {
    assert.equal(parseAddressBlock(text), null, text);
  }
});

Deno.test("addresses: a mapped IPv4 address is shown as IPv4", () => {
  assert.equal(plainAddress("::ffff:10.0.0.1"), "10.0.0.1");
  assert.equal(plainAddress("::ffff:a00:1"), "::ffff:a00:1");
  assert.equal(plainAddress("2001:db8::1"), "2001:db8::1");
});
