/** The `http` namespace: the HTTP client (stdlib.md section 28). What sends is loaded by the first call. */
import { fail } from "../../src/runtime/failures/failure.ts";
import type { HttpClientResponse } from "../../src/runtime/http_client/client_response.ts";
import type { GivenRequest } from "../../src/runtime/http_client/client_request.ts";
import { addStandIn, standInCalls, type TestHttpCall } from "../../src/runtime/http_client/stand_ins.ts";
import { checkBool, checkMap, checkStr, typeError } from "../../src/runtime/operations/check_kind.ts";
import type { Int } from "../../src/runtime/operations/int.ts";
import { display } from "../../src/runtime/operations/display.ts";
import { isInt } from "../../src/runtime/values/float.ts";
import { Future } from "../../src/runtime/values/future.ts";
import { FitzMap } from "../../src/runtime/values/map.ts";

const DEFAULT_TIMEOUT_MS = 30_000;
const OPTIONS = ["method", "url", "headers", "body", "timeout_ms", "follow_redirects"];

function send(given: GivenRequest): Future {
  return new Future(async () => {
    const { sendRequest } = await import("../../src/runtime/http_client/send_request.ts");
    return await sendRequest(given);
  });
}

function timeoutOf(value: unknown): number {
  if (!isInt(value)) return typeError("Int", value);
  if (value <= 0) fail("run/bad-argument", `\`timeout_ms\` must be positive, found ${display(value)}`);
  return Number(value);
}

type Options = [headers?: FitzMap, timeoutMs?: Int, followsRedirects?: boolean];

function request(
  method: string,
  url: string,
  body: unknown,
  [headers = new FitzMap(), timeoutMs = DEFAULT_TIMEOUT_MS, followsRedirects = true]: Options,
): Future {
  return send({ method, url, headers, body, timeoutMs: timeoutOf(timeoutMs), followsRedirects });
}

const withoutBody = (method: string) => (url: string, ...options: Options): Future =>
  request(method, url, null, options);
const withBody = (method: string) => (url: string, body: unknown, ...options: Options): Future =>
  request(method, url, body, options);

/** `http.request({…})`: the same by name. */
function requestByMap(options: FitzMap): Future {
  for (const key of options.keys()) {
    if (typeof key !== "string" || !OPTIONS.includes(key)) {
      fail("run/bad-argument", `\`http.request\` has no option ${display(key)}`, [
        `the options are ${OPTIONS.join(", ")}`,
      ]);
    }
  }
  const given = <T>(key: string, check: (value: unknown) => T, otherwise: T): T =>
    options.has(key) ? check(options.get(key)) : otherwise;
  if (!options.has("url")) fail("run/bad-argument", "`http.request` needs the option `url`");
  return send({
    method: given("method", checkStr, "GET"),
    url: checkStr(options.get("url")),
    headers: given("headers", checkMap, new FitzMap()) as FitzMap,
    body: options.get("body") ?? null,
    timeoutMs: given("timeout_ms", timeoutOf, DEFAULT_TIMEOUT_MS),
    followsRedirects: given("follow_redirects", checkBool, true),
  });
}

const LOWEST_STATUS = 200;
const HIGHEST_STATUS = 599;

function on(
  method: string,
  urlPattern: string,
  status: Int = 200,
  json?: unknown,
  body?: string,
  headers: FitzMap = new FitzMap(),
): null {
  if (status < LOWEST_STATUS || status > HIGHEST_STATUS) {
    fail("run/bad-argument", `\`test.http.on\` cannot answer with the status ${status}`);
  }
  if (json !== undefined && body !== undefined) {
    fail("run/bad-argument", "an answer has one body: `json` or `body`");
  }
  addStandIn(
    method,
    urlPattern,
    Number(status),
    headers,
    json === undefined ? { text: body ?? "" } : { json },
  );
  return null;
}

export const implementations = {
  "test.http.on": on,
  "test.http.calls": standInCalls,
  "TestHttpCall.json": (call: TestHttpCall) => call.json(),
  "http.get": withoutBody("GET"),
  "http.head": withoutBody("HEAD"),
  "http.delete": withoutBody("DELETE"),
  "http.post": withBody("POST"),
  "http.put": withBody("PUT"),
  "http.patch": withBody("PATCH"),
  "http.request": requestByMap,
  "HttpClientResponse.is_ok": (response: HttpClientResponse): boolean => response.isOk(),
  "HttpClientResponse.json": (response: HttpClientResponse) => response.json(),
  "HttpClientResponse.bytes": (response: HttpClientResponse): Uint8Array => response.bytes(),
};
