/** Which routes a path belongs to, whatever the method: for requests that no route answers. */
import type { RouteLabel } from "./http_program.ts";

/** Indices of the routes whose template fits a decoded path, in their order. */
export function routesAt(routes: readonly RouteLabel[], path: string): number[] {
  const segments = path.split("/");
  const found: number[] = [];
  routes.forEach(({ template }, index) => {
    const parts = template.split("/");
    const fits = parts.length === segments.length &&
      parts.every((part, at) => part.startsWith("{") ? segments[at] !== "" : part === segments[at]);
    if (fits) found.push(index);
  });
  return found;
}
