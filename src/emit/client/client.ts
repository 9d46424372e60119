/** A TypeScript client of an App as one module without dependencies: toolchain.md 6.2. A pure function of the manifest. */
import type { App, Schema } from "../../app/manifest.ts";
import { infoOf } from "../openapi/info.ts";
import { takesFiles } from "../openapi/operation.ts";
import { type Method, method } from "./methods.ts";
import { Names, pascalCase } from "./names.ts";
import { socketMethod } from "./sockets.ts";
import { EVENTS } from "./support/events.ts";
import { EXACT_JSON } from "./support/exact_json.ts";
import { EVENTS_METHOD, FORM, PLAIN_JSON, SEND_FORM, SERVICE } from "./support/service.ts";
import { SOCKET, SOCKET_OPTION } from "./support/socket.ts";
import { type IntType, TypeWriter } from "./types.ts";

/** The rules of the program that it becomes part of are not its own. */
const LINTERS_OFF = "// deno-lint-ignore-file\n/* eslint-disable */\n";

export interface ClientSettings {
  readonly int: IntType;
}

/** Text of the module. Only what the program needs is in it. */
export function clientText(app: App, { int }: ClientSettings): string {
  const names = new Names();
  const types = new TypeWriter(app, int, names, takenSchemas(app));
  const members = new Members();
  const methods = app.routes.map((route) => method(app, route, members.claim(route.operationId), types));
  const sockets = app.sockets.map((socket) => {
    const className = names.claim(`${pascalCase(socket.operationId)}Socket`);
    return socketMethod(socket, className, members.claim(socket.operationId), types);
  });
  const declarations = types.declarations();
  const hasStreams = app.routes.some(({ result }) =>
    result.kind === "Stream" || (result.kind === "Result" && result.ok.kind === "Stream")
  );
  const hasSockets = sockets.length > 0;
  const hasForms = app.routes.some(({ params }) =>
    params.some((param) => param.source === "body" && takesFiles(app, param.schema))
  );
  const service = SERVICE
    .replace("OPTIONS", () => hasSockets ? SOCKET_OPTION : "")
    .replace("EVENTS", () => hasStreams ? EVENTS_METHOD : "")
    .replace("FORM", () => hasForms ? SEND_FORM : "");
  return [
    heading(app),
    ...(declarations === "" ? [] : [declarations, "\n"]),
    clientInterface([...methods, ...sockets]),
    "\n",
    createClient([...methods, ...sockets]),
    "\n",
    service,
    ...(hasForms ? [FORM] : []),
    ...(hasStreams ? [EVENTS] : []),
    ...(hasSockets ? [SOCKET] : []),
    int === "bigint" ? EXACT_JSON : PLAIN_JSON,
    // A class cannot stand before the one that it extends.
    ...sockets.flatMap(({ classText }) => ["\n", classText]),
  ].join("");
}

/** Gives out the names of the client's methods. */
class Members {
  // Whatever has a method `then` is taken for a promise by `await`.
  readonly #taken = new Set<string>(["then", "constructor", "__proto__"]);

  claim(wanted: string): string {
    let name = wanted;
    while (this.#taken.has(name)) name += "_";
    this.#taken.add(name);
    return name;
  }
}

function heading(app: App): string {
  const { title, version } = infoOf(app);
  const name = `${title} ${version}`.replace(/\s+/g, " ");
  return `// Client of ${name}, written by \`fitz client\`. Changes are lost when it is written again.\n${LINTERS_OFF}\n`;
}

function takenSchemas({ routes, sockets }: App): Schema[] {
  const bodies = routes.flatMap(({ params }) => params.filter((param) => param.source === "body"));
  return [...bodies.map(({ schema }) => schema), ...sockets.map(({ incoming }) => incoming.schema)];
}

function clientInterface(methods: readonly Method[]): string {
  return `export interface FitzClient {\n${methods.map((one) => one.declaration).join("")}}\n`;
}

function createClient(methods: readonly Method[]): string {
  const service = methods.some(({ implementation }) => implementation.includes("service."))
    ? "  const service = new FitzService(options);\n"
    : "";
  return `export function createClient(options: ClientOptions): FitzClient {\n${service}  return {\n${
    methods.map((one) => one.implementation).join("")
  }  };\n}\n`;
}
