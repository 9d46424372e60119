/** Mails to a real server, over plain connections, STARTTLS and TLS: web.md 22. */
import assert from "node:assert/strict";
import { setHost } from "../../src/runtime/host/host.ts";
import { sendMail } from "../../src/runtime/mail/send_mail.ts";
import { mapFromEntries } from "../../src/runtime/operations/map_key.ts";
import { Err } from "../../src/runtime/values/result.ts";
import { executable, fitzCommand } from "../harness/fitz.ts";
import { capturingHost } from "../harness/run_source.ts";
import type { SmtpServerSettings } from "./smtp_server.ts";

interface Taken {
  readonly recipients: string[];
  readonly isSecure: boolean;
  readonly login: string | null;
  readonly mail: string;
}

const folder = Deno.makeTempDirSync({ prefix: "fitz-mail-" });
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

let areCertificatesMade = false;

/** An authority of our own and a certificate of it for the loopback. */
async function certificates(): Promise<{ certificate: string; key: string; authority: string }> {
  const openssl = async (...args: string[]) => {
    const { success, stderr } = await new Deno.Command("openssl", { args, cwd: folder, stdout: "null" })
      .output();
    assert.ok(success, new TextDecoder().decode(stderr));
  };
  if (!areCertificatesMade) {
    const key = ["-newkey", "rsa:2048", "-nodes", "-days", "2"];
    Deno.writeTextFileSync(`${folder}/names`, "subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE\n");
    await openssl(
      "req",
      "-x509",
      ...key,
      "-keyout",
      "ca.key",
      "-out",
      "ca.pem",
      "-subj",
      "/CN=Test authority",
    );
    await openssl("req", ...key, "-keyout", "key.pem", "-out", "request.pem", "-subj", "/CN=127.0.0.1");
    await openssl(
      ...["x509", "-req", "-in", "request.pem", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"],
      ...["-out", "cert.pem", "-days", "2", "-extfile", "names"],
    );
    areCertificatesMade = true;
  }
  return { certificate: `${folder}/cert.pem`, key: `${folder}/key.pem`, authority: `${folder}/ca.pem` };
}

interface MailServer {
  readonly port: number;
  /** The mails taken so far. */
  taken(): Taken[];
}

async function withServer(settings: SmtpServerSettings, action: (server: MailServer) => Promise<void>) {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--no-check", "-A"],
      new URL("./smtp_server.ts", import.meta.url).pathname,
      JSON.stringify(settings),
    ],
    stdout: "piped",
  }).spawn();
  const lines: string[] = [];
  const listening = Promise.withResolvers<number>();
  const reading = (async () => {
    let rest = "";
    for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
      const parts = (rest + chunk).split("\n");
      rest = parts.pop()!;
      lines.push(...parts);
      if (lines.length > 0) listening.resolve(JSON.parse(lines[0]!).port);
    }
    listening.reject(new Error("the mail server ended"));
  })();
  try {
    await action({
      port: await listening.promise,
      taken: () => lines.slice(1).map((line) => JSON.parse(line)),
    });
  } finally {
    child.kill("SIGKILL");
    await Promise.all([child.status, reading]);
    listening.promise.catch(() => {});
  }
}

/** What a program prints about a mail that it sends. */
async function send(
  mail: string,
  port: number,
  env: Record<string, string>,
  [program, ...args] = fitzCommand("cli"),
): Promise<string> {
  const path = `${Deno.makeTempDirSync({ dir: folder })}/mail.fitz`;
  Deno.writeTextFileSync(path, `print(smtp.send(${mail}).await)\n`);
  const { stdout, stderr } = await new Deno.Command(program!, {
    args: [...args, "run", path],
    env: { SMTP_HOST: "127.0.0.1", SMTP_PORT: String(port), SMTP_FROM: "Shop <shop@example.com>", ...env },
  }).output();
  assert.equal(new TextDecoder().decode(stderr), "");
  return new TextDecoder().decode(stdout).trim();
}

const MAIL = `{ "to": "ana@example.com", "subject": "Hi", "body": "Welcome" }`;
const SENT =
  /^Ok\(SmtpResult \{ delivered: true, message_id: "<[0-9a-f-]+@example\.com>", duration_ms: \d+ \}\)$/;

Deno.test("mail: what the server gets", () =>
  withServer({ tls: "none" }, async ({ port, taken }) => {
    const mail = `{
      "to": ["Ruiz, Ana <ana@example.com>", "bo@example.com"], "cc": "cy@example.com", "bcc": ["di@example.com"],
      "from": "ed@example.com", "reply_to": "reply@example.com", "subject": "Grüße", "body_text": "one\\n.\\ntwo é", "body_html": "<p>one</p>",
    }`;
    assert.match(await send(mail, port, { SMTP_TLS: "none" }), SENT);
    assert.match(await send(MAIL, port, { SMTP_TLS: "none" }), SENT);
    const [both, plain] = taken() as [Taken, Taken];
    assert.deepEqual(both.recipients, [
      "ana@example.com",
      "bo@example.com",
      "cy@example.com",
      "di@example.com",
    ]);
    assert.match(both.mail, /^From: ed@example\.com$/m);
    assert.match(both.mail, /^To: "Ruiz, Ana" <ana@example\.com>, bo@example\.com$/m);
    assert.match(both.mail, /^Cc: cy@example\.com$/m);
    assert.match(both.mail, /^Reply-To: reply@example\.com$/m);
    assert.match(both.mail, /^Subject: =\?UTF-8\?Q\?Gr=C3=BC=C3=9Fe\?=$/m);
    assert.match(both.mail, /^Content-Type: multipart\/alternative;/m);
    assert.match(both.mail, /^one\n\.\ntwo =C3=A9$/m);
    assert.match(both.mail, /^<p>one<\/p>$/m);
    assert.doesNotMatch(both.mail, /di@example|Bcc|X-Mailer/i);
    assert.match(plain.mail, /^From: Shop <shop@example\.com>$/m);
    assert.match(plain.mail, /^Content-Type: text\/plain; charset=utf-8$/m);
    assert.match(plain.mail, /\n\nWelcome\n?$/);
  }));

