/** Paths that the server answers by itself: web.md 3.3, 3.5, 20. */
import { makeResponse } from "./deno_server_objects.ts";
import type { Exchange } from "./exchange.ts";
import type { HttpServer } from "./http_server.ts";

function draining(exchange: Exchange): Response {
  exchange.isProbe = true;
  return exchange.jsonStatus(503, '{"status":"draining"}');
}

/** A document about the program that it serves itself. */
export type DocumentName = "openapi" | "asyncapi";

type Answer = (exchange: Exchange) => Response | Promise<Response>;

export class AutomaticPaths {
  readonly #literal = new Map<string, Answer>();
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
    this.#serveDocument("openapi");
    if (this.#hasSockets) this.#serveDocument("asyncapi");
    this.#literal.set("/docs", (exchange) => this.#docs(exchange, ""));
  }

  #serveDocument(name: DocumentName): void {
    let text: Promise<string> | null = null;
    this.#literal.set(`/${name}.json`, async (exchange) => {
      text ??= Promise.resolve().then(() => this.document(name));
      return exchange.json(await text);
    });
  }

  /** Templates for the start-up output. */
  list(): string[] {
    const documents = this.#hasDocs ? ["/openapi.json", "/docs"] : [];
    if (this.#hasDocs && this.#hasSockets) documents.push("/asyncapi.json");
    return [...documents, "/healthz", "/readyz"];
  }

  has(path: string): boolean {
    return this.#literal.has(path) || (this.#hasDocs && path.startsWith("/docs/"));
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
    return this.#hasDocs && path.startsWith("/docs/") ? this.#docs(exchange, path.slice(6)) : undefined;
  }

  async #docs(exchange: Exchange, file: string): Promise<Response> {
    exchange.automaticPath = "/docs";
    // The page's URLs are relative to a path without a slash at its end.
    if (exchange.path === "/docs/") {
      return makeResponse(308, [...exchange.answerHeaders(null), ["location", "../docs"]], null);
    }
    const { docsFile } = await import("./docs_page.ts");
    const acceptsGzip = /\bgzip\b/i.test(exchange.header("accept-encoding") ?? "");
    const found = await docsFile(file, this.server.settings.title, acceptsGzip);
    if (!found) return exchange.error(404, "not found");
    if (found.etag !== null && exchange.header("if-none-match") === found.etag) {
      return makeResponse(304, [...exchange.answerHeaders(null), ["etag", found.etag]], null);
    }
    return makeResponse(200, [...exchange.answerHeaders(null), ...found.headers], found.body);
  }
}
