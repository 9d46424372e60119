/** The text that is being typed, with its cursor: what the keys of emacs do to it. */

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

export class EditBuffer {
  text = "";
  /** Offset in the text. */
  cursor = 0;
  /** What was cut last, for C-y. */
  #cut = "";

  set(text: string, cursor = text.length): void {
    this.text = text;
    this.cursor = cursor;
  }

  insert(text: string): void {
    this.text = this.text.slice(0, this.cursor) + text + this.text.slice(this.cursor);
    this.cursor += text.length;
  }

  /** Carries out a key; false for one that means something else. */
  edit(key: string): boolean {
    switch (key) {
      case "Left":
      case "C-b":
        this.cursor = this.#before();
        return true;
      case "Right":
      case "C-f":
        this.cursor = this.#after();
        return true;
      case "Home":
      case "C-a":
        this.cursor = this.lineStart();
        return true;
      case "End":
      case "C-e":
        this.cursor = this.lineEnd();
        return true;
      case "M-b":
        this.cursor = this.#wordStart();
        return true;
      case "M-f":
        this.cursor = this.#wordEnd();
        return true;
      case "M-<":
        this.cursor = 0;
        return true;
      case "M->":
        this.cursor = this.text.length;
        return true;
      case "Backspace":
      case "C-h":
        this.#remove(this.#before(), this.cursor);
        return true;
      case "Delete":
      case "C-d":
        this.#remove(this.cursor, this.#after());
        return true;
      case "C-k": {
        const end = this.lineEnd();
        this.#kill(this.cursor, end === this.cursor ? Math.min(end + 1, this.text.length) : end);
        return true;
      }
      case "C-u":
        this.#kill(this.lineStart(), this.cursor);
        return true;
      case "C-w":
      case "M-Backspace":
        this.#kill(this.#wordStart(), this.cursor);
        return true;
      case "M-d":
        this.#kill(this.cursor, this.#wordEnd());
        return true;
      case "C-y":
        this.insert(this.#cut);
        return true;
      case "C-t":
        this.#transpose();
        return true;
      default:
        return false;
    }
  }

  lineStart(): number {
    return this.text.lastIndexOf("\n", this.cursor - 1) + 1;
  }

  lineEnd(): number {
    const end = this.text.indexOf("\n", this.cursor);
    return end < 0 ? this.text.length : end;
  }

  /** To the line above or below, in the same column; false when there is none. */
  moveLine(step: 1 | -1): boolean {
    const column = this.cursor - this.lineStart();
    if (step < 0) {
      const start = this.lineStart();
      if (start === 0) return false;
      const above = this.text.lastIndexOf("\n", start - 2) + 1;
      this.cursor = Math.min(above + column, start - 1);
      return true;
    }
    const end = this.lineEnd();
    if (end === this.text.length) return false;
    const next = this.text.indexOf("\n", end + 1);
    this.cursor = Math.min(end + 1 + column, next < 0 ? this.text.length : next);
    return true;
  }

  /** Replaces what stands between two offsets. */
  replace(start: number, end: number, text: string): void {
    this.text = this.text.slice(0, start) + text + this.text.slice(end);
    this.cursor = start + text.length;
  }

  #remove(start: number, end: number): void {
    this.replace(start, end, "");
  }

  #kill(start: number, end: number): void {
    if (start === end) return;
    this.#cut = this.text.slice(start, end);
    this.#remove(start, end);
  }

  /** Characters as people see them, which may be several code points. */
  #before(): number {
    let last = 0;
    for (const { index, segment } of segmenter.segment(this.text.slice(0, this.cursor))) {
      last = segment === "" ? last : index;
    }
    return this.cursor === 0 ? 0 : last;
  }

  #after(): number {
    const [first] = segmenter.segment(this.text.slice(this.cursor));
    return this.cursor + (first?.segment.length ?? 0);
  }

  #wordStart(): number {
    const before = this.text.slice(0, this.cursor);
    return before.length - (/[\p{L}\p{N}_]*[^\p{L}\p{N}_]*$/u.exec(before)![0].length);
  }

  #wordEnd(): number {
    return this.cursor + /^[^\p{L}\p{N}_]*[\p{L}\p{N}_]*/u.exec(this.text.slice(this.cursor))![0].length;
  }

  #transpose(): void {
    if (this.cursor === 0 || this.text.length < 2) return;
    const at = this.cursor === this.text.length ? this.cursor - 1 : this.cursor;
    const [left, right] = [this.text[at - 1]!, this.text[at]!];
    this.replace(at - 1, at + 1, right + left);
  }
}
