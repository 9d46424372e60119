/** What the benchmarks share: processes, medians, tables. */

/** The executable when it has been made (`deno task compile`), else Fitz from its sources. */
export function fitzCommand(): string[] {
  const binary = new URL("../build/fitz", import.meta.url).pathname;
  try {
    Deno.statSync(binary);
    return [binary];
  } catch {
    return [
      Deno.execPath(),
      "run",
      "--quiet",
      "--no-check",
      "-A",
      new URL("../mod.ts", import.meta.url).pathname,
    ];
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Standard output of a command; throws with its standard error when it fails. */
export async function output(command: readonly string[], cwd?: string): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(command[0], { args: command.slice(1), cwd })
    .output();
  if (!success) throw new Error(`${command.join(" ")} failed:\n${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout);
}

/** Wall-clock milliseconds of a command. */
export async function wallTime(command: readonly string[], cwd?: string): Promise<number> {
  const started = performance.now();
  await output(command, cwd);
  return performance.now() - started;
}

/** Prints rows under headings, numbers to the right. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column].length))
  );
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))
      .join("  ");
  console.log(line(headings));
  console.log(widths.map((width) => "-".repeat(width)).join("  "));
  for (const row of rows) console.log(line(row));
}

/** CPU time of a process so far in milliseconds (user and system), from /proc. */
export function cpuTime(pid: number): number {
  const fields = Deno.readTextFileSync(`/proc/${pid}/stat`).split(") ")[1].split(" ");
  const ticksPerSecond = 100;
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
}

/** Resident memory of a process in MB, from /proc. */
export function residentMemory(pid: number): number {
  const match = /VmRSS:\s+(\d+) kB/.exec(Deno.readTextFileSync(`/proc/${pid}/status`));
  return Number(match?.[1] ?? 0) / 1024;
}
