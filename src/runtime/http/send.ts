/** What a handler returned, as the answer: web.md 8.1–8.4. Generated routes send the common case themselves and come here with everything else. */
import { encodeJson } from "../json/encode.ts";
import { Future } from "../values/future.ts";
import { Instance } from "../values/instance.ts";
import { FitzMap } from "../values/map.ts";
import { Err, Ok } from "../values/result.ts";
import { makeResponse } from "./deno_server_objects.ts";
import type { Exchange } from "./exchange.ts";
import { addHeaders, type Cookie, cookieText, FitzResponse, mediaType } from "./response.ts";
import { startStream } from "./streaming/start_stream.ts";
import { EventStream } from "./streaming/stream_source.ts";

const MIN_STATUS = 200;
const MAX_STATUS = 599;

/** The answer for a value in uniform form. */
export function sendAny(exchange: Exchange, value: unknown): Response | Promise<Response> {
  return value instanceof Future
    ? value.start().then((result) => sendSettled(exchange, result))
    : sendSettled(exchange, value);
}

/** The same where no Future can come. */
export function sendSettled(exchange: Exchange, value: unknown): Response | Promise<Response> {
  if (value instanceof FitzResponse) return sendResponse(exchange, value);
  if (value instanceof Err) return sendErr(exchange, value.value);
  if (value instanceof Ok) {
    const inner = value.value;
    return inner instanceof FitzResponse
      ? sendResponse(exchange, inner)
      : inner instanceof EventStream
      ? sendResponse(exchange, eventResponse(inner))
      : exchange.json(encodeJson(inner));
  }
  if (value instanceof EventStream) return sendResponse(exchange, eventResponse(value));
  return exchange.json(encodeJson(value));
}

/** A `Response` of the program. */
export function sendResponse(exchange: Exchange, response: FitzResponse): Response | Promise<Response> {
  return writeResponse(exchange, validResponse(exchange, response));
}

/** The `Response` itself, or the error body in its place when its fields contradict each other. A 5xx is reported. */
export function validResponse(exchange: Exchange, response: FitzResponse): FitzResponse {
  const { status, body_bytes: bytes, body } = response;
  if (!isStatus(status)) {
    return errorResponse(
      500,
      `Response.status out of range: ${status} (must be in ${MIN_STATUS}..${MAX_STATUS})`,
    );
  }
  if (bytes !== null && body !== "") {
    return errorResponse(500, "Response: cannot set both `body` and `body_bytes` — pick one.");
  }
  if (status >= 500) exchange.server.reportErr(exchange, body === "" ? `status ${status}` : body, status);
  return response;
}

/** A `Response` that `validResponse` gave. */
export function writeResponse(exchange: Exchange, response: FitzResponse): Response | Promise<Response> {
  const status = Number(response.status);
  const hasBody = status !== 204 && status !== 304;
  const headers = exchange.answerHeaders(null);
  if (hasBody) headers.push(["content-type", mediaType(response.content_type)]);
  if (response.headers.size > 0) addHeaders(headers, response.headers);
  for (const cookie of response.cookies) headers.push(["set-cookie", cookieText(cookie as Cookie)]);
  const { body_bytes: bytes, body, stream } = response;
  if (stream !== null && hasBody && bytes === null && body === "") {
    return startStream(exchange, stream, status, headers, sendErr);
  }
  return makeResponse(status, headers, hasBody ? bytes ?? body : null);
}

/** Server-sent events as a Response: what middlewares see of them. */
export function eventResponse(stream: EventStream): FitzResponse {
  const headers = new FitzMap([["cache-control", "no-cache"], ["x-accel-buffering", "no"]]);
  const response = new FitzResponse(200, "text/event-stream", headers);
  response.stream = stream;
  return response;
}

/** An `Err` that left the handler. */
export function sendErr(exchange: Exchange, error: unknown): Response | Promise<Response> {
  return writeResponse(exchange, errResponse(exchange, error));
}

/** The same as a `Response` of the program. */
export function errResponse(exchange: Exchange, error: unknown): FitzResponse {
  if (error instanceof FitzResponse) return validResponse(exchange, error);
  if (error instanceof Instance) {
    if (error.info.answer) return libraryErr(exchange, error, error.info.answer(error));
    const hasStatus = error.info.fields.some((field) => field.name === "status");
    const status = hasStatus ? (error as unknown as { status: unknown }).status : null;
    if (typeof status === "number" || typeof status === "bigint") {
      const answer = isStatus(status) ? jsonResponse(status, encodeJson(error)) : errorResponse(
        500,
        `invalid status code in Err: ${status} (must be in ${MIN_STATUS}..${MAX_STATUS})`,
      );
      const answered = Number(answer.status);
      if (answered >= 500) exchange.server.reportErr(exchange, error, answered);
      return answer;
    }
  }
  exchange.server.reportErr(exchange, error, 500);
  return jsonResponse(500, `{"error":${encodeJson(error)}}`);
}

/** An `Err` of the library with an answer of its own. */
function libraryErr(
  exchange: Exchange,
  error: Instance,
  { status, message }: { readonly status: number; readonly message: string | null },
): FitzResponse {
  if (status >= 500) exchange.server.reportErr(exchange, error, status);
  if (message !== null) return errorResponse(status, message);
  return jsonResponse(status, `{"error":"internal error","trace_id":"${exchange.traceId}"}`);
}

/** JSON text as a `Response` of the program. */
export function jsonResponse(status: number | bigint, text: string): FitzResponse {
  return new FitzResponse(status, "application/json", new FitzMap(), text);
}

/** An error body as a `Response` of the program. */
export function errorResponse(status: number, message: string): FitzResponse {
  return jsonResponse(status, `{"error":${JSON.stringify(message)}}`);
}

function isStatus(status: number | bigint): status is number {
  return typeof status === "number" && status >= MIN_STATUS && status <= MAX_STATUS;
}

/** `return <status> {…}`: a Response, so that a handler called as a function gives one too. */
export function statusResponse(status: number | bigint, body: unknown): FitzResponse {
  return jsonResponse(status, encodeJson(body));
}
