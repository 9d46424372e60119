/** What `fitz new` can make: a folder in `starters/` and a line here for each. */

export interface Starter {
  /** `fitz dev` starts it; without it is run to its end. */
  readonly isService: boolean;
  load(): Promise<{ readonly files: Readonly<Record<string, string>> }>;
}

/** Without a flag, or chosen by the flag of this name. */
export const KINDS = {
  script: { isService: false, load: () => import("./generated/script.ts") },
  http: { isService: true, load: () => import("./generated/http.ts") },
  ws: { isService: true, load: () => import("./generated/ws.ts") },
  cli: { isService: false, load: () => import("./generated/cli.ts") },
} satisfies Record<string, Starter>;

/** Chosen with `--template`. */
export const TEMPLATES: Readonly<Record<string, Starter>> = {
  "api-middleware-cors": { isService: true, load: () => import("./generated/api_middleware_cors.ts") },
  "api-simple": { isService: true, load: () => import("./generated/api_simple.ts") },
  "api-websocket": { isService: true, load: () => import("./generated/api_websocket.ts") },
  "cli-tool": { isService: false, load: () => import("./generated/cli_tool.ts") },
};
