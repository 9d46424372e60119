/** Paths that the server answers by itself: web.md 3.3, 3.5, 20. */
import { makeResponse } from "./deno_server_objects.ts";
import type { Exchange } from "./exchange.ts";
import type { HttpServer } from "./http_server.ts";

function draining(exchange: Exchange): Response {
  exchange.isProbe = true;
  return exchange.jsonStatus(503, '{"status":"draining"}');
}

type Answer = (exchange: Exchange) => Response | Promise<Response>;

export class AutomaticPaths {
  readonly #literal = new Map<string, Answer>();
  readonly #hasDocs: boolean;
  #document: Promise<string> | null = null;

  /** @param openapi makes the OpenAPI document's text; asked once, when somebody wants it */
  constructor(private readonly server: HttpServer, openapi: () => string | Promise<string>) {
    this.#hasDocs = server.settings.docs;
    this.#literal.set("/healthz", (exchange) => server.probe(exchange, server.healthz));
    this.#literal.set(
      "/readyz",
      (exchange) => server.isDraining ? draining(exchange) : server.probe(exchange, server.readyz),
    );
    if (!this.#hasDocs) return;
    this.#literal.set("/openapi.json", async (exchange) => {
      this.#document ??= Promise.resolve().then(openapi);
      return exchange.json(await this.#document);
    });
    this.#literal.set("/docs", (exchange) => this.#docs(exchange, ""));
  }

  /** Templates for the start-up output. */
  list(): string[] {
    return this.#hasDocs ? ["/openapi.json", "/docs", "/healthz", "/readyz"] : ["/healthz", "/readyz"];
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
