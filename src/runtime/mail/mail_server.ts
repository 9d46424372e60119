/** The mail server that the environment names: web.md 22. */
import { variable } from "../host/environment.ts";
import { secretText } from "../host/secret_text.ts";
import { type Address, MailProblem, parseAddress } from "./mail.ts";

export type MailTls = "starttls" | "tls" | "none";

export interface MailServer {
  readonly host: string;
  readonly port: number;
  readonly tls: MailTls;
  readonly user: string | null;
  readonly password: string;
}

const DEFAULT_PORT = 587;
const HIGHEST_PORT = 65535;
const TLS_KINDS: ReadonlySet<string> = new Set(["starttls", "tls", "none"]);

/** `SMTP_HOST`, `SMTP_PORT`, `SMTP_TLS`, `SMTP_USER`, `SMTP_PASSWORD`. @throws MailProblem */
export function mailServer(): MailServer {
  const host = textOf("SMTP_HOST") ?? missing("SMTP_HOST");
  const portText = textOf("SMTP_PORT") ?? String(DEFAULT_PORT);
  const port = /^\d{1,5}$/.test(portText) ? Number(portText) : 0;
  if (port < 1 || port > HIGHEST_PORT) throw new MailProblem(`\`SMTP_PORT\` is no port: '${portText}'`);
  const tls = (textOf("SMTP_TLS") ?? "starttls").toLowerCase();
  if (!TLS_KINDS.has(tls)) throw new MailProblem(`\`SMTP_TLS\` is starttls, tls or none, not '${tls}'`);
  const user = textOf("SMTP_USER") ?? null;
  return { host, port, tls: tls as MailTls, user, password: user === null ? "" : password() };
}

/** `SMTP_FROM`; null when it is unset. @throws MailProblem */
export function defaultSender(): Address | null {
  const from = textOf("SMTP_FROM");
  return from === undefined ? null : parseAddress("`SMTP_FROM`", from);
}

function password(): string {
  const text = secretText("SMTP_PASSWORD") ?? missing("SMTP_PASSWORD");
  if (typeof text === "object") throw new MailProblem(`\`SMTP_PASSWORD\`: ${text.problem}`);
  return text;
}

function textOf(key: string): string | undefined {
  return variable(key)?.trim() || undefined;
}

function missing(key: string): never {
  throw new MailProblem(`environment variable \`${key}\` is not set`);
}
