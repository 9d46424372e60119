/** The viewer of WebSocket endpoints at `/asyncapi`: realtime.md 15.1. Loaded when somebody opens it. */
import type { Viewer } from "./viewer.ts";

/**
 * The library compiles validators as it loads, although nothing is validated. The page's policy forbids code made of text, so such functions get no code: the validators find everything
 * valid.
 */
const PREPARE = `globalThis.Function = new Proxy(Function, {
  construct: () => () => () => true,
  apply: () => () => globalThis,
});
`;

/**
 * Starts the viewer with a document as its library's parser would give it: references are the objects that they point to (recursive types hold themselves), schemas carry their names. The
 * document is known to be valid, so the parser stays away.
 */
const START = `function resolved(document) {
  const known = new Map();
  const nodes = new Map();
  const copies = [];
  function target(reference) {
    if (known.has(reference)) return known.get(reference);
    const keys = decodeURIComponent(reference.slice(2)).split("/").map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
    const found = convert(keys.reduce((node, key) => node[key], document));
    known.set(reference, found);
    return found;
  }
  function convert(node) {
    if (typeof node !== "object" || node === null) return node;
    if (nodes.has(node)) return nodes.get(node);
    if (typeof node.$ref === "string") {
      const { $ref, ...beside } = node;
      if (Object.keys(beside).length === 0) return target($ref);
      const copy = {};
      copies.push(() => Object.assign(copy, target($ref), beside));
      return copy;
    }
    const made = Array.isArray(node) ? [] : {};
    nodes.set(node, made);
    for (const [key, value] of Object.entries(node)) made[key] = convert(value);
    return made;
  }
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) schema["x-parser-schema-id"] = name;
  const made = convert(document);
  // What a copy is made of is complete only now.
  for (let i = 0; i < copies.length; i++) copies[i]();
  made["x-parser-spec-parsed"] = true;
  made["x-parser-api-version"] = 3;
  return made;
}
function here() {
  const { host, pathname, protocol } = new URL(".", location.href);
  return { host, protocol: protocol === "https:" ? "wss" : "ws", ...(pathname === "/" ? {} : { pathname: pathname.replace(/\\/$/, "") }) };
}
fetch("asyncapi.json").then((response) => response.json()).then((document) => {
  // Without \`servers=\` the document says where the program would listen by itself; the page knows where it is.
  if (document.servers.default) document.servers.default = here();
  const config = { show: { sidebar: true, errors: false }, sidebar: { useChannelAddressAsIdentifier: true } };
  AsyncApiStandalone.render({ schema: resolved(document), config }, window.document.getElementById("app"));
});
`;

async function files() {
  return (await import("./generated/asyncapi_viewer.ts")).files;
}

export const viewer: Viewer = {
  name: "asyncapi",
  assets: [
    { file: "asyncapi.css", load: async () => (await files())["asyncapi.css"] },
    { file: "asyncapi.js", load: async () => (await files())["asyncapi.js"] },
  ],
  prepare: PREPARE,
  start: START,
  css: "body{margin:0;font-family:system-ui,sans-serif}",
};
