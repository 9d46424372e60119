/** Changing the headers of finished answers. */
import type { HeaderList } from "../deno_server_objects.ts";

/** The value of a header by its lower-case name; null when it is absent. */
export function headerOf(headers: HeaderList, name: string): string | null {
  for (const header of headers) if (header[0] === name) return header[1];
  return null;
}

/** Says that the answer depends on a request header, where it does not say so yet. */
export function addVary(headers: HeaderList, name: string): void {
  const at = headers.findIndex((header) => header[0] === "vary");
  if (at < 0) {
    headers.push(["vary", name]);
    return;
  }
  const names = headers[at][1].toLowerCase().split(",").map((one) => one.trim());
  if (names.includes("*") || names.includes(name.toLowerCase())) return;
  headers[at] = ["vary", `${headers[at][1]}, ${name}`];
}
