/** How guarded handlers are called, in documents of every kind: web.md 19.2. */

/** The name of the one security scheme. */
export const BEARER = "bearerAuth";

/** The same whatever header the program's provider reads. */
export const BEARER_SCHEME = {
  type: "http",
  scheme: "bearer",
  bearerFormat: "JWT",
  description: "The token goes into the header: `Authorization: Bearer <token>`.",
} as const;
