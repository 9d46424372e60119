import { fail } from "../../src/runtime/failures/failure.ts";
import {
  requestBody,
  requestForm,
  requestJson,
  requestQueryAll,
  requestText,
} from "../../src/runtime/http/request.ts";
import { FitzResponse } from "../../src/runtime/http/response.ts";
import { contentTypeOf } from "../../src/runtime/http/media_types.ts";
import { encodeJson } from "../../src/runtime/json/encode.ts";
import { FitzMap } from "../../src/runtime/values/map.ts";

type Int = number | bigint;

function redirectTo(url: string, status: Int = 302): FitzResponse {
  if (status < 300 || status > 399) {
    fail("run/bad-argument", `a redirect has a status from 300 to 399, found ${status}`);
  }
  const headers = new FitzMap();
  headers.set("Location", url);
  return new FitzResponse(status, "text/plain; charset=utf-8", headers);
}

function html(text: string, status: Int = 200): FitzResponse {
  return new FitzResponse(status, "text/html; charset=utf-8", new FitzMap(), text);
}

function text(text: string, status: Int = 200): FitzResponse {
  return new FitzResponse(status, "text/plain; charset=utf-8", new FitzMap(), text);
}

function jsonResponse(value: unknown, status: Int = 200, headers: FitzMap = new FitzMap()): FitzResponse {
  return new FitzResponse(status, "application/json", headers, encodeJson(value));
}

function created(value: unknown, location: string | null = null): FitzResponse {
  const headers = new FitzMap();
  if (location !== null) headers.set("Location", location);
  return new FitzResponse(201, "application/json", headers, encodeJson(value));
}

function file(path: string, download: string | null = null): FitzResponse {
  let bytes: Uint8Array;
  try {
    bytes = Deno.readFileSync(path);
  } catch {
    return error(404)("not found");
  }
  const headers = new FitzMap();
  if (download !== null) headers.set("Content-Disposition", attachment(download));
  return new FitzResponse(200, contentTypeOf(path), headers, "", bytes);
}

/** The plain form for names of ASCII, with the encoded form (RFC 6266) for others. */
function attachment(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\]/g, "_");
  return plain === name
    ? `attachment; filename="${name}"`
    : `attachment; filename="${plain}"; filename*=UTF-8''${
      encodeURIComponent(name).replace(/['()*]/g, percent)
    }`;
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function bytesResponse(bytes: Uint8Array, contentType = "application/octet-stream"): FitzResponse {
  return new FitzResponse(200, contentType, new FitzMap(), "", bytes);
}

const error = (status: number) => (message: string): FitzResponse =>
  new FitzResponse(status, "application/json", new FitzMap(), `{"error":${JSON.stringify(message)}}`);

export const implementations = {
  "Request.query_all": requestQueryAll,
  "Request.body": requestBody,
  "Request.text": requestText,
  "Request.json": requestJson,
  "Request.form": requestForm,
  "redirect_to": redirectTo,
  "html": html,
  "text": text,
  "json_response": jsonResponse,
  "no_content": (): FitzResponse => new FitzResponse(204),
  "created": created,
  "file": file,
  "bytes_response": bytesResponse,
  "bad_request": error(400),
  "unauthorized": error(401),
  "forbidden": error(403),
  "not_found": error(404),
  "conflict": error(409),
  "unprocessable": error(422),
  "too_many_requests": error(429),
  "server_error": error(500),
};
