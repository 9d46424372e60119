/** `info` of both documents: web.md 19.2. */
import type { App } from "../../app/manifest.ts";
import type { JsonSchema } from "./schemas.ts";

export function infoOf({ server }: App): JsonSchema {
  return {
    title: server?.title ?? "Fitz API",
    version: server?.apiVersion ?? "0.1.0",
    ...(server?.description == null ? {} : { description: server.description }),
  };
}
