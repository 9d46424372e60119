/** Hands a mail to the server: web.md 22. Err is for everything that keeps it from being taken. */
import { host } from "../host/host.ts";
import type { FitzMap } from "../values/map.ts";
import { Err, Ok, type Result } from "../values/result.ts";
import { createTransport } from "./library/nodemailer.ts";
import { type Address, type Mail, MailProblem, readMail } from "./mail.ts";
import { defaultSender, type MailServer, mailServer } from "./mail_server.ts";
import { isInTest, keepMail } from "./outbox.ts";
import { SmtpResult } from "./smtp_result.ts";

const LIMIT_MS = 30_000;

/** Ok with the `SmtpResult`, or Err with a text; never rejects. */
export async function sendMail(given: FitzMap): Promise<Result> {
  try {
    const mail = readMail(given);
    if (isInTest()) {
      keepMail(given);
      return new Ok(new SmtpResult(true, `<${crypto.randomUUID()}@test>`, 0));
    }
    const from = mail.from ?? defaultSender();
    if (from === null) throw new MailProblem("missing key `from`, and `SMTP_FROM` is not set");
    return new Ok(await deliver({ ...mail, from }, mailServer()));
  } catch (error) {
    if (error instanceof MailProblem) return new Err(`smtp: ${error.text}`);
    throw error;
  }
}

/** @throws MailProblem */
async function deliver(mail: Mail & { readonly from: Address }, server: MailServer): Promise<SmtpResult> {
  const started = host().monotonic();
  const transport = createTransport({
    host: server.host,
    port: server.port,
    secure: server.tls === "tls",
    requireTLS: server.tls === "starttls",
    ignoreTLS: server.tls === "none",
    connectionTimeout: LIMIT_MS,
    greetingTimeout: LIMIT_MS,
    socketTimeout: LIMIT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(server.user === null ? {} : { auth: { user: server.user, pass: server.password } }),
  });
  const timer = new AbortController();
  const late = host().sleep(LIMIT_MS, timer.signal).then(() => null);
  try {
    const sent = await Promise.race([transport.sendMail(messageOf(mail)), late]);
    if (sent === null) {
      throw new MailProblem(`timeout talking to ${server.host}:${server.port} after ${LIMIT_MS} ms`);
    }
    const [refusal] = (sent.rejectedErrors ?? []) as RefusalError[];
    if (refusal) throw new MailProblem(refusedText(refusal));
    return new SmtpResult(true, sent.messageId, Math.round(host().monotonic() - started));
  } catch (error) {
    throw error instanceof MailProblem ? error : new MailProblem(failureText(error as RefusalError, server));
  } finally {
    timer.abort();
    transport.close();
  }
}

function messageOf({ from, to, cc, bcc, replyTo, subject, text, html }: Mail & { readonly from: Address }) {
  return {
    from,
    to: [...to],
    cc: [...cc],
    bcc: [...bcc],
    subject,
    xMailer: false as const,
    ...(replyTo === null ? {} : { replyTo }),
    ...(text === null ? {} : { text }),
    ...(html === null ? {} : { html }),
  };
}

/** What the package throws. */
interface RefusalError extends Error {
  readonly code?: string;
  readonly response?: string;
  readonly recipient?: string;
  readonly rejectedErrors?: readonly RefusalError[];
}

/** The failure in our words, with what the server answered. */
function failureText(error: RefusalError, server: MailServer): string {
  const { host, port } = server;
  const reason = (error.response ?? error.message ?? String(error)).replace(/\s+/g, " ").trim();
  switch (error.code) {
    case "ECONNECTION":
    case "ESOCKET":
    case "EDNS":
      // A handshake that fails after STARTTLS is a write without a reason to the host.
      if (/certificate|tls|UNKNOWN/i.test(reason)) return tlsText(server, reason);
      return `could not connect to ${host}:${port}: ${connectReason(reason)}`;
    case "ETIMEDOUT":
      return `timeout talking to ${host}:${port} after ${LIMIT_MS} ms`;
    case "ETLS":
      return tlsText(server, reason);
    case "EAUTH":
      return `the server refused the login: ${reason}`;
    case "EENVELOPE": {
      const [refusal] = error.rejectedErrors ?? [];
      return refusal ? refusedText(refusal) : `the server refused the mail: ${reason}`;
    }
    default:
      return `the server refused the mail: ${reason}`;
  }
}

function tlsText({ host, port }: MailServer, reason: string): string {
  const known = reason.includes("UNKNOWN") ? "the handshake failed: is the certificate trusted?" : reason;
  return `no TLS with ${host}:${port}: ${known}`;
}

function refusedText({ recipient, response, message }: RefusalError): string {
  return `recipient ${recipient ?? ""} refused: ${(response ?? message).replace(/\s+/g, " ").trim()}`;
}

function connectReason(reason: string): string {
  if (/ECONNREFUSED|connection refused/i.test(reason)) return "connection refused";
  if (/ENOTFOUND|EAI_AGAIN|failed to lookup/i.test(reason)) return "no such host";
  return reason;
}
