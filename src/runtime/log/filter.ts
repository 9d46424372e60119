/** Which records are written: `FITZ_LOG`, production.md section 7.3. */
export type LogLevel = "debug" | "info" | "warn" | "error";

const RANKS: Record<string, number> = { debug: 0, info: 1, warn: 2, error: 3, off: 4 };
const TARGET = /^(?:app(?:\.[A-Za-z0-9_-]+)*|http|ws|db|jobs|python|runtime|otel)$/;

export interface LogFilter {
  /** The valid items, as `FITZ_LOG` holds them. */
  readonly text: string;
  /** Items that were ignored. */
  readonly invalid: readonly string[];
  /** Rank of the lowest level written where no item names the target. */
  readonly least: number;
  /** Target to rank. */
  readonly targets: ReadonlyMap<string, number>;
  /** Whether items tell modules of the program apart. */
  readonly namesModules: boolean;
}

/** Reads `level` and `target=level` items separated by commas; what is not valid is ignored. Without a plain level it is `info`. */
export function parseLogFilter(text: string): LogFilter {
  const valid: string[] = [];
  const invalid: string[] = [];
  const targets = new Map<string, number>();
  let least = RANKS.info;
  for (const item of text.split(",").map((part) => part.trim())) {
    if (item === "") continue;
    const split = item.indexOf("=");
    const target = split < 0 ? null : item.slice(0, split).trim();
    const level = item.slice(split + 1).trim().toLowerCase();
    if (!Object.hasOwn(RANKS, level) || (target !== null && !TARGET.test(target))) {
      invalid.push(item);
      continue;
    }
    if (target === null) least = RANKS[level];
    else targets.set(target, RANKS[level]);
    valid.push(target === null ? level : `${target}=${level}`);
  }
  return {
    text: valid.length === 0 ? "info" : valid.join(","),
    invalid,
    least,
    targets,
    namesModules: [...targets.keys()].some((target) => target.startsWith("app.")),
  };
}

/** Whether records of a level and target are written; the most specific item counts. */
export function passes(filter: LogFilter, level: LogLevel, target: string): boolean {
  if (filter.targets.size === 0) return RANKS[level] >= filter.least;
  for (let name = target;; name = name.slice(0, name.lastIndexOf("."))) {
    const least = filter.targets.get(name);
    if (least !== undefined) return RANKS[level] >= least;
    if (!name.includes(".")) return RANKS[level] >= filter.least;
  }
}
