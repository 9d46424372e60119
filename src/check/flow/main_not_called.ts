/** `flow/main-not-called`: a function that readers expect to run, and that never does (language.md 17). */
import { type Diagnostic, diagnostic, type SourceFile } from "../../diagnostics/diagnostic.ts";
import type { FnDecl, NodeBase, Program } from "../../syntax/ast.ts";

/** Warns about an undecorated `main` without parameters in the entry file; `mentioned` holds the functions that are used somewhere. */
export function checkMainNotCalled(
  program: Program,
  mentioned: ReadonlySet<NodeBase>,
  file: SourceFile,
  report: (diagnostic: Diagnostic) => void,
): void {
  const main = program.body.findLast((node): node is FnDecl =>
    node.kind === "FnDecl" && node.name.name === "main"
  );
  if (main === undefined || main.decorators.length > 0 || main.params.length > 0 || mentioned.has(main)) {
    return;
  }
  const call = main.isAsync ? "main().await" : "main()";
  const span = { file, start: main.name.start, end: main.name.end };
  const end = { file, start: main.end, end: main.end };
  report(diagnostic("warning", "flow/main-not-called", span, "nothing calls `main`", {
    label: "no function is called by its name",
    help: [`call it at the top level: \`${call}\``],
    fixes: [{ title: `Call \`${call}\``, safe: false, edits: [{ span: end, replacement: `\n${call}` }] }],
  }));
}
