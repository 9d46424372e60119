/**
 * A small SMTP server as a process of its own: takes mails on a free port, tells of each as a line of JSON on stdout, and can do what servers do to clients. Settings come as
 * JSON in the first argument.
 */
export interface SmtpServerSettings {
  readonly tls: "starttls" | "tls" | "none";
  /** PEM files. */
  readonly certificate?: string;
  readonly key?: string;
  /** Logins are refused unless they are this one. */
  readonly user?: string;
  readonly password?: string;
  /** Recipients that are refused. */
  readonly refused?: readonly string[];
  /** The answer to the mail itself. */
  readonly afterData?: string;
  /** Never says a word. */
  readonly isSilent?: boolean;
}

const settings = JSON.parse(Deno.args[0]!) as SmtpServerSettings;
const tell = (message: unknown) => console.log(JSON.stringify(message));
const address = { hostname: "127.0.0.1", port: 0 };
const secure = settings.certificate === undefined ? null : Deno.listenTls({
  ...address,
  cert: Deno.readTextFileSync(settings.certificate),
  key: Deno.readTextFileSync(settings.key!),
});
const plain = Deno.listen(address);
tell({ port: (settings.tls === "tls" ? secure! : plain).addr.port });
accept(plain, false);
if (secure) accept(secure, true);

async function accept(listener: Deno.Listener, isSecure: boolean): Promise<void> {
  // What comes through STARTTLS goes on where the greeting is over.
  const isGreeted = isSecure && settings.tls === "starttls";
  for await (const connection of listener) serve(connection, isSecure, isGreeted).catch(() => {});
}

/** One connection. */
async function serve(connection: Deno.Conn, isSecure: boolean, isGreeted: boolean): Promise<void> {
  if (settings.isSilent) return;
  const encoder = new TextEncoder();
  const say = (...lines: string[]) =>
    connection.write(encoder.encode(lines.map((line) => `${line}\r\n`).join("")));
  const session = new Session(isSecure);
  if (!isGreeted) await say("220 test ESMTP");
  const decoder = new TextDecoder();
  const chunk = new Uint8Array(65536);
  let rest = "";
  for (let count = await connection.read(chunk); count !== null; count = await connection.read(chunk)) {
    rest += decoder.decode(chunk.subarray(0, count), { stream: true });
    for (let end = rest.indexOf("\r\n"); end >= 0; end = rest.indexOf("\r\n")) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 2);
      await say(...session.answer(line));
      if (line.toUpperCase() === "STARTTLS") return await passOn(connection);
      if (line.toUpperCase() === "QUIT") return connection.close();
    }
  }
}

/** From here on the client speaks TLS with the other port. */
async function passOn(client: Deno.Conn): Promise<void> {
  const inner = await Deno.connect({ hostname: "127.0.0.1", port: secure!.addr.port });
  await Promise.all([client.readable.pipeTo(inner.writable), inner.readable.pipeTo(client.writable)]);
}

class Session {
  #login: string | null = null;
  #recipients: string[] = [];
  #data: string[] | null = null;

  constructor(private readonly isSecure: boolean) {}

  /** The lines that answer a line. */
  answer(line: string): string[] {
    if (this.#data) return this.#take(this.#data, line);
    const [verb, , initial] = line.split(" ");
    switch (verb!.toUpperCase()) {
      case "EHLO":
        return [
          "250-test",
          ...(settings.tls === "starttls" && !this.isSecure ? ["250-STARTTLS"] : []),
          ...(settings.user === undefined ? [] : ["250-AUTH PLAIN"]),
          "250 SMTPUTF8",
        ];
      case "STARTTLS":
        return [secure ? "220 go on" : "502 not here"];
      case "AUTH": {
        const [, user, password] = atob(initial ?? "").split("\0");
        if (user !== settings.user || password !== settings.password) {
          return ["535 5.7.8 wrong user or password"];
        }
        this.#login = user!;
        return ["235 welcome"];
      }
      case "MAIL":
        this.#recipients = [];
        return ["250 ok"];
      case "RCPT": {
        const recipient = /<(.*)>/.exec(line)?.[1] ?? "";
        if (settings.refused?.includes(recipient)) return ["550 5.1.1 no such mailbox"];
        this.#recipients.push(recipient);
        return ["250 ok"];
      }
      case "DATA":
        this.#data = [];
        return ["354 go on"];
      case "QUIT":
        return ["221 bye"];
      default:
        return ["250 ok"];
    }
  }

  #take(data: string[], line: string): string[] {
    if (line !== ".") {
      data.push(line.replace(/^\.\./, "."));
      return [];
    }
    tell({
      recipients: this.#recipients,
      isSecure: this.isSecure,
      login: this.#login,
      mail: data.join("\n"),
    });
    this.#data = null;
    return [settings.afterData ?? "250 taken"];
  }
}
