/** Who sent a request, by its connection and by the headers of proxies that are trusted: web.md 3.8, production.md 14. */
import { type AddressBlock, holdsAddress, parseAddress, plainAddress } from "../../syntax/address_block.ts";
import type { Exchange } from "./exchange.ts";

/** The request as it was sent to the first trusted proxy, or to us. */
export interface Client {
  readonly ip: string;
  readonly scheme: "http" | "https";
  /** What it called us: the `Host` header, or what a trusted proxy says it was. */
  readonly host: string | null;
}

/** One step of the way, as a proxy tells it; null where it says nothing. */
interface Hop {
  readonly address: string | null;
  readonly scheme: string | null;
  readonly host: string | null;
}

/** Address of the peer, or of its client behind trusted proxies. */
export function clientOf(exchange: Exchange): Client {
  const { settings } = exchange.server;
  const peer = exchange.info?.remoteAddr;
  const direct: Client = {
    ip: peer !== undefined && "hostname" in peer ? plainAddress(peer.hostname) : "127.0.0.1",
    scheme: settings.tls === null ? "http" : "https",
    host: exchange.header("host"),
  };
  const { trustedProxies } = settings;
  return trustedProxies.length > 0 && isTrusted(direct.ip, trustedProxies)
    ? behindProxies(exchange, direct, trustedProxies)
    : direct;
}

/** Goes back along the way, from the proxy next to us, as long as each step is told by one that is trusted. */
function behindProxies(exchange: Exchange, direct: Client, trusted: readonly AddressBlock[]): Client {
  const hops = hopsOf(exchange);
  let client = direct;
  for (const { address, scheme, host } of hops.reverse()) {
    const ip = address === null ? null : addressOf(address);
    client = {
      ip: ip ?? client.ip,
      scheme: scheme === "http" || scheme === "https" ? scheme : client.scheme,
      host: host ?? client.host,
    };
    // Who told of an unknown client, or of one that is no proxy of ours, is the last one to be believed.
    if (ip === null ? address !== null : !isTrusted(ip, trusted)) break;
  }
  return client;
}

/** The steps in their order: of `X-Forwarded-…`, and where there is none of those, of `Forwarded`. */
function hopsOf(exchange: Exchange): Hop[] {
  const addresses = listOf(exchange.header("x-forwarded-for"));
  const schemes = listOf(exchange.header("x-forwarded-proto"));
  const hosts = listOf(exchange.header("x-forwarded-host"));
  if (addresses.length + schemes.length + hosts.length === 0) {
    return listOf(exchange.header("forwarded")).map(forwardedHop);
  }
  const length = Math.max(addresses.length, 1);
  // Lists are extended at their ends, so they agree from there; a proxy that keeps only one value means the whole way.
  const at = (list: readonly string[], index: number): string | null =>
    list.length === 0 ? null : list[Math.max(list.length - length + index, 0)];
  return Array.from({ length }, (_, index) => ({
    address: addresses.length === 0 ? null : addresses[index],
    scheme: at(schemes, index)?.toLowerCase() ?? null,
    host: at(hosts, index),
  }));
}

function listOf(header: string | null): string[] {
  return header === null
    ? []
    : header.split(",").map((piece) => piece.trim()).filter((piece) => piece !== "");
}

/** An element of `Forwarded`: `for=192.0.2.43;proto=https;host=example.com` (RFC 7239). */
function forwardedHop(element: string): Hop {
  const pairs = new Map<string, string>();
  for (const pair of element.split(";")) {
    const equals = pair.indexOf("=");
    if (equals < 0) continue;
    const value = pair.slice(equals + 1).trim();
    pairs.set(pair.slice(0, equals).trim().toLowerCase(), value.replace(/^"(.*)"$/, "$1"));
  }
  return {
    address: pairs.get("for") ?? null,
    scheme: pairs.get("proto")?.toLowerCase() ?? null,
    host: pairs.get("host") ?? null,
  };
}

/** The address alone, from `192.0.2.1:4711`, `[2001:db8::1]:80` or a bare address; null for names such as `unknown`. */
function addressOf(text: string): string | null {
  const bare = /^\[([^\]]*)\](?::[0-9]+)?$/.exec(text)?.[1] ?? /^([0-9.]+):[0-9]+$/.exec(text)?.[1] ?? text;
  return parseAddress(bare) === null ? null : plainAddress(bare);
}

function isTrusted(ip: string, trusted: readonly AddressBlock[]): boolean {
  const address = parseAddress(ip);
  return address !== null && trusted.some((block) => holdsAddress(block, address));
}
