/**
 * Which cases of a `match` no arm covers, and which arms can never be chosen. The arms form a matrix of cells; it is
 * split by the constructors of one column after the other into a decision tree, whose leaves are won by the first arm
 * that is left. An arm that wins no leaf is unreachable; a leaf without an arm is a missing case.
 */
import type { Pattern } from "../../syntax/ast.ts";
import type { Type } from "../../types/type.ts";
import { type Cell, cellOf, type ResolvePattern, WILD } from "./cells.ts";
import { allConstructors, type Constructor, NULL_CONSTRUCTOR } from "./constructors.ts";

export interface CoverageArm {
  readonly pattern: Pattern;
  readonly hasGuard: boolean;
}

export interface Coverage {
  /** Uncovered cases as patterns (`Err(_)`, `(true, null)`), at most `MOST_LISTED`, in the order of the declaration. */
  readonly missing: readonly string[];
  /** How many cases were found missing in all (a lower bound when the matrix is huge). */
  readonly missingCount: number;
  readonly isExhaustive: boolean;
  /** Positions of arms that can never be chosen. */
  readonly unreachable: readonly number[];
}

/** How many missing cases are written out. */
export const MOST_LISTED = 8;
/** Rows looked at in all; beyond it nothing is concluded, so that no program makes the checker hang. */
const MOST_WORK = 500_000;

interface Row {
  readonly arm: number;
  readonly hasGuard: boolean;
  readonly cells: readonly Cell[];
}

/** What is known of the value of one column while a branch of the tree is walked. */
interface Column {
  readonly type: Type;
  /** The constructors that are possible here; null while it was not split. */
  known: readonly Constructor[] | null;
  /** Columns of the parts when `known` is a single constructor that arms name. */
  parts: readonly Column[];
}

const OUT_OF_BUDGET = Symbol("out of budget");

/** Nothing can be concluded: what is wrong was reported elsewhere, or the matrix is too big. */
export const UNKNOWN: Coverage = { missing: [], missingCount: 0, isExhaustive: true, unreachable: [] };

/** Coverage of `arms` over values of type `scrutinee`. Arms that were reported as wrong make it unknown: then nothing is missing. */
export function coverage(arms: readonly CoverageArm[], scrutinee: Type, resolve: ResolvePattern): Coverage {
  if (scrutinee.kind === "any" && scrutinee.isError) return UNKNOWN;
  const rows: Row[] = [];
  const impossible = new Set<number>();
  for (const [arm, { pattern, hasGuard }] of arms.entries()) {
    const cell = cellOf(pattern, scrutinee, resolve);
    if (cell.kind === "broken") return UNKNOWN;
    if (cell.kind === "never") impossible.add(arm);
    else rows.push({ arm, hasGuard, cells: [cell] });
  }
  const tree = new DecisionTree(scrutinee);
  try {
    tree.split(rows, [tree.root]);
  } catch (reason) {
    if (reason !== OUT_OF_BUDGET) throw reason;
    return UNKNOWN;
  }
  return {
    missing: tree.missing,
    missingCount: tree.missingCount,
    isExhaustive: tree.missingCount === 0,
    unreachable: [...arms.keys()].filter((arm) => !tree.chosen.has(arm) && !impossible.has(arm)),
  };
}

class DecisionTree {
  readonly root: Column;
  readonly chosen = new Set<number>();
  readonly missing: string[] = [];
  missingCount = 0;
  readonly #seen = new Set<string>();
  #work = 0;

  constructor(type: Type) {
    this.root = { type, known: null, parts: [] };
  }

  /** Walks the values that `rows` compete for; `columns` describes them. */
  split(rows: readonly Row[], columns: readonly Column[]): void {
    this.#spend(1 + rows.length);
    let first = 0;
    while (first < rows.length && rows[first]!.cells.every((cell) => cell.kind === "wild")) {
      this.chosen.add(rows[first]!.arm);
      if (!rows[first]!.hasGuard) return;
      first++;
    }
    if (first === rows.length) return this.#report();
    const left = rows.slice(first);
    const at = left[0]!.cells.findIndex((cell) => cell.kind !== "wild");
    this.#splitColumn(left.flatMap((row) => expandAlternatives(row, at)), columns, at);
  }

  readonly #spend = (rows: number): void => {
    this.#work += rows;
    if (this.#work > MOST_WORK) throw OUT_OF_BUDGET;
  };

