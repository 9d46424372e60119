/**
 * Request and Response objects of `Deno.serve`, read and made without the checks that the public constructors and getters repeat for each request: about 0.8 µs of the 7 µs that a
 * small answer costs. Uses the objects' own inner parts, found once by the descriptions of their symbols; where a host has other insides, everything goes through the public
 * interface (`probe` decides when the module loads).
 */

/** Header names and values in order; names of requests are in lower case. */
export type HeaderList = [string, string][];

interface InnerRequest {
  url(): string;
  readonly method: string;
  readonly headerList: HeaderList;
}

interface InnerBody {
  streamOrStatic: { body: string | Uint8Array; consumed: boolean } | ReadableStream;
  source: string | Uint8Array;
  length: number | null;
}

type Insides = {
  readonly request: symbol;
  readonly response: symbol;
  makeResponse(status: number, headers: HeaderList, body: string | Uint8Array | null): Response;
};

function symbolOf(object: object, description: string): symbol | undefined {
  return Object.getOwnPropertySymbols(object).find((symbol) => symbol.description === description);
}

function probe(): Insides | null {
  const sample = new Response("sample", { headers: [["content-type", "text/x"]] });
  const request = symbolOf(new Request("http://localhost/"), "request");
  const response = symbolOf(sample, "response");
  const headers = symbolOf(sample, "headers");
  const brand = Object.getOwnPropertySymbols(sample).find((symbol) =>
    symbol !== response && symbol !== headers
  );
  if (!request || !response || !headers || !brand) return null;
  const parts = sample as unknown as Record<symbol, unknown>;
  const inner = parts[response] as { body?: InnerBody; headerList?: unknown; status?: unknown };
  const isKnown = inner?.status === 200 && Array.isArray(inner.headerList) &&
    typeof inner.body?.streamOrStatic === "object" && "body" in inner.body.streamOrStatic &&
    inner.body.streamOrStatic.body === "sample";
  if (!isKnown) return null;
  const bodyPrototype = Object.getPrototypeOf(inner.body);
  const brandValue = parts[brand];

  class Body implements InnerBody {
    readonly streamOrStatic: { body: string | Uint8Array; consumed: boolean };
    readonly length = null;
    constructor(readonly source: string | Uint8Array) {
      this.streamOrStatic = { body: source, consumed: false };
    }
  }
  Object.setPrototypeOf(Body.prototype, bodyPrototype);

  class Answer {
    readonly [key: symbol]: unknown;
    constructor(content: object) {
      (this as Record<symbol, unknown>)[response!] = content;
      (this as Record<symbol, unknown>)[headers!] = null;
      (this as Record<symbol, unknown>)[brand!] = brandValue;
    }
  }
  Object.setPrototypeOf(Answer.prototype, Response.prototype);

  const makeResponse: Insides["makeResponse"] = (status, headerList, body) =>
    new Answer({
      type: "default",
      body: body === null ? null : new Body(body),
      headerList,
      urlList: [],
      status,
      statusMessage: "",
      aborted: false,
    }) as unknown as Response;

  const made = makeResponse(201, [["x-a", "b"]], "made");
  const isAlike = made instanceof Response && made.status === 201 && made.type === "default" &&
    !made.bodyUsed;
  return isAlike ? { request, response, makeResponse } : null;
}

const insides = safely(probe);

function safely<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}

/** An answer; `headers` is kept, not copied. A body is sent as it is, text as UTF-8. */
export const makeResponse: Insides["makeResponse"] = insides?.makeResponse ?? publicResponse;

/** The parts of a request that routing needs: from `Deno.serve` the inner object itself. */
export const innerRequest: (request: Request) => InnerRequest = insides
  ? (request) => (request as unknown as Record<symbol, InnerRequest>)[insides.request]
  : (request) => ({
    url: () => request.url,
    method: request.method,
    headerList: [...request.headers],
  });

/** Whether the body of an answer is a stream, so that the answer has not ended when it is handed over. */
export const isStreamed: (response: Response) => boolean = insides
  ? (response) => {
    const { body } = (response as unknown as Record<symbol, { body?: InnerBody | null }>)[insides.response];
    return body?.streamOrStatic instanceof ReadableStream;
  }
  : (response) => response.body !== null;

/** The headers of an answer, to be read and changed in place. */
export const responseHeaders: (response: Response) => HeaderList = insides
  ? (response) =>
    (response as unknown as Record<symbol, { headerList: HeaderList }>)[insides.response].headerList
  : (response) => {
    const known = listed.get(response);
    if (known) return known;
    const list: HeaderList = [...response.headers];
    listed.set(response, list);
    return list;
  };

/** Where the host's objects keep no list: lists that were handed out, until `withHeaders` puts them into an answer. */
const listed = new WeakMap<Response, HeaderList>();

/** The answer with the list of `responseHeaders` after changes. */
export const withHeaders: (response: Response, headers: HeaderList) => Response = insides
  ? (response) => response
  : ({ status, body }, headers) => new Response(body, { status, headers });

/** The body of an answer where it is one text or one piece of bytes; null for streams and for none. */
export const plainBody: (response: Response) => string | Uint8Array | null = insides
  ? (response) => {
    const { body } = (response as unknown as Record<symbol, { body?: InnerBody | null }>)[insides.response];
    const source = body?.streamOrStatic;
    const content = source !== undefined && "body" in source ? source.body : null;
    return typeof content === "string" || content instanceof Uint8Array ? content : null;
  }
  : (response) => plain.get(response) ?? null;

/** The same, with the host's own constructor. */
const plain = new WeakMap<Response, string | Uint8Array>();

function publicResponse(status: number, headers: HeaderList, body: string | Uint8Array | null): Response {
  const response = new Response(body as BodyInit | null, { status, headers });
  if (body !== null) plain.set(response, body);
  return response;
}
