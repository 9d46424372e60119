/** Answers that are sent piece by piece (web.md section 10). */
import { fail } from "../../src/runtime/failures/failure.ts";
import { retryText } from "../../src/runtime/http/streaming/event_text.ts";
import {
  type ChunkOut,
  ChunkSource,
  type EventOut,
  EventStream,
} from "../../src/runtime/http/streaming/stream_source.ts";
import { FitzResponse } from "../../src/runtime/http/response.ts";
import { encodeJson } from "../../src/runtime/json/encode.ts";
import { typeError } from "../../src/runtime/operations/check_kind.ts";
import { checkCallback } from "../../src/runtime/operations/function_value.ts";
import type { Int } from "../../src/runtime/operations/int.ts";
import { FitzMap } from "../../src/runtime/values/map.ts";
import type { Result } from "../../src/runtime/values/result.ts";

const KEEP_ALIVE_SECONDS = 15;

/** @param encode the encoder made for the type of the events, where the compiler knows one that is worth it */
function sse(
  produce: unknown,
  keepAlive: Int = KEEP_ALIVE_SECONDS,
  retry: Int | null = null,
  encode: (value: unknown) => string = encodeJson,
): EventStream {
  const seconds = notNegative("keepalive_secs", keepAlive);
  const prelude = retry === null ? "" : retryText(notNegative("retry_ms", retry));
  return new EventStream(checkCallback(produce, 1), encode, prelude, seconds);
}

function notNegative(name: string, value: Int): number {
  if (value < 0) fail("run/bad-argument", `\`${name}\` must be at least 0, found ${value}`);
  return Number(value);
}

function stream(
  produce: unknown,
  contentType = "application/octet-stream",
  status: Int = 200,
  headers: FitzMap = new FitzMap(),
): FitzResponse {
  const response = new FitzResponse(status, contentType, headers);
  response.stream = new ChunkSource(checkCallback(produce, 1));
  return response;
}

function write(out: ChunkOut, piece: unknown): Result | Promise<Result> {
  if (typeof piece === "string" || piece instanceof Uint8Array) return out.stream.write(piece);
  return typeError("Str or Bytes", piece);
}

export const implementations = {
  "sse": sse,
  "SseOut.send": (out: EventOut, value: unknown, event: string | null = null, id: unknown = null) =>
    out.send(value, event, id),
  "SseOut.comment": (out: EventOut, text: string) => out.comment(text),
  "SseOut.is_open": (out: EventOut): boolean => out.stream.isOpen,
  "SseOut.close": (out: EventOut) => out.stream.close(),
  "stream": stream,
  "StreamOut.write": write,
  "StreamOut.is_open": (out: ChunkOut): boolean => out.stream.isOpen,
  "StreamOut.close": (out: ChunkOut) => out.stream.close(),
};
