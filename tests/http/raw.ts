/** Bytes over TCP, for requests that no client library would send. */

export interface RawAnswer {
  /** 0: the connection was closed without an answer. */
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  /** Everything that came, of several answers too. */
  readonly all: string;
  readonly isClosed: boolean;
}

/** Latin-1 text as bytes: what is written here is what goes over the wire. */
function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/**
 * Sends the parts one after the other (a number waits that many milliseconds) and reads until the server closes the connection or `patience` milliseconds pass without an answer being complete.
 */
export async function sendRaw(
  port: number,
  parts: string | readonly (string | number)[],
  patience = 3000,
): Promise<RawAnswer> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  let all = "";
  let isClosed = false;
  const reading = (async () => {
    const buffer = new Uint8Array(65536);
    try {
      for (;;) {
        const count = await connection.read(buffer);
        if (count === null) break;
        all += new TextDecoder("latin1").decode(buffer.subarray(0, count));
        if (isComplete(all)) return;
      }
    } catch {
      // Reset by the server: what came before counts.
    }
    isClosed = true;
  })();
  try {
    for (const part of typeof parts === "string" ? [parts] : parts) {
      if (typeof part === "number") await new Promise((resolve) => setTimeout(resolve, part));
      else {for (let rest = bytesOf(part); rest.length > 0;) {
          rest = rest.subarray(await connection.write(rest));
        }}
    }
  } catch {
    // The server may refuse before everything is sent.
  }
  let timer = 0;
  await Promise.race([reading, new Promise((resolve) => timer = setTimeout(resolve, patience))]);
  clearTimeout(timer);
  connection.close();
  await reading;
  const [head = "", ...rest] = all.split("\r\n\r\n");
  const [first = "", ...lines] = head.split("\r\n");
  const headers = new Map(lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  }));
  return { status: Number(first.split(" ")[1] ?? 0), headers, body: rest.join("\r\n\r\n"), all, isClosed };
}

/** Whether the text ends with the announced body of its last answer, which is not an interim one. */
function isComplete(text: string): boolean {
  const start = text.lastIndexOf("HTTP/1.");
  const end = text.indexOf("\r\n\r\n", start);
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(start, end))?.[1];
  // Pipelined answers: the caller asks for the connection to be closed after the last.
  return end >= 0 && length !== undefined && !/\r\nconnection: close/i.test(text.slice(start, end)) &&
    text.length >= end + 4 + Number(length) && !text.slice(0, start).includes("HTTP/1.");
}
