/** `--inspect-brk` and `FITZ_INSPECT`: a client of the debugger's protocol, toolchain.md 21. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { executable, fitzCommand, runProcess } from "../harness/fitz.ts";
import { freePort, hasExecutable, pause } from "./dev_process.ts";

interface Paused {
  /** Name of the function and lines of the place, from 0, as the source map of the script says. */
  readonly functionName: string;
  readonly url: string;
}

/** Connects, lets the program go on, and tells where it stops; goes on from each stop. */
async function stops(port: number): Promise<{ paused: Paused[]; closed: Promise<void> }> {
  const address = await untilOpen(port);
  const paused: Paused[] = [];
  const socket = new WebSocket(address);
  const closed = Promise.withResolvers<void>();
  let id = 0;
  const send = (method: string) => socket.send(JSON.stringify({ id: ++id, method, params: {} }));
  socket.onopen = () => {
    send("Runtime.enable");
    send("Debugger.enable");
    send("Runtime.runIfWaitingForDebugger");
  };
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (message.method === "Debugger.paused") {
      const [frame] = message.params.callFrames;
      paused.push({ functionName: frame.functionName, url: frame.url });
      send("Debugger.resume");
    }
  };
  socket.onclose = () => closed.resolve();
  socket.onerror = () => closed.resolve();
  return { paused, closed: closed.promise };
}

async function untilOpen(port: number): Promise<string> {
  for (let i = 0; i < 500; i++) {
    try {
      const list = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json();
      return list[0].webSocketDebuggerUrl;
    } catch {
      await pause(20);
    }
  }
  throw new Error("the debugger was never opened");
}

for (const via of ["cli", "binary"] as const) {
  Deno.test({
    name: `inspect: --inspect-brk stops before the first statement (${via})`,
    ignore: via === "binary" && !hasExecutable,
    async fn() {
      const cwd = Deno.makeTempDirSync({ prefix: "fitz-inspect-" });
      try {
        Deno.writeTextFileSync(join(cwd, "app.fitz"), 'let name = "x"\nprint("ran", name)\n');
        const port = freePort();
        const words = [...fitzCommand(via), "run", "app.fitz", `--inspect-brk=127.0.0.1:${port}`];
        const running = runProcess(words, { cwd });
        const { paused, closed } = await stops(port);
        const { out, exit } = await running;
        await closed;
        assert.equal(out, "ran x\n");
        assert.equal(exit, 0);
        assert.ok(
          paused.some(({ functionName }) => /^\$module\d+$/.test(functionName)),
          JSON.stringify(paused),
        );
      } finally {
        Deno.removeSync(cwd, { recursive: true });
      }
    },
  });
}

Deno.test({
  name: "inspect: FITZ_INSPECT opens the debugger of a built program; a taken address is one clear error",
  ignore: !hasExecutable,
  async fn() {
    const cwd = Deno.makeTempDirSync({ prefix: "fitz-inspect-" });
    try {
      Deno.writeTextFileSync(join(cwd, "app.fitz"), 'sleep(700).await\nprint("ran")\n');
      assert.equal((await runProcess([executable, "build", "app.fitz"], { cwd })).exit, 0);
      const port = freePort();
      const env = { FITZ_INSPECT: `127.0.0.1:${port}` };
      const running = runProcess([join(cwd, "app")], { cwd, env });
      await untilOpen(port);
      const second = await runProcess([join(cwd, "app")], { cwd, env });
      assert.equal(second.exit, 1);
      assert.match(second.err, new RegExp(`^✗ cannot open the debugger on 127.0.0.1:${port}: `, "m"));
      assert.equal((await running).out, "ran\n");
    } finally {
      Deno.removeSync(cwd, { recursive: true });
    }
  },
});
