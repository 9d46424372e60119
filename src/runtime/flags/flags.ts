/**
 * Feature flags: production.md 12. A test decides first, then the variable `FITZ_FLAG_<NAME>`, the file `FITZ_FLAGS_FILE`, and the manifest, whose values are part of the program.
 */
import { createHash } from "node:crypto";
import { type Host, host } from "../host/host.ts";
import { logRecord } from "../log/log_record.ts";
import { display } from "../operations/display.ts";
import { onTestStart } from "../testing/test_session.ts";
import { currentFlagFile } from "./flag_file.ts";

/** A flag as a table of flags declares it. */
export interface FlagEntry {
  readonly default: boolean;
  /** Share of the keys for which it is on; null without one. */
  readonly percent: number | null;
}

const VARIABLE = "FITZ_FLAG_";
const ON = /^(?:true|1|yes|on)$/i;
const OFF = /^(?:false|0|no|off)$/i;

let defaults: ReadonlyMap<string, FlagEntry> = new Map();
/** Names that the program writes, by their variable. */
let written: ReadonlyMap<string, string> = new Map();
const overrides = new Map<string, boolean>();
/** Variables by flag name, read once; null where there is none, or none that says anything. */
const variables = new Map<string, boolean | null>();
let readFrom: Host | undefined;
// A test may set variables.
onTestStart(() => variables.clear());

/** Tells of the manifest's flags and of the names that the program writes. */
export function declareFlags(entries: Readonly<Record<string, FlagEntry>>, names: readonly string[]): void {
  defaults = new Map(Object.entries(entries));
  written = new Map([...names, ...defaults.keys()].map((name) => [variableName(name), name]));
  overrides.clear();
}

/** Whether a flag is on, with a key for a flag that is on for a share of the keys. */
export function isEnabled(name: string, key: unknown = null): boolean {
  const decided = overrides.get(name) ?? variable(name);
  if (decided !== null) return decided;
  const entry = currentFlagFile()?.get(name) ?? defaults.get(name);
  if (entry === undefined) return false;
  return key === null || entry.percent === null ? entry.default : shareOf(name, key) < entry.percent;
}

/** From 0 to 99, equal on every node: the first 32 bits of the SHA-256 of `name:key`, modulo 100. */
function shareOf(name: string, key: unknown): number {
  return createHash("sha256").update(`${name}:${display(key)}`).digest().readUInt32BE(0) % 100;
}

/** The names that the manifest, the file and the environment know, sorted. */
export function flagNames(): string[] {
  const names = new Set([...defaults.keys(), ...currentFlagFile()?.keys() ?? []]);
  const fromFile = new Map([...names].map((name) => [variableName(name), name]));
  for (const key of Object.keys(host().env.all())) {
    if (!key.startsWith(VARIABLE) || key === VARIABLE) continue;
    names.add(fromFile.get(key) ?? written.get(key) ?? key.slice(VARIABLE.length).toLowerCase());
  }
  return [...names].sort();
}

/** Switches a flag for a test; null lets the other sources decide again. */
export function overrideFlag(name: string, on: boolean | null): void {
  if (on === null) overrides.delete(name);
  else overrides.set(name, on);
}

function variableName(name: string): string {
  return VARIABLE + name.toUpperCase().replaceAll("-", "_");
}

function variable(name: string): boolean | null {
  if (readFrom !== host()) {
    readFrom = host();
    variables.clear();
  }
  let known = variables.get(name);
  if (known === undefined) {
    known = readVariable(variableName(name));
    variables.set(name, known);
  }
  return known;
}

function readVariable(key: string): boolean | null {
  const text = host().env.get(key);
  if (text === undefined) return null;
  const value = text.trim();
  if (ON.test(value)) return true;
  if (OFF.test(value)) return false;
  logRecord("runtime", "warn", "flag.bad_value", [["source", key], ["ignored", text]]);
  return null;
}
