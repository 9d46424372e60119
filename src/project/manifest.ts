/** `fitz.toml`: reading and validating. */
import { dirname, isAbsolute, join, relative } from "node:path";
import type { FlagDefault } from "../app/manifest.ts";
import { type Diagnostic, diagnostic, type SourceFile } from "../diagnostics/diagnostic.ts";
import { didYouMean } from "../diagnostics/did_you_mean.ts";
import { changeTo } from "../diagnostics/fix.ts";
import { readToml, type TomlTable, type TomlValue } from "../syntax/toml.ts";
import { readDependencies } from "./manifest_dependencies.ts";
import { type KeyRule, type SectionRule, SECTIONS } from "./manifest_schema.ts";
import { parseRange, parseVersion, satisfies } from "./semver.ts";
import { readFlags } from "./manifest_flags.ts";
import { type KeyPath, locateKey } from "./toml.ts";
import { version as toolchainVersion } from "./version.ts";

/** One dependency as the manifest asks for it. */
export interface DependencyRequest {
  /** Key in the manifest. */
  readonly key: string;
  /** Name in imports: `-` read as `_`. */
  readonly importName: string;
  readonly isDev: boolean;
  readonly source: { readonly kind: "path"; readonly path: string; readonly version: string | null } | {
    readonly kind: "git";
    readonly url: string;
  };
}

export interface Bin {
  readonly name: string;
  /** Absolute path. */
  readonly main: string;
}

export interface Manifest {
  readonly file: SourceFile;
  /** Absolute directory of the manifest. */
  readonly root: string;
  readonly name: string;
  readonly version: string;
  readonly bins: readonly Bin[];
  /** Absolute path of `[lib].entry`. */
  readonly lib: string | null;
  readonly dependencies: readonly DependencyRequest[];
  readonly overrides: readonly DependencyRequest[];
  /** `[flags]`. */
  readonly flags: Readonly<Record<string, FlagDefault>>;
  /** The whole table, for sections that only one command reads. */
  readonly table: TomlTable;
}

