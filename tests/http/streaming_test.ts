/** Streams over real connections: slow clients, clients that vanish, silence, time limits (web.md 3.9, 10). */
import assert from "node:assert/strict";
import { withServiceInProcess } from "../suites/http.ts";

const folder = new URL(".", import.meta.url).pathname;
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

type Counts = Record<"started" | "ended" | "errors" | "blocks", number>;

interface Service {
  url(path: string): string;
  counts(): Promise<Counts>;
  /** A connection on which the request has been sent. */
  open(path: string, method?: string): Promise<Deno.Conn>;
}

function test(name: string, action: (service: Service) => Promise<void>): void {
  Deno.test({
    name,
    sanitizeOps: false,
    sanitizeResources: false,
    fn: () =>
      withServiceInProcess(`${folder}streaming.fitz`, { folder, settings: {} } as never, async (port) => {
        const url = (path: string) => `http://127.0.0.1:${port}${path}`;
        await action({
          url,
          counts: async () => await (await fetch(url("/counts"))).json(),
          open: async (path, method = "GET") => {
            const connection = await Deno.connect({ hostname: "127.0.0.1", port });
            await connection.write(
              new TextEncoder().encode(`${method} ${path} HTTP/1.1\r\nhost: x\r\n\r\n`),
            );
            return connection;
          },
        });
      }),
  });
}

/** Waits until the counts are as wanted. */
async function until(service: Service, isWanted: (counts: Counts) => boolean): Promise<Counts> {
  let counts = await service.counts();
  for (const end = Date.now() + 5000; !isWanted(counts) && Date.now() < end;) {
    await wait(20);
    counts = await service.counts();
  }
  return counts;
}

async function read(connection: Deno.Conn): Promise<string> {
  const buffer = new Uint8Array(65536);
  const count = await connection.read(buffer);
  return new TextDecoder().decode(buffer.subarray(0, count ?? 0));
}

for (const path of ["/ticks", "/idle"]) {
  test(`200 clients of ${path} that vanish`, async (service) => {
    const connections = await Promise.all(Array.from({ length: 200 }, () => service.open(path)));
    const heads = await Promise.all(connections.map(read));
    for (const head of heads) assert.match(head, /^HTTP\/1.1 200 OK\r\n[^]*data: 1\n\n/);
    assert.equal((await service.counts()).started, 200);
    for (const connection of connections) connection.close();
    assert.equal((await until(service, ({ ended }) => ended === 200)).ended, 200);
  });
}

test("a client that does not read makes the writer wait, and one that leaves ends it", async (service) => {
  const connection = await service.open("/flood");
  let before = (await until(service, ({ blocks }) => blocks > 0)).blocks;
  // What the system's buffers take, and then nothing more.
  for (let blocks = 0; blocks !== before; await wait(200)) {
    before = blocks;
    blocks = (await service.counts()).blocks;
  }
  assert.ok(before < 200, `${before} blocks of 100 kB are queued`);
  for (let size = 0; size < 5_000_000;) size += (await read(connection)).length;
  assert.ok((await until(service, ({ blocks }) => blocks > before)).blocks > before, "it does not go on");
  connection.close();
  const { ended, errors } = await until(service, (counts) => counts.ended === 1);
  assert.deepEqual([ended, errors], [1, 1]);
});

test("clients that leave before the answer begins", async (service) => {
  const connections = await Promise.all(Array.from({ length: 20 }, () => service.open("/late-flood")));
  assert.equal((await until(service, ({ started }) => started === 20)).started, 20);
  for (const connection of connections) connection.close();
  assert.equal((await until(service, ({ ended }) => ended === 20)).ended, 20);
});

test("HEAD does not start the function", async (service) => {
  const connection = await service.open("/ticks", "HEAD");
  assert.match(await read(connection), /^HTTP\/1.1 200 OK\r\n[^]*content-type: text\/event-stream\r\n/);
  assert.equal((await service.counts()).started, 0);
  connection.close();
});

test("silence is broken by comments, and no time limit cuts a stream", async (service) => {
  const [quiet, long] = await Promise.all(["/quiet", "/long"].map(async (path) => {
    const response = await fetch(service.url(path));
    return await response.text();
  }));
  assert.equal(quiet, "data: 1\n\n: ping\n\n: ping\n\ndata: 2\n\n");
  assert.equal(long, "12345678");
});

test("a body that fails on its way is seen to be incomplete", async (service) => {
  const connection = await service.open("/broken");
  let text = "";
  for (let piece = await read(connection); piece !== ""; piece = await read(connection)) text += piece;
  assert.match(text, /^HTTP\/1.1 200 OK\r\n[^]*\r\n4\r\nhalf\r\n$/);
  connection.close();
});

test("two writers on one stream", async (service) => {
  const text = await (await fetch(service.url("/both"))).text();
  const numbers = text.trim().split("\n\n").map((event) => Number(event.slice("data: ".length)));
  assert.equal(numbers.length, 200);
  for (const from of [0, 1000]) {
    const own = numbers.filter((n) => n >= from && n < from + 100);
    assert.deepEqual(own, Array.from({ length: 100 }, (_, i) => from + i));
  }
});
