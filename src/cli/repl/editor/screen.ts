/** Where the text being typed stands on the screen. */
import { visible } from "../../../diagnostics/display_width.ts";

export interface Drawing {
  /** Before the first line and before the others. */
  readonly prompt: string;
  readonly continuation: string;
  readonly text: string;
  readonly cursor: number;
  /** The text as it is shown; the same characters in the same places. */
  readonly shown: string;
}

export class Screen {
  /** Row of the cursor below the start of what was drawn. */
  #row = 0;

  constructor(private readonly write: (text: string) => void, private readonly columns: () => number) {}

  /** Draws anew what was drawn before. */
  draw(drawing: Drawing): void {
    const columns = Math.max(1, this.columns());
    const shown = drawing.shown.split("\n");
    const lines = drawing.text.split("\n");
    let out = `${this.#toStart()}\x1b[J`;
    let row = 0;
    let cursor = { row: 0, column: 0 };
    let start = 0;
    for (const [at, line] of lines.entries()) {
      const prompt = at === 0 ? drawing.prompt : drawing.continuation;
      if (at > 0) out += "\r\n";
      out += prompt + shown[at]!.replaceAll("\t", "    ");
      const width = visible(prompt).width + visible(line).width;
      if (drawing.cursor >= start && drawing.cursor <= start + line.length) {
        const before = visible(prompt).width + visible(line.slice(0, drawing.cursor - start)).width;
        cursor = { row: row + Math.floor(before / columns), column: before % columns };
      }
      // The terminal stays in the last column until something follows.
      if (width > 0 && width % columns === 0) out += " \r";
      row += Math.floor(width / columns);
      start += line.length + 1;
      if (at < lines.length - 1) row++;
    }
    if (row > cursor.row) out += `\x1b[${row - cursor.row}A`;
    out += "\r";
    if (cursor.column > 0) out += `\x1b[${cursor.column}C`;
    this.#row = cursor.row;
    this.write(out);
  }

  /** Leaves what was drawn where it is, with a mark behind it; the next drawing starts below. */
  finish(drawing: Drawing, mark = ""): void {
    this.draw({ ...drawing, cursor: drawing.text.length });
    this.write(`${mark}\r\n`);
    this.#row = 0;
  }

  /** Shows something below what is being typed, which is drawn again after it. */
  interject(text: string, drawing: Drawing): void {
    this.finish(drawing);
    this.write(text.replaceAll("\n", "\r\n"));
  }

  clear(): void {
    this.#row = 0;
    this.write("\x1b[2J\x1b[H");
  }

  #toStart(): string {
    return `${this.#row > 0 ? `\x1b[${this.#row}A` : ""}\r`;
  }
}
