/** Many clients at once that do what clients should not: they never read, or their process is killed. Afterwards nothing of them is left. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { currentHub } from "../../src/runtime/sockets/hub.ts";
import { withServiceInProcess } from "../suites/http.ts";
import { RawSocket } from "./raw_socket.ts";

const PROGRAM = `
@server(ws_max_queue=60000)
fn main() => 0

let ends: Map<Str, Int> = {}

@ws("/hall")
async fn hall(conn: WsConn<Str>) {
    conn.join("hall")
    conn.data["ends"] = 0
    conn.on_close(fn() {
        tally("on_close")
        conn.to("hall").send("somebody left")
    })
    let end = conn.recv()
    tally(match end { Ok(_) => "a frame", Err(e) => "{e.code} {e}" })
}

fn tally(what: Str) { ends[what] = ends.get(what).unwrap_or(0) + 1 }

@ws("/reader")
async fn reader(conn: WsConn<Str>) {
    for text in conn.messages() { conn.send(text) }
}

@get("/ends")
fn tallies() -> Map<Str, Int> => ends

@post("/storm")
async fn storm() {
    ws.broadcast("/hall", "x".repeat(20000), room: "hall")
}
`;
const COUNT = 500;

/** A service with a process of clients; `crowd` has said that all are connected. */
async function withCrowd(action: (port: number, crowd: Deno.ChildProcess) => Promise<void>): Promise<void> {
  const folder = Deno.makeTempDirSync({ prefix: "fitz-crowd-" });
  Deno.writeTextFileSync(join(folder, "main.fitz"), PROGRAM);
  const one = { suite: "ws", name: "crowd", folder, settings: {} };
  try {
    await withServiceInProcess(join(folder, "main.fitz"), one, async (port) => {
      const crowd = new Deno.Command(Deno.execPath(), {
        args: [
          "run",
          "--quiet",
          "--no-check",
          "-A",
          new URL("crowd_client.ts", import.meta.url).pathname,
          String(port),
          "/hall",
          String(COUNT),
        ],
        stdout: "piped",
      }).spawn();
      try {
        const { value } = await crowd.stdout.getReader().read();
        assert.equal(new TextDecoder().decode(value), "ready\n");
        await until(() => currentHub()!.count === COUNT);
        await action(port, crowd);
      } finally {
        try {
          crowd.kill("SIGKILL");
        } catch {
          // It has been killed.
        }
        await crowd.status;
      }
      await until(() => JSON.stringify(currentHub()!.census()) === NOTHING);
      assert.equal(JSON.stringify(currentHub()!.census()), NOTHING);
    });
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

const NOTHING = JSON.stringify({ connections: 0, rooms: 0, handlers: 0, timers: 0 });

async function ends(port: number): Promise<Record<string, number>> {
  return await (await fetch(`http://127.0.0.1:${port}/ends`)).json();
}

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 2000 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 10));
}

const test = (name: string, fn: () => Promise<void>) =>
  Deno.test({ name, fn, sanitizeOps: false, sanitizeResources: false });

test("500 clients that never read are closed one by one, and others are served meanwhile", () =>
  withCrowd(async (port) => {
    const reader = await RawSocket.connect(port, "/reader");
    for (let i = 0; i < 600 && currentHub()!.count > 1; i++) {
      const answer = await fetch(`http://127.0.0.1:${port}/storm`, { method: "POST" });
      assert.equal(answer.status, 200);
      await answer.body?.cancel();
      if (i % 10 > 0) continue;
      await reader.json(`${i}`);
      assert.equal(await reader.message(), `${i}`);
    }
    assert.equal(currentHub()!.count, 1);
    assert.equal(currentHub()!.slowConsumers, COUNT);
    assert.deepEqual(await ends(port), { "on_close": COUNT, "1013 slow consumer": COUNT });
    reader.drop();
  }));

test("a process of 500 clients that is killed leaves nothing behind", () =>
  withCrowd(async (port, crowd) => {
    crowd.kill("SIGKILL");
    await until(() => currentHub()!.count === 0);
    await until(() => currentHub()!.census().handlers === 0);
    assert.deepEqual(await ends(port), { "on_close": COUNT, "1006 connection lost": COUNT });
  }));