Deno.test("mail: STARTTLS and TLS, with login", async () => {
  const { certificate, key, authority } = await certificates();
  for (const tls of ["starttls", "tls"] as const) {
    await withServer(
      { tls, certificate, key, user: "shop", password: "hunter2" },
      async ({ port, taken }) => {
        const trusting = { SMTP_TLS: tls, SMTP_USER: "shop", DENO_CERT: authority };
        assert.match(await send(MAIL, port, { ...trusting, SMTP_PASSWORD: "hunter2" }), SENT);
        Deno.writeTextFileSync(`${folder}/password`, "hunter2\n");
        assert.match(await send(MAIL, port, { ...trusting, SMTP_PASSWORD_FILE: `${folder}/password` }), SENT);
        assert.deepEqual(taken().map(({ isSecure, login }) => [isSecure, login]), [[true, "shop"], [
          true,
          "shop",
        ]]);
        assert.equal(
          await send(MAIL, port, { ...trusting, SMTP_PASSWORD: "wrong" }),
          'Err("smtp: the server refused the login: 535 5.7.8 wrong user or password")',
        );
        assert.match(
          await send(MAIL, port, { SMTP_TLS: tls }),
          new RegExp(`^Err\\("smtp: no TLS with 127\\.0\\.0\\.1:${port}: .*certificate`),
        );
        assert.equal(taken().length, 2);
      },
    );
  }
});

Deno.test("mail: no plain text where TLS is asked for", () =>
  withServer({ tls: "none" }, async ({ port, taken }) => {
    assert.match(await send(MAIL, port, {}), /^Err\("smtp: no TLS with 127\.0\.0\.1:\d+: /);
    assert.deepEqual(taken(), []);
  }));

Deno.test("mail: what the server refuses", async () => {
  const plain = { SMTP_TLS: "none" };
  await withServer({ tls: "none", refused: ["ana@example.com"] }, async ({ port }) => {
    const refused = 'Err("smtp: recipient ana@example.com refused: 550 5.1.1 no such mailbox")';
    assert.equal(await send(MAIL, port, plain), refused);
    const two = `{ "to": ["bo@example.com", "ana@example.com"], "subject": "Hi", "body": "x" }`;
    assert.equal(await send(two, port, plain), refused);
  });
  await withServer({ tls: "none", afterData: "554 5.7.1 looks like spam" }, async ({ port }) => {
    assert.equal(
      await send(MAIL, port, plain),
      'Err("smtp: the server refused the mail: 554 5.7.1 looks like spam")',
    );
  });
  assert.equal(
    await send(MAIL, 1, plain),
    'Err("smtp: could not connect to 127.0.0.1:1: connection refused")',
  );
  assert.equal(
    await send(MAIL, 25, { ...plain, SMTP_HOST: "no-such-host.invalid" }),
    'Err("smtp: could not connect to no-such-host.invalid:25: no such host")',
  );
});

Deno.test({
  name: "mail: a server that says nothing has 30 seconds",
  sanitizeOps: false,
  sanitizeResources: false,
  fn: () =>
    withServer({ tls: "none", isSilent: true }, async ({ port }) => {
      const env = {
        SMTP_HOST: "127.0.0.1",
        SMTP_PORT: String(port),
        SMTP_TLS: "none",
        SMTP_FROM: "a@example.com",
      };
      const { host } = capturingHost([], { cwd: ".", env });
      const waits: number[] = [];
      setHost({
        ...host,
        sleep(milliseconds) {
          waits.push(milliseconds);
          return Promise.resolve();
        },
      });
      const mail = mapFromEntries([["to", "ana@example.com"], ["subject", "Hi"], ["body", "x"]]);
      const result = await sendMail(mail);
      assert.ok(result instanceof Err);
      assert.equal(result.value, `smtp: timeout talking to 127.0.0.1:${port} after 30000 ms`);
      assert.deepEqual(waits, [30_000]);
    }),
});

/** Without an executable there is nothing to say about it; the tests of the executable make one. */
function hasExecutable(): boolean {
  try {
    return Deno.statSync(executable).isFile;
  } catch {
    return false;
  }
}

Deno.test({
  name: "mail: from the executable, which carries the package as a part",
  ignore: !hasExecutable(),
  fn: () =>
    withServer({ tls: "none" }, async ({ port, taken }) => {
      assert.match(await send(MAIL, port, { SMTP_TLS: "none" }, fitzCommand("binary")), SENT);
      assert.equal(taken().length, 1);
    }),
});