  #splitColumn(rows: readonly Row[], columns: readonly Column[], at: number): void {
    const column = columns[at]!;
    const before = columns.slice(0, at);
    const after = columns.slice(at + 1);
    const groups = groupByConstructor(rows, at, this.#spend);
    const others = [...before, ...after];
    for (const known of inOrder(column.type, groups.byKey)) {
      column.known = known;
      const group = known.length === 1 ? groups.byKey.get(known[0]!.key) : undefined;
      if (group === undefined) {
        column.parts = [];
        this.split(groups.wild, others);
      } else {
        column.parts = known[0]!.parts.map((type) => ({ type, known: null, parts: [] }));
        this.split(group.rows, [...before, ...column.parts, ...after]);
      }
    }
    column.parts = [];
    column.known = null;
    for (const kept of intervalGroups(rows, at, groups.intervals, this.#spend)) this.split(kept, others);
  }

  /** Notes the current branch as uncovered. */
  #report(): void {
    const root = this.root;
    if (root.known === null) root.known = inOrder(root.type, new Map()).flat();
    const count = countCases(root);
    let fresh = 0;
    for (const text of describe(root, MOST_LISTED)) {
      if (this.#seen.has(text)) continue;
      this.#seen.add(text);
      fresh++;
      if (this.missing.length < MOST_LISTED) this.missing.push(text);
    }
    // Branches that differ only in what is written as `_` are one case.
    this.missingCount += count <= MOST_LISTED ? fresh : count;
  }
}

/** Stands for the values of an open type that no pattern names. */
const REST: Constructor = { key: "_", name: "_", parts: [] };

/**
 * The constructors to split a column by, in the order of the declaration: each that arms name by itself, the others in
 * groups that behave alike. An open type has its rest at the end, and `null` apart.
 */
function inOrder(type: Type, named: Groups["byKey"]): Constructor[][] {
  const all = allConstructors(type);
  if (all === null) {
    const groups = [...named.values()].map((group) => [group.constructor]);
    const needsNull = type.kind === "nullable" && !named.has(NULL_CONSTRUCTOR.key);
    return needsNull ? [...groups, [NULL_CONSTRUCTOR], [REST]] : [...groups, [REST]];
  }
  const groups: Constructor[][] = [];
  let unnamed: Constructor[] = [];
  for (const constructor of all) {
    if (!named.has(constructor.key)) {
      if (unnamed.length === 0) groups.push(unnamed);
      unnamed.push(constructor);
    } else {
      groups.push([constructor]);
      unnamed = [];
    }
  }
  return groups;
}

function expandAlternatives(row: Row, at: number): Row[] {
  const cell = row.cells[at]!;
  if (cell.kind !== "or") return [row];
  return cell.cells.flatMap((one) => expandAlternatives({ ...row, cells: row.cells.with(at, one) }, at));
}

/** The row without column `at`, with `parts` in its place. */
const replaced = (row: Row, at: number, parts: readonly Cell[]): Row => ({
  ...row,
  cells: [...row.cells.slice(0, at), ...parts, ...row.cells.slice(at + 1)],
});

interface Groups {
  /** In order of first appearance; the rows that remain for a value built so. */
  readonly byKey: Map<string, { constructor: Constructor; rows: Row[] }>;
  /** Rows that accept every value here. */
  readonly wild: Row[];
  readonly intervals: { from: bigint; to: bigint }[];
}

function groupByConstructor(rows: readonly Row[], at: number, spend: (rows: number) => void): Groups {
  const groups: Groups = { byKey: new Map(), wild: [], intervals: [] };
  const wild: Row[] = [];
  for (const row of rows) {
    const cell = row.cells[at]!;
    if (cell.kind === "interval") {
      groups.intervals.push(cell);
    } else if (cell.kind === "built") {
      let group = groups.byKey.get(cell.constructor.key);
      if (group === undefined) {
        const parts = cell.constructor.parts.map(() => WILD);
        spend(wild.length);
        group = { constructor: cell.constructor, rows: wild.map((one) => replaced(one, at, parts)) };
        groups.byKey.set(cell.constructor.key, group);
      }
      group.rows.push(replaced(row, at, cell.parts));
    } else {
      spend(groups.byKey.size);
      for (const { constructor, rows: kept } of groups.byKey.values()) {
        kept.push(replaced(row, at, constructor.parts.map(() => WILD)));
      }
      wild.push(row);
      groups.wild.push(replaced(row, at, []));
    }
  }
  return groups;
}

/** The rows that remain for each stretch of Ints between the bounds that the arms name. `spend` counts the rows made. */
function intervalGroups(
  rows: readonly Row[],
  at: number,
  intervals: Groups["intervals"],
  spend: (rows: number) => void,
): Row[][] {
  if (intervals.length === 0) return [];
  const bounds = new Set<bigint>();
  for (const { from, to } of intervals) bounds.add(from).add(to + 1n);
  const starts = [...bounds].sort((a, b) => a < b ? -1 : a > b ? 1 : 0);
  const positions = new Map(starts.map((start, i) => [start, i]));
  const groups = starts.map(() => ({ rows: [] as Row[], isNamed: false }));
  for (const row of rows) {
    const cell = row.cells[at]!;
    if (cell.kind === "built") continue;
    const isInterval = cell.kind === "interval";
    const first = isInterval ? positions.get(cell.from)! : 0;
    const end = isInterval ? positions.get(cell.to + 1n)! : starts.length;
    spend(end - first);
    const rest = replaced(row, at, []);
    for (let i = first; i < end; i++) {
      groups[i]!.rows.push(rest);
      groups[i]!.isNamed ||= isInterval;
    }
  }
  return groups.filter((group) => group.isNamed).map((group) => group.rows);
}

function countCases(column: Column): number {
  if (column.known === null) return 1;
  return column.parts.reduce((product, part) => product * countCases(part), column.known.length);
}

/** The values of a column as patterns, at most `limit`. */
function describe(column: Column, limit: number): string[] {
  if (column.known === null) return ["_"];
  if (column.parts.length === 0) {
    return column.known.slice(0, limit).map((one) => asPattern(one, one.parts.map(() => "_")));
  }
  let rows: string[][] = [[]];
  for (const part of column.parts) {
    const texts = describe(part, limit);
    rows = rows.flatMap((row) => texts.map((text) => [...row, text])).slice(0, limit);
  }
  return rows.map((parts) => asPattern(column.known![0]!, parts));
}

function asPattern(constructor: Constructor, parts: readonly string[]): string {
  if (constructor.name === "") return parts.length === 1 ? `(${parts[0]},)` : `(${parts.join(", ")})`;
  return parts.length === 0 ? constructor.name : `${constructor.name}(${parts.join(", ")})`;
}
