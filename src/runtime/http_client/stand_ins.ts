/** Answers that tests give in place of other services: `test.http.on` (toolchain.md 13.4). Empty outside tests. */
import { encodeJson } from "../json/encode.ts";
import { onTestStart } from "../testing/test_session.ts";
import { Instance, type TypeInfo } from "../values/instance.ts";
import { FitzMap } from "../values/map.ts";
import { parseJson } from "../json/decode_text.ts";
import type { Result } from "../values/result.ts";
import type { ClientRequest } from "./client_request.ts";

export interface StandIn {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
}

interface Registration {
  readonly method: string;
  readonly pattern: RegExp;
  readonly answer: StandIn;
}

/** A call that a stand-in has answered. */
export class TestHttpCall extends Instance {
  constructor(
    readonly method: string,
    readonly url: string,
    readonly headers: FitzMap,
    readonly body: string,
  ) {
    super();
  }

  json(): Result {
    return parseJson(this.body);
  }
}

const INFO: TypeInfo = {
  name: "TestHttpCall",
  fields: ["method", "url", "headers", "body"].map((name) => ({
    name,
    property: name,
    isFloat: false,
    isPrivate: false,
    isHidden: false,
    accept: (value) => value,
  })),
  methods: {},
};
Object.defineProperty(TestHttpCall.prototype, "info", { value: INFO });

let registrations: Registration[] = [];
let calls: TestHttpCall[] = [];

onTestStart(() => {
  registrations = [];
  calls = [];
});

/**
 * From now on, until the test ends, calls with this method and URL are answered so; a later registration goes before an earlier one.
 *
 * @param urlPattern the URL, `*` standing for any text; without a `?` the query does not matter
 */
export function addStandIn(
  method: string,
  urlPattern: string,
  status: number,
  headers: FitzMap,
  body: { json: unknown } | { text: string },
): void {
  const query = urlPattern.includes("?") ? "" : "(?:\\?.*)?";
  const source = urlPattern.split("*").map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, "\\$&")).join(".*");
  const own = [...headers].map(([name, value]): [string, string] => [String(name), String(value)]);
  const isTyped = own.some(([name]) => name.toLowerCase() === "content-type");
  if ("json" in body && !isTyped) own.push(["content-type", "application/json"]);
  registrations.unshift({
    method: method.toUpperCase(),
    pattern: new RegExp(`^${source}${query}$`, "s"),
    answer: {
      status,
      headers: own,
      body: new TextEncoder().encode("json" in body ? encodeJson(body.json) : body.text),
    },
  });
}

/** The answer of a test to a call, which is noted; null where none is registered. */
export function standInFor(request: ClientRequest): StandIn | null {
  if (registrations.length === 0) return null;
  const found = registrations.find(({ method, pattern }) =>
    (method === request.method || method === "*") && pattern.test(request.url)
  );
  if (!found) return null;
  const headers = new FitzMap();
  for (const [name, value] of request.headers) headers.set(name.toLowerCase(), value);
  calls.push(
    new TestHttpCall(
      request.method,
      request.url,
      headers,
      new TextDecoder().decode(request.body ?? undefined),
    ),
  );
  return found.answer;
}

export function standInCalls(): TestHttpCall[] {
  return [...calls];
}
