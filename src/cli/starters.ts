/** The files of a new project. */

export type StarterKind = "script" | "http";

const PROGRAMS: Record<StarterKind, (name: string) => string> = {
  script: (name) => `print("Hello from ${name}!")\n`,
  http: (name) =>
    `@server(3000)
@get("/")
fn index() -> Map<Str, Str> {
    return { "message": "Hello from ${name}!" }
}
`,
};

/** Paths relative to the project, with their contents. */
export function starterFiles(name: string, kind: StarterKind): Record<string, string> {
  return {
    "fitz.toml":
      `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2026"\n\n[bin]\nmain = "src/main.fitz"\n`,
    ".gitignore": "target/\n.fitz/\n.env\n*.exe\n",
    "src/main.fitz": PROGRAMS[kind](name),
  };
}
