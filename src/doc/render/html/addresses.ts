/** Where things stand in the site. All pages lie in one folder, so that links work from files. */
import type { Documentation, ModulePage, Place } from "../../model/documentation.ts";

export function fileName(title: string): string {
  return `${title.toLowerCase().replaceAll(/[^a-z0-9.-]+/g, "-")}.html`;
}

export function modulePage(name: string): string {
  return `module.${encodeURIComponent(name).replaceAll("%", "_")}.html`;
}

export function itemAddress({ module, name }: Place): string {
  return `${modulePage(module)}#${encodeURIComponent(name)}`;
}

export const routeAnchor = (verb: string, path: string): string =>
  `${verb.toLowerCase()}-${path.replaceAll(/[^A-Za-z0-9]+/g, "-").replaceAll(/^-|-$/g, "")}`;

/** The address of the types of the program by name, those of one module first. */
export function typeLinks(documentation: Documentation, from: ModulePage | null) {
  const known = new Map<string, string>();
  const add = (page: ModulePage) => {
    for (const { kind, name } of page.items) {
      if ((kind === "type" || kind === "enum" || kind === "alias") && !known.has(name)) {
        known.set(name, itemAddress({ module: page.name, name }));
      }
    }
  };
  if (from) add(from);
  documentation.modules.forEach(add);
  return (name: string): string | null => known.get(name) ?? null;
}
