/** What the search of the site finds. */
import type { Documentation, ModulePage } from "../../model/documentation.ts";
import { summaryOf } from "../markdown_text.ts";
import { fileName, itemAddress, modulePage, routeAnchor } from "./addresses.ts";

export interface SearchEntry {
  readonly name: string;
  /** What it is, and the first sentence about it. */
  readonly detail: string;
  readonly href: string;
}

export function searchEntries(documentation: Documentation): SearchEntry[] {
  const { modules, routes, commands, flags, configuration } = documentation;
  return [
    ...modules.flatMap(moduleEntries),
    ...routes.map(({ verb, path, doc }) => ({
      name: `${verb} ${path}`,
      detail: described("route", doc),
      href: `${fileName("Routes")}#${routeAnchor(verb, path)}`,
    })),
    ...commands.map(({ name, doc }) => ({
      name,
      detail: described("command", doc),
      href: `${fileName("Commands")}#${encodeURIComponent(name)}`,
    })),
    ...flags.map(({ name }) => ({ name, detail: "feature flag", href: fileName("Flags") })),
    ...configuration.map(({ name, doc }) => ({
      name,
      detail: described("configuration key", doc),
      href: fileName("Configuration"),
    })),
  ];
}

function moduleEntries(module: ModulePage): SearchEntry[] {
  const own = { name: module.name, detail: `module in ${module.file}`, href: modulePage(module.name) };
  const items = module.items.flatMap((item) => [
    {
      name: item.name,
      detail: described(`${item.kind} in ${module.name}`, item.doc),
      href: itemAddress({ module: module.name, name: item.name }),
    },
    ...item.members.filter((member) => member.kind !== "parameter").map((member) => ({
      name: `${item.name}.${member.name}`,
      detail: described(`${member.kind} in ${module.name}`, member.doc),
      href: itemAddress({ module: module.name, name: `${item.name}.${member.name}` }),
    })),
  ]);
  return [own, ...items];
}

function described(what: string, doc: string): string {
  const summary = summaryOf(doc);
  return summary === "" ? what : `${what} — ${summary}`;
}
