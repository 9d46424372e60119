/** `/healthz` and `/readyz`: web.md 3.5. */
import { host } from "../host/host.ts";
import { encodeJson } from "../json/encode.ts";
import { Future } from "../values/future.ts";
import { Err, Ok } from "../values/result.ts";
import type { ProbeFunction } from "./http_program.ts";

const TIMEOUT_MS = 5000;

export interface ProbeAnswer {
  readonly status: number;
  /** JSON text. */
  readonly body: string;
}

const OK: ProbeAnswer = { status: 200, body: '{"status":"ok"}' };
const unhealthy = (error: string | null): ProbeAnswer => ({
  status: 503,
  body: error === null ? '{"status":"unhealthy"}' : `{"status":"unhealthy","error":${error}}`,
});

/** Who answers a probe. */
export interface Probe {
  answer(): Promise<ProbeAnswer>;
}

/** A probe with its function; requests that come while it runs share the running call, also one that takes too long. */
export class ProbeCheck implements Probe {
  #running: Promise<ProbeAnswer> | null = null;

  /** @param failed told about run-time failures, for the log */
  constructor(
    private readonly probe: ProbeFunction | null,
    private readonly failed: (error: unknown) => void,
  ) {}

  async answer(): Promise<ProbeAnswer> {
    if (!this.probe) return OK;
    this.#running ??= this.#run(this.probe).finally(() => {
      this.#running = null;
    });
    const timer = new AbortController();
    const late = host().sleep(TIMEOUT_MS, timer.signal).then(() => unhealthy('"timeout"'));
    const answer = await Promise.race([this.#running, late]);
    timer.abort();
    return answer;
  }

  async #run(probe: ProbeFunction): Promise<ProbeAnswer> {
    try {
      const value = await probe.call();
      return judge(value instanceof Future ? await value.start() : value);
    } catch (error) {
      this.failed(error);
      return unhealthy('"handler error"');
    }
  }
}

function judge(value: unknown): ProbeAnswer {
  if (value instanceof Err) return unhealthy(encodeJson(value.value));
  const plain = value instanceof Ok ? value.value : value;
  return plain === false ? unhealthy(null) : OK;
}
