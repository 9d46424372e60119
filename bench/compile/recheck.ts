import { check } from "../../src/check/check.ts";
import { parse } from "../../src/syntax/parse.ts";

/** What an editor does after a change: parse and check a text, in this process. Throws when it has errors. */
export function checkText(text: string): void {
  const file = { path: "large.fitz", text };
  const { program, nodeCount, comments, diagnostics } = parse(file);
  const module = {
    file,
    id: file.path,
    name: "large",
    program,
    nodeCount,
    comments,
    imports: new Map(),
    isDependency: false,
  };
  const checked = check({ modules: [module], entry: 0, diagnostics });
  const error = checked.diagnostics.find(({ severity }) => severity === "error");
  if (error) throw new Error(`${error.code}: ${error.message}`);
}
