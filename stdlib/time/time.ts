/** The `time` namespace (stdlib.md section 13) and `now_iso`. */
import { host } from "../../src/runtime/host/host.ts";

export const implementations = {
  "time.now_ms": () => Math.floor(host().now()),
  "time.monotonic_ms": () => host().monotonic(),
};
