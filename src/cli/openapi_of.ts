/** The OpenAPI document that a running program serves; its maker is loaded when somebody asks. */
import type { App } from "../app/manifest.ts";

export async function openapiOf(app: App): Promise<string> {
  const { openapiText } = await import("../emit/openapi/openapi.ts");
  return openapiText(app);
}
