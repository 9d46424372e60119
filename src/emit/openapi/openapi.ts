/** The OpenAPI 3.1 document of an App: web.md 19. A pure function of the manifest; `fitz openapi` and `/openapi.json` give the same bytes. */
import type { App } from "../../app/manifest.ts";
import { infoOf } from "./info.ts";
import { operation } from "./operation.ts";
import { type JsonSchema, typeSchema } from "./schemas.ts";
import { BEARER, BEARER_SCHEME } from "./security.ts";

export function openapi(app: App): JsonSchema {
  const { server } = app;
  const paths: Record<string, JsonSchema> = {};
  for (const route of app.routes) {
    (paths[route.path] ??= {})[route.verb.toLowerCase()] = operation(app, route);
  }
  const isGuarded = app.routes.some((route) => route.guard !== null);
  const schemas = Object.fromEntries(app.types.map((type) => [type.name, typeSchema(type)]));
  return {
    openapi: "3.1.0",
    info: infoOf(app),
    ...(server?.servers == null ? {} : { servers: server.servers.map((url) => ({ url })) }),
    paths,
    ...(app.types.length === 0 && !isGuarded ? {} : {
      components: {
        ...(app.types.length === 0 ? {} : { schemas }),
        ...(isGuarded ? { securitySchemes: { [BEARER]: BEARER_SCHEME } } : {}),
      },
    }),
  };
}

/** The document as both places give it: indented JSON with a line end. */
export function openapiText(app: App): string {
  return `${JSON.stringify(openapi(app), null, 2)}\n`;
}
