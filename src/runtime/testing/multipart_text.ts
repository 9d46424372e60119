/** Multipart bodies of test requests, as browsers write them. */
import { display } from "../operations/display.ts";
import { typeError } from "../operations/check_kind.ts";
import { FitzFile } from "../values/file.ts";
import type { FitzMap } from "../values/map.ts";

const encoder = new TextEncoder();

/** A body of texts and files; a list gives its name several times. @throws Failure `run/type` for a file that is none */
export function multipartBody(
  texts: FitzMap | undefined,
  files: FitzMap,
): { body: Uint8Array; type: string } {
  const boundary = `fitz-${crypto.randomUUID()}`;
  const pieces: Uint8Array[] = [];
  const add = (headers: string, content: Uint8Array) =>
    pieces.push(encoder.encode(`--${boundary}\r\n${headers}\r\n\r\n`), content, encoder.encode("\r\n"));
  for (const [name, text] of entries(texts)) {
    add(`Content-Disposition: form-data; name="${escaped(name)}"`, encoder.encode(display(text)));
  }
  for (const [name, file] of entries(files)) {
    if (!(file instanceof FitzFile)) typeError("File", file);
    const disposition = `Content-Disposition: form-data; name="${escaped(name)}"; filename="${
      escaped(file.name ?? "")
    }"`;
    const type = file.content_type === null ? "" : `\r\nContent-Type: ${file.content_type}`;
    add(disposition + type, file.content);
  }
  pieces.push(encoder.encode(`--${boundary}--\r\n`));
  return { body: joined(pieces), type: `multipart/form-data; boundary=${boundary}` };
}

function entries(map: FitzMap | undefined): [string, unknown][] {
  return [...map ?? []].flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one): [string, unknown] => [display(name), one])
  );
}

function escaped(name: string): string {
  return name.replaceAll('"', "%22").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const body = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    body.set(piece, at);
    at += piece.length;
  }
  return body;
}
