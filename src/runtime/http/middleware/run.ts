/** What generated routes call around middleware functions: web.md 13.2, 13.3. */
import { fail } from "../../failures/failure.ts";
import { encodeJson } from "../../json/encode.ts";
import { typeName } from "../../operations/type_name.ts";
import { Future } from "../../values/future.ts";
import { Err, Ok } from "../../values/result.ts";
import type { Exchange } from "../exchange.ts";
import { internalError } from "../http_server.ts";
import { FitzResponse } from "../response.ts";
import {
  errorResponse,
  errResponse,
  eventResponse,
  jsonResponse,
  sendResponse,
  validResponse,
  writeResponse,
} from "../send.ts";
import { EventStream } from "../streaming/stream_source.ts";

/** The answer to what a middleware before the handler gave: anything but `null`. */
export function preAnswer(exchange: Exchange, name: string, value: unknown): Response | Promise<Response> {
  exchange.running = null;
  return sendResponse(
    exchange,
    value instanceof FitzResponse ? value : unexpected(
      name,
      value,
      "it must return `null` to continue or `return <status> { ... }` to short-circuit",
    ),
  );
}

function unexpected(name: string, value: unknown, rule: string): FitzResponse {
  return errorResponse(
    500,
    `middleware '${name}' returned an unexpected value (${typeName(value)}); ${rule}`,
  );
}

/** The `Response` that middlewares see of what a handler gave, in uniform form. */
export function handlerResponse(exchange: Exchange, value: unknown): FitzResponse | Promise<FitzResponse> {
  return value instanceof Future
    ? value.start().then((result) => settledResponse(exchange, result))
    : settledResponse(exchange, value);
}

function settledResponse(exchange: Exchange, value: unknown): FitzResponse {
  if (value instanceof Err) return errResponse(exchange, value.value);
  const plain = value instanceof Ok ? value.value : value;
  if (plain instanceof EventStream) return eventResponse(plain);
  return plain instanceof FitzResponse
    ? validResponse(exchange, plain)
    : jsonResponse(200, encodeJson(plain));
}

/** The same for JSON text that generated code has made. */
export function encodedResponse(text: string): FitzResponse {
  return jsonResponse(200, text);
}

/** The `Response` that a middleware around or after the handler gave. */
export function middlewareResponse(exchange: Exchange, name: string, value: unknown): FitzResponse {
  if (value instanceof Err) return errResponse(exchange, value.value);
  const plain = value instanceof Ok ? value.value : value;
  const response = plain instanceof FitzResponse
    ? plain
    : unexpected(name, value, "it must return a `Response`");
  return validResponse(exchange, response);
}

/** The `Response` for a run-time failure of the handler, or of the middleware `name`. */
export function failureResponse(exchange: Exchange, error: unknown, name: string | null): FitzResponse {
  exchange.running = name;
  exchange.server.reportFailure(exchange, error);
  exchange.running = null;
  return jsonResponse(500, internalError(exchange));
}

/** The answer after the last middleware. */
export function finishResponse(exchange: Exchange, response: FitzResponse): Response | Promise<Response> {
  return writeResponse(exchange, response);
}

type Run = () => Promise<FitzResponse>;

/**
 * `next` of a middleware around something that waits. Its calls in the middleware itself await `run`; handed to other code it cannot be called, because nothing would wait there.
 */
export function waitingNext(run: Run): () => FitzResponse {
  const next = () =>
    fail("run/bad-argument", "`next` waits for the handler: it can be called in the middleware only");
  return Object.assign(next, { run });
}