export interface ManifestResult {
  /** null when an error makes it unusable. */
  readonly manifest: Manifest | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** What readers of parts of the manifest report with. */
export interface ManifestReporter {
  error(code: string, path: KeyPath, message: string, help?: readonly string[]): void;
  /** `nearest` is what the key may have meant. */
  warning(
    code: string,
    path: KeyPath,
    message: string,
    help?: readonly string[],
    nearest?: string | null,
  ): void;
}

/** Reads a manifest; `path` is its absolute path, `file` its text under the name users see. */
export function readManifest(path: string, file: SourceFile): ManifestResult {
  const diagnostics: Diagnostic[] = [];
  const report = (severity: "error" | "warning") =>
  (
    code: string,
    key: KeyPath,
    message: string,
    help: readonly string[] = [],
    nearest: string | null = null,
  ) => {
    const span = { file, ...(locateKey(file.text, key) ?? { start: 0, end: 0 }) };
    const isWritten = file.text.slice(span.start, span.end) === key.at(-1);
    const fixes = isWritten ? changeTo(span, nearest) : [];
    diagnostics.push(diagnostic(severity, code, span, message, { help, fixes }));
  };
  const reporter: ManifestReporter = { error: report("error"), warning: report("warning") };
  const toml = readToml(file.text);
  if ("message" in toml) {
    const lines = file.text.split("\n").slice(0, toml.line - 1);
    const start = Math.min(
      file.text.length,
      lines.reduce((sum, line) => sum + line.length + 1, 0) + toml.column - 1,
    );
    diagnostics.push(
      diagnostic(
        "error",
        "manifest/syntax",
        { file, start, end: start + 1 },
        `invalid TOML: ${toml.message}`,
      ),
    );
    return { manifest: null, diagnostics };
  }
  const root = dirname(path);
  const { table } = toml;
  checkSections(table, root, reporter);
  const hasErrors = () => diagnostics.some((one) => one.severity === "error");
  if (hasErrors()) return { manifest: null, diagnostics };
  checkPrograms(table, reporter);
  checkToolchain(table, reporter);
  const flags = readFlags(table, reporter);
  const dependencies = readDependencies(table, root, reporter);
  if (hasErrors()) return { manifest: null, diagnostics };
  const pack = table.package as TomlTable;
  const lib = table.lib as TomlTable | undefined;
  return {
    manifest: {
      file,
      root,
      name: pack.name as string,
      version: pack.version as string,
      bins: binsOf(table, root),
      lib: lib ? join(root, lib.entry as string) : null,
      ...dependencies,
      flags,
      table,
    },
    diagnostics,
  };
}

function checkSections(table: TomlTable, root: string, reporter: ManifestReporter): void {
  for (const [name, value] of Object.entries(table)) {
    const rule = SECTIONS[name];
    if (!rule) {
      unknownKey([name], isTable(value) ? "section" : "key", Object.keys(SECTIONS), reporter);
    } else if (name === "bin" && Array.isArray(value)) {
      for (const [i, one] of value.entries()) checkSection(rule, one, [name, i], root, reporter);
    } else {
      checkSection(rule, value, [name], root, reporter);
    }
  }
  if (!("package" in table)) {
    reporter.error("manifest/missing-key", [], "the section `[package]` is missing", [
      "add `[package]` with `name` and `version`",
    ]);
  }
}

function checkSection(
  rule: SectionRule,
  value: TomlValue,
  path: KeyPath,
  root: string,
  reporter: ManifestReporter,
): void {
  if (!isTable(value)) {
    reporter.error("manifest/type", path, `\`${pathText(path)}\` must be a table, found ${describe(value)}`);
  } else if (rule.kind === "keys") {
    checkKeys(rule.keys, value, path, root, reporter);
  } else if (rule.kind === "tables") {
    for (const [name, inner] of Object.entries(value)) {
      const keys = rule.tables[name];
      if (!keys) unknownKey([...path, name], "section", Object.keys(rule.tables), reporter);
      else checkSection({ kind: "keys", keys }, inner, [...path, name], root, reporter);
    }
  } else {
    for (const [name, inner] of Object.entries(value)) {
      const kind = isTable(inner)
        ? "table"
        : typeof inner === "boolean"
        ? "bool"
        : typeof inner === "string"
        ? "string"
        : null;
      if (kind === null || !rule.values.includes(kind)) {
        const wanted = rule.values.map((one) => ARTICLES[one]).join(" or ");
        reporter.error(
          "manifest/type",
          [...path, name],
          `\`${name}\` must be ${wanted}, found ${describe(inner)}`,
        );
      } else if (rule.keys && isTable(inner)) checkKeys(rule.keys, inner, [...path, name], root, reporter);
    }
  }
}

const ARTICLES: Record<string, string> = {
  string: "a string",
  path: "a string",
  bool: "true or false",
  integer: "an integer",
  number: "a number",
  strings: "a list of strings",
  table: "a table",
};

function checkKeys(
  rules: Readonly<Record<string, KeyRule>>,
  table: TomlTable,
  path: KeyPath,
  root: string,
  reporter: ManifestReporter,
): void {
  for (const [key, value] of Object.entries(table)) {
    const rule = rules[key];
    const here = [...path, key];
    if (!rule) unknownKey(here, "key", Object.keys(rules), reporter);
    else if (!hasKind(value, rule.kind)) {
      reporter.error(
        "manifest/type",
        here,
        `\`${key}\` must be ${ARTICLES[rule.kind]}, found ${describe(value)}`,
      );
    } else if (typeof value === "string") {
      const problem = rule.kind === "path" ? pathProblem(value, root) : rule.problem?.(value);
      if (problem) reporter.error("manifest/value", here, problem.message, [problem.help]);
    }
  }
  for (const [key, rule] of Object.entries(rules)) {
    if (rule.isRequired && !(key in table)) {
      reporter.error("manifest/missing-key", path, `\`${key}\` is missing in \`[${pathText(path)}]\``);
    }
  }
}

function checkPrograms(table: TomlTable, reporter: ManifestReporter): void {
  if (!table.bin && !table.lib) {
    reporter.error("manifest/missing-key", ["package"], "the manifest has neither `[bin]` nor `[lib]`", [
      'add `[bin]` with `main = "src/main.fitz"`, or `[lib]` with `entry = "src/lib.fitz"`',
    ]);
  }
  if (!Array.isArray(table.bin)) return;
  const names = new Set<string>();
  for (const [i, bin] of table.bin.entries()) {
    const name = (bin as TomlTable).name;
    if (typeof name !== "string") {
      reporter.error("manifest/missing-key", ["bin", i], "`name` is missing in `[[bin]]`");
    } else if (names.has(name)) {
      reporter.error("manifest/value", ["bin", i, "name"], `two programs are named \`${name}\``, [
        "give each `[[bin]]` its own name",
      ]);
    } else names.add(name);
  }
}

function checkToolchain(table: TomlTable, reporter: ManifestReporter): void {
  const wanted = (table.package as TomlTable).fitz;
  if (typeof wanted !== "string") return;
  const range = parseRange(wanted);
  if (!range) {
    reporter.error("manifest/value", ["package", "fitz"], `\`${wanted}\` is not a version range`, [
      "write for example `^1.4`",
    ]);
  } else if (!satisfies(parseVersion(toolchainVersion)!, range)) {
    reporter.error(
      "manifest/toolchain",
      ["package", "fitz"],
      `this package needs fitz \`${wanted}\`, this is fitz ${toolchainVersion}`,
      [
        "install a version of fitz inside the range",
      ],
    );
  }
}

function binsOf(table: TomlTable, root: string): Bin[] {
  const { bin } = table;
  if (!bin) return [];
  const list = Array.isArray(bin) ? bin as TomlTable[] : [bin as TomlTable];
  const fallback = (table.package as TomlTable).name as string;
  return list.map((one) => ({
    name: (one.name as string | undefined) ?? fallback,
    main: join(root, one.main as string),
  }));
}

function pathProblem(value: string, root: string): { message: string; help: string } | null {
  const inside = relative(root, join(root, value));
  if (value !== "" && !isAbsolute(value) && !inside.startsWith("..")) return null;
  return {
    message: `the path \`${value}\` leaves the project`,
    help: "write a path relative to the directory of `fitz.toml`",
  };
}

function unknownKey(
  path: KeyPath,
  what: "key" | "section",
  known: readonly string[],
  reporter: ManifestReporter,
): void {
  const name = String(path.at(-1));
  const near = didYouMean(name, known);
  reporter.warning("manifest/unknown-key", path, `unknown ${what} \`${pathText(path)}\``, [
    near ? `did you mean \`${near}\`?` : `known: ${known.map((one) => `\`${one}\``).join(", ")}`,
  ], near);
}

function hasKind(value: TomlValue, kind: KeyRule["kind"]): boolean {
  switch (kind) {
    case "string":
    case "path":
      return typeof value === "string";
    case "bool":
      return typeof value === "boolean";
    case "integer":
      return typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value));
    case "number":
      return typeof value === "number" || typeof value === "bigint";
    case "strings":
      return Array.isArray(value) && value.every((one) => typeof one === "string");
  }
}

export function isTable(value: TomlValue | undefined): value is TomlTable {
  return typeof value === "object" && !Array.isArray(value) && !(value instanceof Date);
}

/** What a value is, with its article, for messages. */
export function describe(value: TomlValue): string {
  if (Array.isArray(value)) return "a list";
  if (value instanceof Date) return "a date";
  if (typeof value === "object") return "a table";
  if (typeof value === "string") return `the string \`${JSON.stringify(value)}\``;
  return `\`${value}\``;
}

function pathText(path: KeyPath): string {
  return path.filter((part) => typeof part === "string").join(".");
}
