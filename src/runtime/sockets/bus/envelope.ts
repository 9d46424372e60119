/**
 * The texts that nodes send each other: a line of JSON `[1, node, kind, …]`, then the frame where there is one. What another program says on the same channel is no
 * envelope, and passed over.
 */
import type { ConnectionRecord } from "../bus.ts";
import type { Frame } from "../transport.ts";

const PROTOCOL = 1;

/** A record on the wire: the node is that of the envelope. */
export type WireRecord = Omit<ConnectionRecord, "node">;

export type Message =
  /** Sign of life with the version of the node's state; `asks`: all others are to give one too. */
  | { readonly kind: "hello"; readonly version: number; readonly asks: boolean }
  | { readonly kind: "bye" }
  /** Asks a node for all of its state. */
  | { readonly kind: "want"; readonly from: string }
  /** All connections of the node at a version, in parts. */
  | {
    readonly kind: "snapshot";
    readonly version: number;
    readonly isFirst: boolean;
    readonly isLast: boolean;
    readonly records: readonly WireRecord[];
  }
  /** What makes `version` of the version before. */
  | {
    readonly kind: "change";
    readonly version: number;
    readonly records: readonly WireRecord[];
    readonly gone: readonly string[];
  }
  | {
    readonly kind: "cast";
    readonly template: string | null;
    readonly path: string | null;
    readonly rooms: readonly string[] | null;
    readonly except: readonly string[] | null;
    readonly frame: Frame;
  }
  | { readonly kind: "send"; readonly id: string; readonly frame: Frame }
  | { readonly kind: "disconnect"; readonly id: string; readonly code: number; readonly reason: string }
  /** A piece of an envelope that is too long for the transport. Frames and state are queues of their own: `isState` says of which. */
  | {
    readonly kind: "part";
    readonly isState: boolean;
    readonly index: number;
    readonly count: number;
    readonly text: string;
  };

export interface Envelope {
  /** Name of the sender. */
  readonly node: string;
  readonly message: Message;
}

/** @throws never; a text that is no envelope gives null */
export function decodeEnvelope(text: string): Envelope | null {
  const end = text.indexOf("\n");
  try {
    const header = JSON.parse(end < 0 ? text : text.slice(0, end));
    if (!Array.isArray(header) || header[0] !== PROTOCOL || typeof header[1] !== "string") return null;
    const message = messageOf(header, end < 0 ? "" : text.slice(end + 1));
    return message && { node: header[1], message };
  } catch {
    return null;
  }
}

export function encodeEnvelope(node: string, message: Message): string {
  const line = (...fields: unknown[]) => JSON.stringify([PROTOCOL, node, message.kind, ...fields]);
  switch (message.kind) {
    case "hello":
      return line(message.version, message.asks);
    case "bye":
      return line();
    case "want":
      return line(message.from);
    case "snapshot":
      return line(message.version, message.isFirst, message.isLast, message.records.map(packRecord));
    case "change":
      return line(message.version, message.records.map(packRecord), message.gone);
    case "cast": {
      const { template, path, rooms, except, frame } = message;
      return `${line(template, path, rooms, except, formOf(frame))}\n${bodyOf(frame)}`;
    }
    case "send":
      return `${line(message.id, formOf(message.frame))}\n${bodyOf(message.frame)}`;
    case "disconnect":
      return line(message.id, message.code, message.reason);
    case "part":
      return `${line(message.isState, message.index, message.count)}\n${message.text}`;
  }
}

function messageOf([, , kind, ...fields]: readonly any[], body: string): Message | null {
  switch (kind) {
    case "hello":
      return { kind, version: number(fields[0]), asks: fields[1] === true };
    case "bye":
      return { kind };
    case "want":
      return { kind, from: string(fields[0]) };
    case "snapshot": {
      const [version, isFirst, isLast, records] = fields;
      return {
        kind,
        version: number(version),
        isFirst: isFirst === true,
        isLast: isLast === true,
        records: records.map(unpackRecord),
      };
    }
    case "change":
      return {
        kind,
        version: number(fields[0]),
        records: fields[1].map(unpackRecord),
        gone: strings(fields[2]),
      };
    case "cast": {
      const [template, path, rooms, except, form] = fields;
      return {
        kind,
        template: template === null ? null : string(template),
        path: path === null ? null : string(path),
        rooms: rooms === null ? null : strings(rooms),
        except: except === null ? null : strings(except),
        frame: frameOf(form, body),
      };
    }
    case "send":
      return { kind, id: string(fields[0]), frame: frameOf(fields[1], body) };
    case "disconnect":
      return { kind, id: string(fields[0]), code: number(fields[1]), reason: string(fields[2]) };
    case "part":
      return {
        kind,
        isState: fields[0] === true,
        index: number(fields[1]),
        count: number(fields[2]),
        text: body,
      };
    default:
      return null;
  }
}

const TEXT = "text";
const BASE64 = "base64";

function formOf(frame: Frame): string {
  return typeof frame === "string" ? TEXT : BASE64;
}

function bodyOf(frame: Frame): string {
  return typeof frame === "string" ? frame : frame.toBase64();
}

function frameOf(form: unknown, body: string): Frame {
  return form === BASE64 ? Uint8Array.fromBase64(body) : body;
}

function packRecord({ id, template, path, user, ip, openedAt, rooms }: WireRecord): unknown[] {
  return [id, template, path, user, ip, openedAt, rooms];
}

function unpackRecord([id, template, path, user, ip, openedAt, rooms]: any[]): WireRecord {
  return {
    id: string(id),
    template: string(template),
    path: string(path),
    user: string(user),
    ip: string(ip),
    openedAt: number(openedAt),
    rooms: rooms.map(([name, joinedAt]: unknown[]) => [string(name), number(joinedAt)] as const),
  };
}

function string(value: unknown): string {
  if (typeof value !== "string") throw new TypeError("not a text");
  return value;
}

function number(value: unknown): number {
  if (typeof value !== "number") throw new TypeError("not a number");
  return value;
}

function strings(value: unknown): string[] {
  return (value as unknown[]).map(string);
}
