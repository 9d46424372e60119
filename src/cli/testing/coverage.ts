/** Line coverage: counts of the places of a program, put together over all files of tests, as a table and as an LCOV file. */
import type { CoveragePoint } from "../../emit/js/coverage.ts";

/** The places of one program and their counts, which the worker that runs it writes; they survive it. */
export interface UnitCoverage {
  readonly points: readonly CoveragePoint[];
  readonly counts: SharedArrayBuffer;
}

export function unitCoverage(points: readonly CoveragePoint[]): UnitCoverage {
  return { points, counts: new SharedArrayBuffer(points.length * Float64Array.BYTES_PER_ELEMENT) };
}

export interface FileCoverage {
  readonly file: string;
  /** Line to how often it ran, in the order of lines. */
  readonly lines: ReadonlyMap<number, number>;
  readonly covered: number;
}

/** Adds up programs: a line ran as often as the place on it that ran most, in all programs together. */
export function fileCoverage(units: readonly UnitCoverage[]): FileCoverage[] {
  const files = new Map<string, Map<number, number>>();
  for (const { points, counts } of units) {
    const values = new Float64Array(counts);
    const own = new Map<string, number>();
    const key = ({ file, line }: CoveragePoint) => `${line}:${file}`;
    points.forEach((point, i) => own.set(key(point), Math.max(values[i]!, own.get(key(point)) ?? 0)));
    for (const [place, count] of own) {
      const line = Number(place.slice(0, place.indexOf(":")));
      const file = place.slice(place.indexOf(":") + 1);
      let lines = files.get(file);
      if (!lines) files.set(file, lines = new Map());
      lines.set(line, (lines.get(line) ?? 0) + count);
    }
  }
  return [...files].sort(([a], [b]) => a < b ? -1 : 1).map(([file, counts]) => {
    const lines = new Map([...counts].sort(([a], [b]) => a - b));
    return { file, lines, covered: [...lines.values()].filter((count) => count > 0).length };
  });
}

/** Percent of the lines that ran; 100 where there is nothing to run. */
export function percentOf(files: readonly Pick<FileCoverage, "lines" | "covered">[]): number {
  const all = files.reduce((sum, one) => sum + one.lines.size, 0);
  return all === 0 ? 100 : files.reduce((sum, one) => sum + one.covered, 0) / all * 100;
}

/** A percentage that says 100 only where nothing is missing. */
export function percentText(percent: number): string {
  return `${(Math.floor(percent * 10) / 10).toFixed(1)} %`;
}

/** The table that people read. */
export function renderCoverage(files: readonly FileCoverage[]): string {
  const total = {
    file: "total",
    lines: { size: files.reduce((sum, one) => sum + one.lines.size, 0) },
    covered: files.reduce((sum, one) => sum + one.covered, 0),
  };
  const rows = [
    ["file", "lines", "covered", "percent", "missed"],
    ...files.map((one) => row(one.file, one.lines.size, one.covered, percentOf([one]), missedText(one))),
    row(total.file, total.lines.size, total.covered, percentOf(files), ""),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((cells) => cells[column]!.length)));
  return rows.map((cells) =>
    cells.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0]!) : column === 4 ? cell : cell.padStart(widths[column]!)
    ).join("  ").trimEnd() + "\n"
  ).join("");
}

function row(file: string, lines: number, covered: number, percent: number, missed: string): string[] {
  return [file, String(lines), String(covered), percentText(percent), missed];
}

/** `3, 7-9`: lines that did not run; a range goes on over lines that cannot run. */
export function missedText({ lines }: Pick<FileCoverage, "lines">): string {
  const ranges: [number, number][] = [];
  let isOpen = false;
  for (const [line, count] of lines) {
    if (count > 0) isOpen = false;
    else if (isOpen) ranges.at(-1)![1] = line;
    else {
      ranges.push([line, line]);
      isOpen = true;
    }
  }
  return ranges.map(([from, to]) => from === to ? String(from) : `${from}-${to}`).join(", ");
}

/** The LCOV trace file, which editors and services read. */
export function lcovText(files: readonly FileCoverage[]): string {
  return files.map(({ file, lines, covered }) =>
    `TN:\nSF:${file}\n${[...lines].map(([line, count]) => `DA:${line},${count}\n`).join("")}` +
    `LH:${covered}\nLF:${lines.size}\nend_of_record\n`
  ).join("");
}
