/** A mail as programs describe it: web.md 22. */
import { typeName } from "../operations/type_name.ts";
import { display } from "../operations/display.ts";
import type { FitzMap } from "../values/map.ts";

export interface Address {
  /** May be empty. */
  readonly name: string;
  readonly address: string;
}

export interface Mail {
  /** null: the sender of the environment. */
  readonly from: Address | null;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly bcc: readonly Address[];
  readonly replyTo: Address | null;
  readonly subject: string;
  readonly text: string | null;
  readonly html: string | null;
}

const KEYS = ["to", "from", "subject", "body", "body_text", "body_html", "cc", "bcc", "reply_to"];
/** `ana@example.com`, or with a name in front: `Ana Ruiz <ana@example.com>`. One address, so that no text of a user adds recipients. */
const ADDRESS = /^(?:"([^"]*)"|([^<>@"]*))<([^\s<>,;@"]+@[^\s<>,;@"]+)>$|^([^\s<>,;@"]+@[^\s<>,;@"]+)$/;
const LINE_BREAK = /[\r\n\0]/;

/** Why a mail cannot be sent: a clause. */
export class MailProblem {
  constructor(readonly text: string) {}
}

/** Reads the description. @throws MailProblem */
export function readMail(given: FitzMap): Mail {
  for (const key of given.keys()) {
    if (typeof key !== "string" || !KEYS.includes(key)) {
      throw new MailProblem(`unknown key \`${display(key)}\``);
    }
  }
  const to = addresses(given, "to");
  if (to === null) throw new MailProblem("missing key `to`");
  const subject = text(given, "subject");
  if (subject === null) throw new MailProblem("missing key `subject`");
  if (LINE_BREAK.test(subject)) throw new MailProblem("`subject` has a line break");
  const body = text(given, "body");
  const bodyText = text(given, "body_text");
  if (body !== null && bodyText !== null) {
    throw new MailProblem("`body` and `body_text` are the same: give one");
  }
  const html = text(given, "body_html");
  if ((body ?? bodyText ?? html) === null) throw new MailProblem("missing key `body`");
  const cc = addresses(given, "cc") ?? [];
  const bcc = addresses(given, "bcc") ?? [];
  if (to.length + cc.length + bcc.length === 0) throw new MailProblem("there is no recipient");
  return {
    from: oneAddress(given, "from"),
    to,
    cc,
    bcc,
    replyTo: oneAddress(given, "reply_to"),
    subject,
    text: body ?? bodyText,
    html,
  };
}

/** @throws MailProblem for what is not one address */
export function parseAddress(name: string, text: string): Address {
  if (LINE_BREAK.test(text)) throw new MailProblem(`${name} has a line break`);
  const match = ADDRESS.exec(text.trim().replace(/"\s+</, '"<'));
  if (!match) throw new MailProblem(`${name}: '${text}' is not an address`);
  const [, quoted, plain, inner, bare] = match;
  return { name: (quoted ?? plain ?? "").trim(), address: (inner ?? bare)! };
}

/** null and absent are the same. */
function text(given: FitzMap, key: string): string | null {
  const value = given.get(key) ?? null;
  if (value !== null && typeof value !== "string") {
    throw new MailProblem(`\`${key}\` must be a Str, found ${typeName(value)}`);
  }
  return value;
}

function oneAddress(given: FitzMap, key: string): Address | null {
  const value = text(given, key);
  return value === null ? null : parseAddress(`\`${key}\``, value);
}

function addresses(given: FitzMap, key: string): Address[] | null {
  const value = given.get(key) ?? null;
  if (value === null) return null;
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.map((one) => {
    if (typeof one === "string") return parseAddress(`\`${key}\``, one);
    throw new MailProblem(
      `\`${key}\` must be a Str or a List<Str>, found ${typeName(Array.isArray(value) ? one : value)}`,
    );
  });
}
