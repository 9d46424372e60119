/** Inputs that are not typed: lines of stdin, joined while something is open. */
import type { InputSource } from "./input_source.ts";
import { isComplete } from "./is_complete.ts";
import type { InputReader } from "./repl.ts";

export class PipedReader implements InputReader {
  constructor(private readonly source: InputSource) {}

  async read(): Promise<string | null> {
    let text: string | null = null;
    while (true) {
      const line = await this.source.readLine();
      // At the end what is open stays so, and is told.
      if (line === null) return text;
      text = text === null ? line : `${text}\n${line}`;
      if (text.trimStart().startsWith(":") || isComplete(text)) return text;
    }
  }

  remember(): void {}
}
