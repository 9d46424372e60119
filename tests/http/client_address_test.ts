/** The client behind proxies: web.md 3.8, production.md 14. */
import assert from "node:assert/strict";
import { clientOf } from "../../src/runtime/http/client_address.ts";
import type { Exchange } from "../../src/runtime/http/exchange.ts";
import type { HttpProgram } from "../../src/runtime/http/http_program.ts";
import { HttpServer } from "../../src/runtime/http/http_server.ts";
import { type GivenSettings, serverSettings } from "../../src/runtime/http/settings.ts";
import { setHost } from "../../src/runtime/host/host.ts";
import { capturingHost } from "../harness/run_source.ts";

setHost(capturingHost([], { cwd: Deno.cwd() }).host);

/** `ip scheme host` of a request from `peer`, as a server with these settings sees it. */
function seen(given: GivenSettings, peer: string, headers: Record<string, string>): string {
  const settings = serverSettings(given);
  let found = "";
  const program: HttpProgram = {
    routes: [],
    settings: () => settings,
    dispatch(exchange: Exchange) {
      const { ip, scheme, host } = clientOf(exchange);
      found = `${ip} ${scheme} ${host}`;
      return exchange.json("null");
    },
    answerRules: null,
    healthz: null,
    readyz: null,
    usesTraceContext: false,
  };
  const server = new HttpServer(program, settings, { openapi: () => "{}" });
  const remoteAddr: Deno.NetAddr = { transport: "tcp", hostname: peer, port: 4711 };
  server.handle(new Request("http://own/", { headers: { host: "own", ...headers } }), { remoteAddr });
  return found;
}

const PROXIES = { trusted_proxies: ["10.0.0.0/8", "2001:db8::/32"] };

function cases(given: GivenSettings, rows: readonly [string, Record<string, string>, string][]): void {
  for (const [peer, headers, expected] of rows) {
    assert.equal(seen(given, peer, headers), expected, JSON.stringify([peer, headers]));
  }
}

Deno.test("client: nobody is trusted by default", () =>
  cases({}, [
    ["10.0.0.1", {}, "10.0.0.1 http own"],
    ["10.0.0.1", { "x-forwarded-for": "1.2.3.4", "x-forwarded-proto": "https" }, "10.0.0.1 http own"],
    ["10.0.0.1", { forwarded: "for=1.2.3.4;proto=https;host=a" }, "10.0.0.1 http own"],
    ["::ffff:10.0.0.1", {}, "10.0.0.1 http own"],
  ]));

Deno.test("client: only trusted peers are believed", () =>
  cases(PROXIES, [
    ["11.0.0.1", { "x-forwarded-for": "1.2.3.4", "x-forwarded-proto": "https" }, "11.0.0.1 http own"],
    ["10.0.0.1", { "x-forwarded-for": "1.2.3.4", "x-forwarded-proto": "https" }, "1.2.3.4 https own"],
    ["::ffff:10.0.0.1", { "x-forwarded-for": "1.2.3.4" }, "1.2.3.4 http own"],
    ["2001:db8::9", { "x-forwarded-for": "2001:DB9::1" }, "2001:DB9::1 http own"],
    ["10.0.0.1", {}, "10.0.0.1 http own"],
  ]));

Deno.test("client: the rightmost address that is not trusted", () =>
  cases(PROXIES, [
    ["10.0.0.1", { "x-forwarded-for": "6.6.6.6, 1.2.3.4, 10.0.0.2" }, "1.2.3.4 http own"],
    ["10.0.0.1", { "x-forwarded-for": "10.0.0.3, 10.0.0.2" }, "10.0.0.3 http own"],
    ["10.0.0.1", { "x-forwarded-for": "1.2.3.4:5678" }, "1.2.3.4 http own"],
    ["10.0.0.1", { "x-forwarded-for": "[2001:db9::1]:80, [2001:db8::5]" }, "2001:db9::1 http own"],
    // Behind what is no address nothing is known.
    ["10.0.0.1", { "x-forwarded-for": "1.2.3.4, unknown, 10.0.0.2" }, "10.0.0.2 http own"],
    ["10.0.0.1", { "x-forwarded-for": "<script>" }, "10.0.0.1 http own"],
    ["10.0.0.1", { "x-forwarded-for": " , " }, "10.0.0.1 http own"],
  ]));

Deno.test("client: scheme and host belong to the same step", () =>
  cases(PROXIES, [
    [
      "10.0.0.1",
      { "x-forwarded-proto": "HTTPS", "x-forwarded-host": "shop.example" },
      "10.0.0.1 https shop.example",
    ],
    ["10.0.0.1", { "x-forwarded-proto": "gopher" }, "10.0.0.1 http own"],
    [
      "10.0.0.1",
      { "x-forwarded-for": "6.6.6.6, 1.2.3.4, 10.0.0.2", "x-forwarded-proto": "https, https, http" },
      "1.2.3.4 https own",
    ],
    // A client cannot put its own word before that of the proxy.
    [
      "10.0.0.1",
      { "x-forwarded-for": "6.6.6.6, 1.2.3.4", "x-forwarded-proto": "https, http" },
      "1.2.3.4 http own",
    ],
  ]));

Deno.test("client: Forwarded, where nothing of X-Forwarded is there", () =>
  cases(PROXIES, [
    ["10.0.0.1", { forwarded: "for=1.2.3.4;proto=https;host=shop.example" }, "1.2.3.4 https shop.example"],
    ["10.0.0.1", { forwarded: 'For="[2001:db9::1]:4711", for=10.0.0.2;proto=http' }, "2001:db9::1 http own"],
    [
      "10.0.0.1",
      { forwarded: 'for=6.6.6.6, for="1.2.3.4:80";proto=https, for=10.0.0.2' },
      "1.2.3.4 https own",
    ],
    ["10.0.0.1", { forwarded: "for=_hidden;proto=https" }, "10.0.0.1 https own"],
    ["10.0.0.1", { forwarded: "for=1.2.3.4", "x-forwarded-proto": "https" }, "10.0.0.1 https own"],
    ["10.0.0.1", { forwarded: "nonsense" }, "10.0.0.1 http own"],
  ]));

Deno.test("client: the scheme of a server with TLS", () =>
  cases({ tls_cert: "c.pem", tls_key: "k.pem", ...PROXIES }, [
    ["1.2.3.4", {}, "1.2.3.4 https own"],
    ["10.0.0.1", { "x-forwarded-proto": "http" }, "10.0.0.1 http own"],
  ]));
