/** The differences of two texts in the unified format. */

type Step = { readonly kind: " " | "-" | "+"; readonly line: string };

const CONTEXT = 3;

/** "" when the texts are equal. */
export function unifiedDiff(before: string, after: string, path: string): string {
  const steps = lineSteps(linesOf(before), linesOf(after));
  const hunks = hunksOf(steps);
  if (hunks.length === 0) return "";
  return `--- ${path}\n+++ ${path}\n${hunks.map((hunk) => renderHunk(steps, hunk)).join("")}`;
}

/** Lines without their ends; a last line without an end says so, as the format asks for. */
function linesOf(text: string): string[] {
  if (text === "") return [];
  const lines = text.split("\n");
  const last = lines.pop()!;
  return last === "" ? lines : [...lines, `${last}\n\\ No newline at end of file`];
}

/** Common head and tail cost nothing; between them a longest common subsequence, bounded by replacing very large middles as a whole. */
function lineSteps(a: string[], b: string[]): Step[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (
    tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]
  ) tail++;
  const middle = diffMiddle(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  const same = (line: string): Step => ({ kind: " ", line });
  return [...a.slice(0, head).map(same), ...middle, ...a.slice(a.length - tail).map(same)];
}

function diffMiddle(a: string[], b: string[]): Step[] {
  const minus = (line: string): Step => ({ kind: "-", line });
  const plus = (line: string): Step => ({ kind: "+", line });
  if (a.length * b.length > 4_000_000) return [...a.map(minus), ...b.map(plus)];
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] = a[i] === b[j]
        ? lengths[(i + 1) * width + j + 1]! + 1
        : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  const out: Step[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      out.push({ kind: " ", line: a[i++]! });
      j++;
    } else if (
      i < a.length && (j === b.length || lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!)
    ) out.push(minus(a[i++]!));
    else out.push(plus(b[j++]!));
  }
  return out;
}

interface Hunk {
  readonly from: number;
  to: number;
}

function hunksOf(steps: readonly Step[]): Hunk[] {
  const hunks: Hunk[] = [];
  for (const [i, step] of steps.entries()) {
    if (step.kind === " ") continue;
    const from = Math.max(0, i - CONTEXT);
    const to = Math.min(steps.length, i + CONTEXT + 1);
    const last = hunks.at(-1);
    if (last && from <= last.to) last.to = to;
    else hunks.push({ from, to });
  }
  return hunks;
}

function renderHunk(steps: readonly Step[], { from, to }: Hunk): string {
  const count = (part: readonly Step[], without: "-" | "+") =>
    part.filter((step) => step.kind !== without).length;
  const before = steps.slice(0, from);
  const part = steps.slice(from, to);
  const range = (without: "-" | "+") => `${count(before, without) + 1},${count(part, without)}`;
  return `@@ -${range("+")} +${range("-")} @@\n${part.map((step) => `${step.kind}${step.line}\n`).join("")}`;
}
