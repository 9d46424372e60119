import type { Documentation } from "../model/documentation.ts";

/** The documentation as it is, for other tools. */
export function renderJson(documentation: Documentation): Map<string, string> {
  return new Map([["documentation.json", `${JSON.stringify(documentation, null, 2)}\n`]]);
}
