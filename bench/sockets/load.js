// The clients of the benchmarks, in a process of their own: WebSockets made by hand over TCP, as cheap as they can be. Prints one line of JSON.
const { Buffer } = require("node:buffer");
const net = require("node:net");
const process = require("node:process");
const crypto = require("node:crypto");

const options = JSON.parse(process.argv[2]);
const { mode, ports, path, clients: count, seconds, isSocketIo = false } = options;
const PADDING = "x".repeat(100);

class Client {
  rest = null;
  frames = 0;
  constructor(port, onFrame) {
    this.onFrame = onFrame;
    this.opened = new Promise((resolve, reject) => {
      this.socket = net.connect(port, "127.0.0.1", () => this.handshake(port));
      this.socket.setNoDelay(true);
      this.socket.on("error", reject);
      this.socket.once("data", (data) => {
        const text = data.toString("latin1");
        const end = text.indexOf("\r\n\r\n");
        if (!text.startsWith("HTTP/1.1 101")) return reject(new Error(text.slice(0, 200)));
        this.socket.on("data", (more) => this.take(more));
        if (isSocketIo) this.ready = resolve;
        else resolve();
        if (data.length > end + 4) this.take(data.subarray(end + 4));
        if (isSocketIo) this.send("40");
      });
    });
  }
  handshake(port) {
    const target = isSocketIo ? "/socket.io/?EIO=4&transport=websocket" : path;
    const key = crypto.randomBytes(16).toString("base64");
    this.socket.write(
      `GET ${target} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nupgrade: websocket\r\nconnection: Upgrade\r\n` +
        `sec-websocket-version: 13\r\nsec-websocket-key: ${key}\r\n\r\n`,
    );
  }
  send(text) {
    const payload = Buffer.from(text);
    const isLong = payload.length > 125;
    const head = isLong
      ? [0x81, 0xfe, payload.length >> 8, payload.length & 255, 0, 0, 0, 0]
      : [0x81, 0x80 | payload.length, 0, 0, 0, 0];
    this.socket.write(Buffer.concat([Buffer.from(head), payload]));
  }
  take(data) {
    if (this.rest) data = Buffer.concat([this.rest, data]);
    this.rest = null;
    let at = 0;
    while (at + 2 <= data.length) {
      let length = data[at + 1] & 127;
      let start = at + 2;
      if (length === 126) {
        if (at + 4 > data.length) break;
        length = data.readUInt16BE(at + 2);
        start = at + 4;
      }
      if (start + length > data.length) break;
      const opcode = data[at] & 15;
      at = start + length;
      if (opcode === 9) this.socket.write(Buffer.from([0x8a, 0x80, 0, 0, 0, 0]));
      else if (opcode === 8) throw new Error(`closed: ${data.readUInt16BE(start)}`);
      else if (opcode === 1) this.frame(data, start, length);
    }
    if (at < data.length) this.rest = data.subarray(at);
  }
  frame(data, start, length) {
    if (isSocketIo && data[start] !== 0x34) {
      if (data[start] === 0x32) this.send("3");
      return;
    }
    if (isSocketIo && data[start + 1] === 0x30) return this.ready();
    this.onFrame(data, start, length, this);
  }
}

const go = (client, count, text) => {
  const order = JSON.stringify({ count, text });
  client.send(isSocketIo ? `42["go",${order}]` : order);
};
const now = () => Number(process.hrtime.bigint() / 1000n);
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function open(onFrame, most = count) {
  const clients = [];
  while (clients.length < most) {
    const some = Array.from(
      { length: Math.min(50, most - clients.length) },
      (_, i) => new Client(ports[(clients.length + i) % ports.length], onFrame),
    );
    await Promise.all(some.map(({ opened }) => opened));
    clients.push(...some);
  }
  return clients;
}

const percentile = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];

// Broadcasts in batches; the next batch is asked for when every client has the last one.
async function throughput() {
  const batch = Math.max(1, Math.round(20_000 / count));
  let received = 0;
  let total = 0;
  let done = null;
  const clients = await open(() => {
    if (++received === batch * count) done();
  });
  const round = () =>
    new Promise((resolve) => {
      received = 0;
      total += batch * count;
      done = resolve;
      go(clients[0], batch, PADDING);
    });
  for (let i = 0; i < 5; i++) await round();
  const started = now();
  let rounds = 0;
  while (now() - started < seconds * 1e6) {
    await round();
    rounds++;
  }
  return { total, perSecond: (rounds * batch * count) / ((now() - started) / 1e6) };
}

// Broadcasts at a given pace; from the order of one client to the arrival at each.
async function latency() {
  const times = [];
  let isMeasured = false;
  const marker = Buffer.from("@");
  const clients = await open((data, start) => {
    if (!isMeasured) return;
    const at = data.indexOf(marker, start);
    times.push(now() - Number(data.toString("latin1", at + 1, at + 17)));
  });
  const perSecond = options.deliveries / count;
  const pace = async (duration) => {
    const started = now();
    for (let sent = 0; now() - started < duration * 1e6; sent++) {
      const due = started + (sent / perSecond) * 1e6;
      while (now() < due) await wait(1);
      go(clients[0], 1, `@${String(now()).padStart(16, "0")} ${PADDING}`);
    }
  };
  await pace(1);
  isMeasured = true;
  await pace(seconds);
  await wait(500);
  times.sort((a, b) => a - b);
  return { total: times.length, median: percentile(times, 0.5) / 1000, p99: percentile(times, 0.99) / 1000 };
}

// Every client sends its next message when the last has come back.
async function echo() {
  const message = JSON.stringify({ user: "ada", text: PADDING, tags: ["a", "b"], at: { x: 1.5, y: 2.25 } });
  let received = 0;
  const clients = await open((_data, _start, _length, client) => {
    received++;
    client.send(message);
  });
  for (const client of clients) client.send(message);
  await wait(1000);
  const [from, started] = [received, now()];
  await wait(seconds * 1000);
  const perSecond = (received - from) / ((now() - started) / 1e6);
  return { total: received, perSecond };
}

// Connections that do nothing; tells when they are there, and stays.
async function idle() {
  await open(() => {});
  console.log(JSON.stringify({ count }));
  await wait(60_000);
}

({ throughput, latency, echo, idle })[mode]().then((result) => {
  console.log(JSON.stringify(result));
  process.exit(0);
}, (error) => {
  console.error(error);
  process.exit(1);
});
