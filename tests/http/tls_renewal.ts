/** Renews the certificate of a port again and again while clients connect; prints what went wrong. `tls_renewal.ts FOLDER`, with `one` and `two` in it */
import { setHost } from "../../src/runtime/host/host.ts";
import { openTlsPort } from "../../src/runtime/http/port/tls_port.ts";
import { capturingHost } from "../harness/run_source.ts";

const folder = Deno.args[0]!;
const { host, texts } = capturingHost([], { cwd: folder, env: { FITZ_LOG_FORMAT: "json" } });
setHost(host);
const read = (name: string) => Deno.readTextFileSync(`${folder}/${name}`);
const caCerts = [read("ca.pem")];

function install(name: string): void {
  Deno.copyFileSync(`${folder}/${name}.pem`, `${folder}/live.pem`);
  Deno.copyFileSync(`${folder}/${name}.key`, `${folder}/live.key`);
}
install("one");

const port = openTlsPort(
  async (request) => {
    if (request.url.endsWith("/slow")) await wait(600);
    return new Response("answer");
  },
  { hostname: "127.0.0.1", port: 0, tls: null, isShared: false },
  { cert: `${folder}/live.pem`, key: `${folder}/live.key` },
  20,
);

/** Waits in real time. */
function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

let isOver = false;
let answers = 0;
const failures: string[] = [];
async function connectAgainAndAgain(): Promise<void> {
  while (!isOver) {
    try {
      using connection = await Deno.connectTls({ hostname: "localhost", port: port.port, caCerts });
      await connection.write(
        new TextEncoder().encode("GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"),
      );
      const count = await connection.read(new Uint8Array(1000));
      if (count === null) failures.push("closed without an answer");
      else answers++;
    } catch (error) {
      failures.push(String(error));
    }
  }
}

const clients = [1, 2, 3].map(connectAgainAndAgain);
const client = Deno.createHttpClient({ caCerts });
const slow = fetch(`https://localhost:${port.port}/slow`, { client }).then((answer) => answer.text());
for (let round = 0; round < 6; round++) {
  // Half of a pair is not taken.
  Deno.copyFileSync(`${folder}/${round % 2 ? "one" : "two"}.pem`, `${folder}/live.pem`);
  await wait(60);
  install(round % 2 ? "one" : "two");
  await wait(60);
}
const slowAnswer = await slow;
isOver = true;
await Promise.all(clients);
client.close();
await port.shutdown();

const log = texts().err;
const renewed = log.split("tls.renewed").length - 1;
const refused = log.split("tls.not_renewed").length - 1;
const problems: string[] = [];
if (renewed < 6) problems.push(`${renewed} renewals:\n${log}`);
if (refused === 0) problems.push("half a pair was taken");
if (answers < 20) problems.push(`only ${answers} answers`);
if (slowAnswer !== "answer") problems.push(`the slow request got ${slowAnswer}`);
if (failures.length > 0) problems.push(`${failures.length} failures: ${[...new Set(failures)].join("; ")}`);
console.log(problems.length === 0 ? "renewed" : problems.join("\n"));
