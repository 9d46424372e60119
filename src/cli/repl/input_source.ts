/** The bytes of stdin, shared by the prompt and by programs that read lines: nothing of it is read ahead and lost. */

export class InputSource {
  readonly #decoder = new TextDecoder();
  #rest = "";
  #pending: Promise<string | null> | null = null;
  #isOver = false;

  /** The next piece of text; null at the end. A call that nobody waited for to the end is taken up by the next one. */
  async read(): Promise<string | null> {
    if (this.#rest !== "") {
      const text = this.#rest;
      this.#rest = "";
      return text;
    }
    if (this.#isOver) return null;
    const text = await (this.#pending ??= this.#readMore());
    this.#pending = null;
    return text;
  }

  /** Puts text back that was read but not used. */
  unread(text: string): void {
    this.#rest = text + this.#rest;
  }

  /** The next line without its end; null at the end of the input. */
  async readLine(): Promise<string | null> {
    let line = "";
    while (true) {
      const text = await this.read();
      if (text === null) return line === "" ? null : line;
      const end = text.indexOf("\n");
      if (end < 0) {
        line += text;
        continue;
      }
      this.unread(text.slice(end + 1));
      return (line + text.slice(0, end)).replace(/\r$/, "");
    }
  }

  async #readMore(): Promise<string | null> {
    const chunk = new Uint8Array(65536);
    const count = await Deno.stdin.read(chunk);
    if (count !== null) return this.#decoder.decode(chunk.subarray(0, count), { stream: true });
    this.#isOver = true;
    return this.#decoder.decode() || null;
  }
}
