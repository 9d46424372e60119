/** Probe functions that run long: production.md 3. */
import assert from "node:assert/strict";
import { setHost } from "../../src/runtime/host/host.ts";
import { ProbeCheck } from "../../src/runtime/http/probe.ts";
import { capturingHost } from "../harness/run_source.ts";

/** A host whose waits end when the test says so. */
function hostWithWaits(): { waits: number[]; end(): void } {
  const { host } = capturingHost([], { cwd: "." });
  const waits: number[] = [];
  const ends: (() => void)[] = [];
  setHost({
    ...host,
    sleep(milliseconds) {
      waits.push(milliseconds);
      return new Promise((resolve) => ends.push(resolve));
    },
  });
  return { waits, end: () => ends.splice(0).forEach((end) => end()) };
}

Deno.test("probe: requests share a running call, also one that takes too long", async () => {
  const { waits, end } = hostWithWaits();
  const calls: PromiseWithResolvers<boolean>[] = [];
  const call = () => {
    const outcome = Promise.withResolvers<boolean>();
    calls.push(outcome);
    return outcome.promise;
  };
  const check = new ProbeCheck({ call }, (error) => assert.fail(String(error)));
  const timeout = { status: 503, body: '{"status":"unhealthy","error":"timeout"}' };
  const late = [check.answer(), check.answer()];
  end();
  assert.deepEqual(await Promise.all(late), [timeout, timeout]);
  const next = check.answer();
  assert.equal(calls.length, 1);
  calls[0]!.resolve(true);
  assert.deepEqual(await next, { status: 200, body: '{"status":"ok"}' });
  const fresh = check.answer();
  assert.equal(calls.length, 2);
  calls[1]!.resolve(false);
  assert.deepEqual(await fresh, { status: 503, body: '{"status":"unhealthy"}' });
  assert.deepEqual([...new Set(waits)], [5000]);
});
