/** Paths that the server answers by itself: web.md 3.3, 3.5, 20. */
import { makeResponse } from "./deno_server_objects.ts";
import type { Exchange } from "./exchange.ts";
import type { HttpServer } from "./http_server.ts";
import type { ViewerLink } from "./viewer.ts";

function draining(exchange: Exchange): Response {
  exchange.isProbe = true;
  return exchange.jsonStatus(503, '{"status":"draining"}');
}

/** A document about the program that it serves itself. */
export type DocumentName = "openapi" | "asyncapi";

type ViewerPath = "/docs" | "/asyncapi";

/** What the page of one document says of the other. */
const OTHER_VIEWER: Readonly<Record<ViewerPath, ViewerLink>> = {
  "/docs": { href: "asyncapi", text: "WebSocket endpoints" },
  "/asyncapi": { href: "docs", text: "HTTP routes" },
};

type Answer = (exchange: Exchange) => Response | Promise<Response>;

export class AutomaticPaths {
  readonly #literal = new Map<string, Answer>();
  /** Paths of pages whose files are below them. */
  readonly #viewers: ViewerPath[] = [];
  readonly #hasDocs: boolean;
  readonly #hasSockets: boolean;

  /** @param document makes the text of a document; asked once, when somebody wants it */
  constructor(
    private readonly server: HttpServer,
    private readonly document: (name: DocumentName) => string | Promise<string>,
  ) {
    this.#hasDocs = server.settings.docs;
    this.#hasSockets = server.program.sockets !== null;
    this.#literal.set("/healthz", (exchange) => server.probe(exchange, server.healthz));
    this.#literal.set(
      "/readyz",
      (exchange) => server.isDraining ? draining(exchange) : server.probe(exchange, server.readyz),
    );
    if (!this.#hasDocs) return;
    this.#addDocument("openapi", "/docs");
    if (this.#hasSockets) this.#addDocument("asyncapi", "/asyncapi");
  }

  #addDocument(name: DocumentName, page: ViewerPath): void {
    this.#viewers.push(page);
    this.#literal.set(page, (exchange) => this.#view(exchange, page, ""));
    let text: Promise<string> | null = null;
    this.#literal.set(`/${name}.json`, async (exchange) => {
      text ??= Promise.resolve().then(() => this.document(name));
      return exchange.json(await text);
    });
  }

  /** Templates for the start-up output. */
  list(): string[] {
    const documents = this.#hasDocs ? ["/openapi.json", "/docs"] : [];
    if (this.#hasDocs && this.#hasSockets) documents.push("/asyncapi.json", "/asyncapi");
    return [...documents, "/healthz", "/readyz"];
  }

  has(path: string): boolean {
    return this.#literal.has(path) || this.#viewerAbove(path) !== undefined;
  }

  #viewerAbove(path: string): ViewerPath | undefined {
    return this.#viewers.find((page) => path.startsWith(page) && path.charAt(page.length) === "/");
  }

  /** The answer for GET and HEAD; undefined for other paths and methods. */
  answer(exchange: Exchange): Response | Promise<Response> | undefined {
    const { path, method } = exchange;
    if (method !== "GET" && method !== "HEAD") return undefined;
    const answer = this.#literal.get(path);
    if (answer) {
      exchange.automaticPath = path;
      return answer(exchange);
    }
    const page = this.#viewerAbove(path);
    return page && this.#view(exchange, page, path.slice(page.length + 1));
  }

  async #view(exchange: Exchange, page: ViewerPath, file: string): Promise<Response> {
    exchange.automaticPath = page;
    // The page's URLs are relative to a path without a slash at its end.
    if (exchange.path === `${page}/`) {
      return makeResponse(308, [...exchange.answerHeaders(null), ["location", `..${page}`]], null);
    }
    const [{ viewerFile }, { viewer }] = await Promise.all([
      import("./viewer.ts"),
      page === "/docs" ? import("./docs_page.ts") : import("./asyncapi_page.ts"),
    ]);
    const acceptsGzip = /\bgzip\b/i.test(exchange.header("accept-encoding") ?? "");
    const link = this.#hasSockets ? OTHER_VIEWER[page] : null;
    const found = await viewerFile(viewer, file, this.server.settings.title, acceptsGzip, link);
    if (!found) return exchange.error(404, "not found");
    if (found.etag !== null && exchange.header("if-none-match") === found.etag) {
      return makeResponse(304, [...exchange.answerHeaders(null), ["etag", found.etag]], null);
    }
    return makeResponse(200, [...exchange.answerHeaders(null), ...found.headers], found.body);
  }
}
