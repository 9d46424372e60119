/** The ws suite: starts the service for real, lets several clients talk to it over TCP, and writes down what each of them sees. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { currentHub } from "../../src/runtime/sockets/hub.ts";
import { compareWithFile, normalise } from "../harness/compare.ts";
import type { Case, SocketStep } from "../harness/discover.ts";
import { root, type Via } from "../harness/fitz.ts";
import { BINARY, CLOSE, type RawFrame, RawSocket, TEXT } from "../sockets/raw_socket.ts";
import { serveCase, takeStep } from "./http.ts";

const FRAME_MS = 8000;
const UNTIL_MS = 8000;

export async function runSockets(one: Case, via: Via): Promise<void> {
  await serveCase(one, via, async (port, stop) => {
    const talk = new Talk(port, one.settings.headers ?? [], stop);
    try {
      for (const step of one.settings.steps ?? []) await talk.take(step);
    } finally {
      talk.end();
    }
    if (via === "lib") await nothingIsLeft();
    compareWithFile(
      normalise(talk.text(), { CASE: one.folder, ROOT: root }).replaceAll(String(port), "[PORT]"),
      join(one.folder, "expected.ws"),
    );
  });
}

/** Connections, rooms, handlers and timers are gone when the clients are. */
async function nothingIsLeft(): Promise<void> {
  const none = { connections: 0, rooms: 0, handlers: 0, timers: 0 };
  const end = Date.now() + UNTIL_MS;
  while (JSON.stringify(currentHub()!.census()) !== JSON.stringify(none) && Date.now() < end) await pause(10);
  assert.deepEqual(currentHub()!.census(), none, "what is left when all clients have gone");
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The clients of a case and what they have seen. */
class Talk {
  readonly #clients = new Map<string, RawSocket>();
  /** Clients that have sent their close frame. */
  readonly #closed = new Set<string>();
  readonly #values = new Map<string, string>();
  #text = "";

  constructor(
    private readonly port: number,
    private readonly shown: readonly string[],
    private readonly stop: () => void,
  ) {}

  async take(step: SocketStep): Promise<void> {
    if (step.client === undefined) return await this.#other(step);
    if (step.wait) await pause(step.wait);
    const { client } = step;
    if (step.connect !== undefined) return await this.#connect(client, step);
    const socket = this.#clients.get(client);
    assert.ok(socket, `${client} is not connected`);
    if (step.expect !== undefined) await this.#expect(client, socket, step);
    else if (step.silent !== undefined) await this.#silent(client, socket, step.silent);
    else if (step.pings) this.#line(client, socket.pings > 0 ? "was pinged" : "was not pinged");
    else if (step.drop) {
      socket.drop();
      this.#line(client, "drops the connection");
    } else if (step.close !== undefined) {
      this.#closed.add(client);
      this.#line(client, `> close ${closeText(step.close ?? 1005, step.reason ?? "")}`);
      await socket.close(step.close ?? undefined, step.reason);
    } else await this.#send(client, socket, step);
  }

  /** Everything that was seen, values by their names. */
  text(): string {
    let text = this.#text;
    for (const [name, value] of this.#values) text = text.replaceAll(value, `$${name}`);
    return text.replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "[ID]");
  }

  end(): void {
    for (const socket of this.#clients.values()) socket.drop();
  }

  #line(client: string, text: string): void {
    this.#text += `${client} ${text}\n`;
  }

  async #other(step: SocketStep): Promise<void> {
    if (step.stop) {
      this.stop();
      this.#text += "the service is asked to stop\n";
    } else if (step.path === undefined && step.raw === undefined) await pause(step.wait ?? 0);
    else await this.#request(step.path === undefined ? step : { ...step, path: this.#filled(step.path) });
  }

  async #request(step: SocketStep): Promise<void> {
    const end = Date.now() + UNTIL_MS;
    const filled = step.json === undefined
      ? step
      : { ...step, json: JSON.parse(this.#filled(JSON.stringify(step.json))) };
    let answer = await takeStep(filled, this.port, this.shown);
    while (step.until !== undefined && bodyOf(answer) !== step.until && Date.now() < end) {
      await pause(20);
      answer = await takeStep(filled, this.port, this.shown);
    }
    this.#text += answer;
  }

  async #connect(client: string, step: SocketStep): Promise<void> {
    const path = this.#filled(step.connect!);
    const opened = await RawSocket.open(this.port, path, {
      ...(step.headers ? { headers: step.headers } : {}),
      answersPings: step.pongs !== false,
    });
    if (opened instanceof RawSocket) {
      this.#clients.get(client)?.drop();
      this.#clients.set(client, opened);
      this.#closed.delete(client);
      const protocol = opened.headers["sec-websocket-protocol"];
      this.#line(client, `connects to ${path}${protocol === undefined ? "" : ` as ${protocol}`}`);
      return;
    }
    const fields = ["upgrade", "www-authenticate", "allow", "content-type", ...this.shown]
      .flatMap((name) => name in opened.headers ? [`  ${name}: ${opened.headers[name]}\n`] : []).join("");
    this.#line(client, `is refused at ${path}: ${opened.status}\n${fields}  ${opened.body}`);
  }

  async #send(client: string, socket: RawSocket, step: SocketStep): Promise<void> {
    const { text, bytes, times = 1 } = step;
    const content = bytes !== undefined
      ? Uint8Array.fromBase64(bytes)
      : this.#filled(text ?? JSON.stringify(step.send));
    const payload = typeof content === "string" ? new TextEncoder().encode(content) : content;
    const opcode = step.opcode ?? (bytes === undefined ? TEXT : BINARY);
    const isWhole = step.opcode === undefined && step.last === undefined;
    this.#line(
      client,
      `> ${isWhole ? "" : `(opcode ${opcode}${step.last === false ? ", unfinished" : ""}) `}${
        shortened(typeof content === "string" ? content : `${payload.length} bytes`)
      }${times > 1 ? ` (${times} times${step.answered ? ", one frame read after each" : ""})` : ""}`,
    );
    for (let i = 0; i < times; i++) {
      await socket.sendFrame(opcode, payload, step.last !== false);
      if (step.answered) assert.equal((await socket.next(FRAME_MS))?.opcode, TEXT);
    }
  }

  async #expect(client: string, socket: RawSocket, { expect, as }: SocketStep): Promise<void> {
    for (let i = 0; expect === "end" || i < expect!; i++) {
      const frame = await socket.next(FRAME_MS);
      if (frame === null) return this.#line(client, "< (the connection has ended)");
      this.#line(client, `< ${frameText(frame)}`);
      if (as !== undefined) this.#values.set(as, JSON.parse(decoder.decode(frame.payload)));
      if (frame.opcode === CLOSE && !this.#closed.has(client)) {
        this.#closed.add(client);
        await socket.sendFrame(CLOSE, frame.payload).catch(() => {});
      }
    }
  }

  async #silent(client: string, socket: RawSocket, milliseconds: number): Promise<void> {
    const isSilent = await socket.isSilent(milliseconds);
    this.#line(client, isSilent ? "< (nothing)" : "< (something)");
  }

  /** With names and repetitions replaced by what they stand for. */
  #filled(text: string): string {
    return text.replace(/\[(.)\*(\d+)\]/gu, (_, character: string, count) => character.repeat(Number(count)))
      .replace(/\$(\w+)/g, (whole, name) => this.#values.get(name) ?? whole);
  }
}

const decoder = new TextDecoder();

function frameText({ opcode, payload }: RawFrame): string {
  if (opcode === TEXT) return shortened(decoder.decode(payload));
  if (opcode === BINARY) return `${payload.length} bytes: ${payload.subarray(0, 32).toHex()}`;
  if (opcode !== CLOSE) return `opcode ${opcode}`;
  const code = payload.length < 2 ? 1005 : (payload[0]! << 8) | payload[1]!;
  return `close ${closeText(code, decoder.decode(payload.subarray(2)))}`;
}

const closeText = (code: number, reason: string) => reason === "" ? `${code}` : `${code} ${reason}`;

/** Long repetitions as a case writes them. */
function shortened(text: string): string {
  return text.replace(/(.)\1{49,}/gsu, (run, character) => `[${character}*${run.length / character.length}]`);
}

/** The body in the text of an answer. */
function bodyOf(answer: string): string {
  return answer.slice(answer.indexOf("\n\n") + 2).trim();
}
