/** The dependency tables of `fitz.toml` (toolchain.md 9.1): forms and contradictions. */
import { join } from "node:path";
import { didYouMean } from "../diagnostics/did_you_mean.ts";
import type { DependencyRequest, ManifestReporter } from "./manifest.ts";
import { DEPENDENCY_KEYS } from "./manifest_schema.ts";
import type { TomlTable, TomlValue } from "../syntax/toml.ts";
import type { KeyPath } from "./toml.ts";

/** The requests of all three tables; contradictions are reported under `deps/…` codes that name the dependency. */
export function readDependencies(
  table: TomlTable,
  root: string,
  reporter: ManifestReporter,
): { dependencies: DependencyRequest[]; overrides: DependencyRequest[] } {
  const read = (section: string): DependencyRequest[] => {
    const out: DependencyRequest[] = [];
    for (const [key, value] of Object.entries((table[section] ?? {}) as TomlTable)) {
      const path = [section, key];
      const source = readSource(key, value, path, root, reporter);
      if (source) {
        out.push({
          key,
          importName: key.replaceAll("-", "_"),
          isDev: section === "dev-dependencies",
          source,
        });
      }
    }
    return out;
  };
  const dependencies = [...read("dependencies"), ...read("dev-dependencies")];
  const seen = new Map<string, DependencyRequest>();
  for (const one of dependencies) {
    const before = seen.get(one.importName);
    if (before) {
      const section = one.isDev ? "dev-dependencies" : "dependencies";
      const message = before.key === one.key
        ? `\`${one.key}\` is listed twice`
        : `\`${before.key}\` and \`${one.key}\` are both imported as \`${one.importName}\``;
      reporter.error("deps/same-import", [section, one.key], message, ["rename one of the keys"]);
    }
    seen.set(one.importName, one);
  }
  return { dependencies, overrides: read("overrides") };
}

function readSource(
  name: string,
  value: TomlValue,
  path: KeyPath,
  root: string,
  reporter: ManifestReporter,
): DependencyRequest["source"] | null {
  const fail = (key: string | null, message: string, help: string) => {
    reporter.error("deps/form", key === null ? path : [...path, key], `dependency \`${name}\`: ${message}`, [
      help,
    ]);
    return null;
  };
  const gitForm =
    `write \`${name} = { git = "https://…", version = "^1.2.3" }\` or \`${name} = { path = "../${name}" }\``;
  if (typeof value === "string") {
    return fail(null, `there is no package registry for \`"${value}"\``, gitForm);
  }
  const entry = value as TomlTable;
  const texts: Record<string, string> = {};
  for (const [key, inner] of Object.entries(entry)) {
    if (!DEPENDENCY_KEYS.includes(key)) {
      const near = didYouMean(key, DEPENDENCY_KEYS);
      reporter.warning(
        "manifest/unknown-key",
        [...path, key],
        `unknown key \`${key}\` of the dependency \`${name}\``,
        [
          near
            ? `did you mean \`${near}\`?`
            : `known: ${DEPENDENCY_KEYS.map((one) => `\`${one}\``).join(", ")}`,
        ],
      );
    } else if (typeof inner !== "string") return fail(key, `\`${key}\` must be a string`, gitForm);
    else if (inner === "" && key !== "tag_prefix") return fail(key, `\`${key}\` is empty`, gitForm);
    else texts[key] = inner;
  }
  const { path: folder, git, version, tag, rev, branch } = texts;
  if (branch !== undefined) {
    return fail("branch", "a branch is not reproducible", "name a `version`, a `tag` or a `rev`");
  }
  if (folder !== undefined && git !== undefined) {
    return fail("git", "both `path` and `git` are given", "keep one of them");
  }
  const pins = Object.entries({ version, tag, rev }).filter(([, pin]) => pin !== undefined).map(([key]) =>
    key
  );
  if (git === undefined && (tag ?? rev) !== undefined) {
    return fail(
      tag !== undefined ? "tag" : "rev",
      `\`${tag !== undefined ? "tag" : "rev"}\` needs \`git\``,
      gitForm,
    );
  }
  if (pins.length > 1) {
    return fail(
      pins[1]!,
      `more than one of \`version\`, \`tag\` and \`rev\` is given (${pins.join(", ")})`,
      "keep one of them",
    );
  }
  if (folder !== undefined) return { kind: "path", path: join(root, folder), version: version ?? null };
  if (git === undefined) return fail(null, "neither `path` nor `git` is given", gitForm);
  if (pins.length === 0) return fail(null, "`git` needs `version`, `tag` or `rev`", gitForm);
  if (rev !== undefined && !/^[0-9a-f]{7,40}$/.test(rev)) {
    return fail("rev", `\`${rev}\` is not a commit`, "write at least 7 hexadecimal digits");
  }
  return { kind: "git", url: git };
}
