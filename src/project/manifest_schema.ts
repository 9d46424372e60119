/** The sections and keys of `fitz.toml` (toolchain.md section 8) as data. */
import { parseVersion } from "./semver.ts";

export const PACKAGE_NAME = /^[a-z][a-z0-9_-]{0,63}$/;

export type KeyKind = "string" | "bool" | "integer" | "number" | "strings" | "path";

export interface KeyRule {
  readonly kind: KeyKind;
  readonly isRequired?: boolean;
  /** What is wrong with a value of the right kind, as the end of a sentence, or null. */
  readonly problem?: (value: string) => { message: string; help: string } | null;
}

export type SectionRule =
  /** Fixed keys. */
  | { readonly kind: "keys"; readonly keys: Readonly<Record<string, KeyRule>> }
  /** Any names, each a value of one of these kinds; `keys` are those of a table. */
  | {
    readonly kind: "names";
    readonly values: readonly ("string" | "bool" | "table")[];
    readonly keys?: Readonly<Record<string, KeyRule>>;
  }
  /** Named tables with fixed keys. */
  | { readonly kind: "tables"; readonly tables: Readonly<Record<string, Readonly<Record<string, KeyRule>>>> };

const text: KeyRule = { kind: "string" };
const strings: KeyRule = { kind: "strings" };

export const SECTIONS: Readonly<Record<string, SectionRule>> = {
  package: {
    kind: "keys",
    keys: {
      name: {
        kind: "string",
        isRequired: true,
        problem: (value) =>
          PACKAGE_NAME.test(value) ? null : {
            message: `\`${value}\` is not a package name`,
            help:
              "use lower-case letters, digits, `_` and `-`, starting with a letter, at most 64 characters",
          },
      },
      version: {
        kind: "string",
        isRequired: true,
        problem: (value) =>
          parseVersion(value) ? null : {
            message: `\`${value}\` is not a semantic version`,
            help: "write three numbers, for example `0.1.0`",
          },
      },
      edition: {
        kind: "string",
        problem: (value) =>
          value === "2026"
            ? null
            : { message: `unknown edition \`${value}\``, help: 'the only edition is `"2026"`' },
      },
      authors: strings,
      description: text,
      license: text,
      repository: text,
      fitz: text,
    },
  },
  bin: { kind: "keys", keys: { name: text, main: { kind: "path", isRequired: true } } },
  lib: { kind: "keys", keys: { entry: { kind: "path", isRequired: true } } },
  dependencies: { kind: "names", values: ["table", "string"] },
  "dev-dependencies": { kind: "names", values: ["table", "string"] },
  overrides: { kind: "names", values: ["table", "string"] },
  npm: { kind: "names", values: ["string", "table"] },
  python: { kind: "keys", keys: { packages: strings, requirements: text, include: strings } },
  flags: {
    kind: "names",
    values: ["bool", "table"],
    keys: { default: { kind: "bool" }, percent: { kind: "number" } },
  },
  lint: { kind: "keys", keys: { deny: strings, warn: strings, allow: strings } },
  dev: {
    kind: "keys",
    keys: { watch: strings, ignore: strings, clear: { kind: "bool" }, live_reload: { kind: "bool" } },
  },
  test: {
    kind: "keys",
    keys: { timeout_ms: { kind: "integer" }, jobs: { kind: "integer" }, coverage_min: { kind: "number" } },
  },
  deploy: {
    kind: "tables",
    tables: {
      docker: { tag: text },
      k8s: { namespace: text, replicas: { kind: "integer" }, host: text, image: text },
      fly: { app: text, region: text },
    },
  },
};

/** Keys of one entry of `[dependencies]`, `[dev-dependencies]` and `[overrides]`. */
export const DEPENDENCY_KEYS: readonly string[] = [
  "path",
  "git",
  "version",
  "tag",
  "rev",
  "branch",
  "subdir",
  "tag_prefix",
];
