/** The API viewer at `/docs`: web.md 20. Loaded when somebody opens it. */
import type { Viewer } from "./viewer.ts";

/** Starts the viewer. A proxy may put a prefix before all paths, so requests go to where the page came from. */
const START = `const base = new URL(".", location.href).href.replace(/\\/$/, "");
fetch("openapi.json").then((response) => response.json()).then((content) => {
  content.servers ??= [{ url: base }];
  Scalar.createApiReference("#app", {
    content,
    ...(content.components?.securitySchemes?.bearerAuth ? { authentication: { preferredSecurityScheme: "bearerAuth" } } : {}),
    withDefaultFonts: false,
    telemetry: false,
    agent: { disabled: true },
    mcp: { disabled: true },
    hideClientButton: true,
    showDeveloperTools: "never",
  });
});
`;

export const viewer: Viewer = {
  name: "docs",
  assets: [{
    file: "scalar.js",
    load: async () => (await import("./generated/scalar.ts")).files["scalar.js"],
  }],
  prepare: "",
  start: START,
  css: "",
};
