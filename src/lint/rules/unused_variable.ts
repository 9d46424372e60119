import type { VariableSymbol } from "../../types/symbol.ts";
import { type LintContext, type LintRule, lintSpec } from "../rule.ts";

export const UNUSED_VARIABLE: LintRule = {
  spec: lintSpec(
    "unused_variable",
    "a variable that is never read",
    "Nothing reads the value: the variable is left over, or another one was meant. Remove it, or begin its name with `_` to say that this is " +
      "meant. The rule looks at local variables everywhere and at the variables of a program's entry file; parameters belong to the signature " +
      "and are left alone.",
    'let fare = 3\nprint("free")',
    'let fare = 3\nprint("{fare} crowns")',
  ),
  level: "warn",
  start: (at) => ({
    end() {
      for (const [scope, variables] of at.module.variables) {
        if (scope === -1 && !at.role.isEntry) continue;
        for (const variable of variables) {
          if (!variable.isParam && !variable.name.startsWith("_")) inspect(at, variable);
        }
      }
    },
  }),
};

function inspect(at: LintContext, variable: VariableSymbol): void {
  const writes = at.usage.writes.get(variable) ?? [];
  if (writes.length === 0 || at.usage.reads.has(variable)) return;
  const name = `_${variable.name}`;
  at.report(variable.declaration, `\`${variable.name}\` is never read`, {
    label: "its value is not used",
    help: [`remove it, or call it \`${name}\``],
    fixes: isTaken(at, variable, name) ? [] : [{
      title: `rename to \`${name}\``,
      safe: true,
      edits: writes.map((range) => at.edit(range, name)),
    }],
  });
}

/** Whether the new name means something already, in any scope of the module: then renaming could change what others mean. */
function isTaken(at: LintContext, variable: VariableSymbol, name: string): boolean {
  if (at.usage.mentioned.has(name)) return true;
  for (const variables of at.module.variables.values()) {
    if (variables.some((other) => other !== variable && other.name === name)) return true;
  }
  // Fields are visible by their bare names in methods.
  return at.module.program.body.some((stmt) =>
    stmt.kind === "TypeDecl"
      ? stmt.members?.some((member) => member.name.name === name)
      : stmt.kind === "FnDecl" && stmt.name.name === name
  );
}
