/** What frames mean to one endpoint: realtime.md 3, 6. */
import { fail } from "../failures/failure.ts";
import { decodeText, type NativeDecoder } from "../json/decode_text.ts";
import { encodeJson } from "../json/encode.ts";
import type { JsonSyntaxProblem } from "../json/node.ts";
import { DecodeProblems } from "../json/problem.ts";
import { scanJson } from "../json/scan.ts";
import type { Shape } from "../json/shape.ts";
import { typeName } from "../operations/type_name.ts";
import { type EnumInfo, EnumValue } from "../values/enum_value.ts";
import type { Frame } from "./transport.ts";
import { WsError } from "./ws_error.ts";

/** Makes values of the program out of frames. */
export type Incoming = (frame: Frame) => unknown | WsError;
/** Makes frames out of values; raises a failure where the value has no such form. */
export type Outgoing = (value: unknown) => Frame;

/** The kind of an endpoint's outgoing frames, for `ws.broadcast_all`. */
export type FrameKind = "json" | "binary" | "frame";

const INVALID_DATA = 1007;
const UNACCEPTABLE = 1003;

/** JSON text frames of one type. */
export function jsonIncoming(native: NativeDecoder, shape: Shape, subject: string): Incoming {
  return (frame) => {
    if (typeof frame !== "string") {
      return new WsError("invalid", "expected a text frame, received binary", UNACCEPTABLE);
    }
    const value = decodeText(frame, native, shape, subject);
    return value instanceof DecodeProblems
      ? new WsError("invalid", problemText(frame, value), INVALID_DATA)
      : value;
  };
}

function problemText(frame: string, problems: DecodeProblems): string {
  if (problems.problems.length > 0 || !problems.whole?.startsWith("invalid JSON")) return problems.text();
  if (frame === "") return "frame is not valid JSON: it is empty";
  const { reason, line, column } = scanJson(frame) as JsonSyntaxProblem;
  return `frame is not valid JSON: ${reason} at line ${line}, column ${column}`;
}

export const binaryIncoming: Incoming = (frame) =>
  typeof frame === "string"
    ? new WsError("invalid", "expected a binary frame, received text", UNACCEPTABLE)
    : frame;

export const WS_FRAME: EnumInfo = {
  name: "WsFrame",
  variants: [{ name: "Text", payload: ["text"] }, { name: "Binary", payload: ["bytes"] }],
};

/** The enum as emitted code names it. */
export const WS_FRAME_ENUM = { info: WS_FRAME };

/** Both kinds, unparsed. */
export const anyIncoming: Incoming = (frame) =>
  new EnumValue(WS_FRAME, typeof frame === "string" ? 0 : 1, [frame]);

/** JSON text frames, written by an encoder made for the type; values of other kinds by the general one. */
export function jsonOutgoing(encode: (value: unknown) => string = encodeJson): Outgoing {
  return encode;
}

export const binaryOutgoing: Outgoing = (value) =>
  value instanceof Uint8Array
    ? value
    : fail("run/type", `a binary endpoint sends \`Bytes\`, found \`${typeName(value)}\``);

export const anyOutgoing: Outgoing = (value) =>
  value instanceof EnumValue && value.info.name === WS_FRAME.name
    ? value.payload[0] as Frame
    : fail("run/type", `this endpoint sends \`WsFrame\`, found \`${typeName(value)}\``);

const encoder = new TextEncoder();

/** Whether a frame has more than `limit` bytes. */
export function isLargerThan(frame: Frame, limit: number): boolean {
  if (typeof frame !== "string") return frame.length > limit;
  if (frame.length > limit) return true;
  // A UTF-16 unit makes at most three bytes.
  return frame.length * 3 > limit && encoder.encode(frame).length > limit;
}
