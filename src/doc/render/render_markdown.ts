/** The documentation as Markdown: an overview, and a file for each module. */
import type { Documentation, Item, ModulePage } from "../model/documentation.ts";

const TITLES: Readonly<Record<Item["kind"], string>> = {
  type: "Types",
  enum: "Enums",
  alias: "Aliases",
  function: "Functions",
  variable: "Variables",
};

/** File names and their texts. */
export function renderMarkdown(documentation: Documentation): Map<string, string> {
  const files = new Map<string, string>([["index.md", overview(documentation)]]);
  for (const module of documentation.modules) files.set(`modules/${module.name}.md`, modulePage(module));
  return files;
}

function overview(documentation: Documentation): string {
  const { name, version, description, modules, routes, commands, roles, flags, configuration } =
    documentation;
  const parts = [`# ${name}${version === null ? "" : ` ${version}`}`];
  if (description !== null) parts.push(description);
  parts.push(
    "## Modules",
    modules.map((one) => `- [${one.name}](modules/${encodeURI(one.name)}.md)`).join("\n"),
  );
  if (routes.length > 0) {
    parts.push("## Routes");
    for (const route of routes) {
      parts.push(`### ${route.verb} ${route.path}`, route.doc);
      parts.push(table(
        ["Parameter", "From", "Type", "Default", "Description"],
        route.parameters.map((one) => [
          `\`${one.name}\``,
          one.source,
          `\`${one.type}\``,
          one.required ? "required" : one.default === null ? "optional" : `\`${one.default}\``,
          one.doc,
        ]),
      ));
      parts.push(
        table(["Status", "Answer"], route.responses.map((one) => [String(one.status), one.description])),
      );
      parts.push(`Gives \`${route.result}\`.`);
    }
  }
  if (commands.length > 0) {
    parts.push("## Commands");
    for (const command of commands) {
      parts.push(`### ${command.name}`, fence(command.usage, "text"), command.doc);
      parts.push(table(
        ["Argument", "Type", "Description"],
        command.parameters.map((one) => [`\`${one.name}\``, one.type, one.doc]),
      ));
    }
  }
  for (const { title, entries } of roles) {
    parts.push(`## ${title}`);
    for (const entry of entries) parts.push(`### ${entry.name}`, fence(entry.signature), entry.doc);
  }
  if (flags.length > 0) {
    parts.push(
      "## Flags",
      table(["Flag", "Default"], flags.map((one) => [`\`${one.name}\``, one.default ?? "not declared: off"])),
    );
  }
  if (configuration.length > 0) {
    parts.push(
      "## Configuration",
      table(
        ["Variable", "Type", "Default", "Description"],
        configuration.map((one) => [
          `\`${one.name}\``,
          `\`${one.type}\``,
          one.secret
            ? "secret"
            : one.default !== null
            ? `\`${one.default}\``
            : one.required
            ? "required"
            : "none",
          one.doc,
        ]),
      ),
    );
  }
  return joined(parts);
}

function modulePage(module: ModulePage): string {
  const parts = [`# ${module.name}`, `\`${module.file}\``];
  for (const [kind, title] of Object.entries(TITLES)) {
    const items = module.items.filter((item) => item.kind === kind);
    if (items.length === 0) continue;
    parts.push(`## ${title}`);
    for (const item of items) {
      parts.push(`### ${item.name}`, fence(item.signature), item.doc);
      for (const member of item.members) {
        parts.push(
          member.signature.includes("\n") ? fence(member.signature) : `- \`${member.signature}\``,
          member.doc === "" ? "" : indented(member.doc),
        );
      }
    }
  }
  return joined(parts);
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n") + "\n";
}

function fence(code: string, language = "fitz ignore"): string {
  return `\`\`\`${language}\n${code}\n\`\`\``;
}

function indented(text: string): string {
  return text.split("\n").map((line) => `  ${line}`.trimEnd()).join("\n");
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replace(/\s*\n\s*/g, " ").replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(heads), `|${heads.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");
}
