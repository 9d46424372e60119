/** The documents about a program; what makes them is loaded when somebody asks. */
import type { App } from "../app/manifest.ts";
import type { DocumentName } from "../runtime/http/automatic_paths.ts";

/** Text of the OpenAPI or AsyncAPI document. */
export async function documentOf(app: App, name: DocumentName): Promise<string> {
  if (name === "openapi") return (await import("../emit/openapi/openapi.ts")).openapiText(app);
  return (await import("../emit/asyncapi/asyncapi.ts")).asyncapiText(app);
}
