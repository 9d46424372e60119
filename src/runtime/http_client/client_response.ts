/** The answer to an outgoing request: web.md 21. */
import { parseJson } from "../json/decode_text.ts";
import { Instance, type TypeInfo } from "../values/instance.ts";
import type { FitzMap } from "../values/map.ts";
import type { Result } from "../values/result.ts";

export class HttpClientResponse extends Instance {
  readonly #bytes: Uint8Array;

  /**
   * @param body the bytes as UTF-8, invalid ones replaced
   * @param headers by lower-case name; of repeated ones the last
   */
  constructor(
    readonly status: number,
    readonly body: string,
    readonly headers: FitzMap,
    readonly duration_ms: number,
    bytes: Uint8Array,
  ) {
    super();
    this.#bytes = bytes;
  }

  isOk(): boolean {
    return this.status >= 200 && this.status <= 299;
  }

  json(): Result {
    return parseJson(this.body);
  }

  bytes(): Uint8Array {
    return this.#bytes;
  }
}

const INFO: TypeInfo = {
  name: "HttpClientResponse",
  fields: ["status", "body", "headers", "duration_ms"].map((name) => ({
    name,
    property: name,
    isFloat: false,
    isPrivate: false,
    isHidden: false,
    accept: (value) => value,
  })),
  methods: {},
};
Object.defineProperty(HttpClientResponse.prototype, "info", { value: INFO });
