import assert from "node:assert/strict";
import { display } from "../../src/runtime/operations/display.ts";
import { fail, Failure } from "../../src/runtime/failures/failure.ts";
import { type Host, setHost } from "../../src/runtime/host/host.ts";
import { waitForTasks } from "../../src/runtime/program/task.ts";
import { wait } from "../../src/runtime/time/wait.ts";
import { Future } from "../../src/runtime/values/future.ts";
import { Err, Ok } from "../../src/runtime/values/result.ts";
import { implementations } from "../../stdlib/future/future.ts";
import { implementations as prelude } from "../../stdlib/prelude/prelude.ts";

const library: Record<string, any> = { ...implementations, ...prelude };
let errors: string[] = [];
setHost({
  stdout: () => {},
  stderr: (text: string) => void errors.push(text),
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: wait,
} as Partial<Host> as Host);

const after = (ms: number, value: unknown) =>
  new Future(async () => {
    await library["sleep"](ms).start();
    return value;
  });
/** Losing futures go on after their test, and may end in any later one. */
const lingering = { sanitizeOps: false, sanitizeResources: false };
const failing = () => new Future(() => fail("run/panic", "broken"));

Deno.test("a future is lazy and runs once", lingering, async () => {
  let runs = 0;
  const future = new Future(() => ++runs);
  assert.equal(runs, 0);
  assert.deepEqual([await future.start(), await future.start()], [1, 1]);
});

Deno.test("gather keeps order and shape", lingering, async () => {
  assert.equal(display(await library["gather"](after(5, "a"), after(1, "b")).start()), '("a", "b")');
  assert.equal(display(await library["gather"]([after(5, 1), after(1, 2)]).start()), "[1, 2]");
  assert.equal(display(await library["gather"]([]).start()), "[]");
  const six = [1, 2, 3, 4, 5].map((n) => after(1, n));
  assert.equal(display(await library["gather"](...six, [after(1, 6)]).start()), "(1, 2, 3, 4, 5, 6)");
  await assert.rejects(library["gather"](after(1, 1), failing()).start(), Failure);
});

Deno.test("race gives the first to end", lingering, async () => {
  assert.equal(await library["race"](after(50, "slow"), after(1, "fast")).start(), "fast");
  assert.equal(await library["race"]([after(1, "one")]).start(), "one");
  assert.throws(() => library["race"]([]), Failure);
});

Deno.test("timeout", lingering, async () => {
  assert.equal(display(await library["timeout"](5000, after(1, 10)).start()), "Ok(10)");
  assert.equal(display(await library["timeout"](1, after(30, 10)).start()), 'Err("timeout after 1 ms")');
  assert.equal(display(await library["timeout"](5000, after(1, new Ok(1))).start()), "Ok(1)");
  assert.equal(display(await library["timeout"](5000, after(1, new Err("x"))).start()), 'Err("x")');
  await assert.rejects(library["timeout"](5000, failing()).start(), Failure);
});

Deno.test("spawned tasks run beside the caller and report what nobody awaits", lingering, async () => {
  errors = [];
  const order: string[] = [];
  const task = library["spawn"](new Future(() => order.push("task")));
  order.push("caller");
  await task.start();
  assert.deepEqual(order, ["caller", "task"]);
  library["spawn"](failing());
  library["spawn"](after(1, new Err("lost")));
  library["spawn"](after(1, new Ok("fine")));
  const awaited = library["spawn"](failing());
  await assert.rejects(awaited.start(), Failure);
  await waitForTasks();
  assert.deepEqual(errors.sort(), [
    'a spawned task ended with Err("lost")\n',
    "a spawned task failed: error[run/panic]: broken\n",
  ]);
});

Deno.test("the end of the program waits for tasks of tasks", lingering, async () => {
  const done: number[] = [];
  library["spawn"](
    new Future(async () => {
      await after(2, null).start();
      library["spawn"](
        new Future(async () => {
          await after(2, null).start();
          done.push(1);
        }),
      );
    }),
  );
  await waitForTasks();
  assert.deepEqual(done, [1]);
});

Deno.test("assert_throws observes an async function", lingering, async () => {
  assert.equal(await library["assert_throws"](failing).start(), "broken");
  await assert.rejects(library["assert_throws"](() => after(1, 1)).start(), Failure);
});

Deno.test("waiting ends early when aborted, and takes any length", lingering, async () => {
  const clock = new AbortController();
  const waiting = wait(1e12, clock.signal);
  clock.abort();
  await waiting;
  await wait(1e12, clock.signal);
  await wait(0);
});
