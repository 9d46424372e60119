/** What every page of the site has around its content. */
import type { Documentation } from "../../model/documentation.ts";
import { fileName, modulePage } from "./addresses.ts";
import { type Content, Html, markup } from "./markup.ts";

export interface Page {
  readonly file: string;
  readonly title: string;
  readonly content: Content;
  /** Names on the page, for the list at the side. */
  readonly contents: readonly { readonly name: string; readonly anchor: string }[];
}

/** Pages besides those of modules, with their titles. */
export function sectionsOf(
  documentation: Documentation,
): { readonly title: string; readonly file: string }[] {
  const { routes, commands, roles, flags, configuration } = documentation;
  const titles = [
    ...(routes.length > 0 ? ["Routes"] : []),
    ...(commands.length > 0 ? ["Commands"] : []),
    ...roles.map((role) => role.title),
    ...(flags.length > 0 ? ["Flags"] : []),
    ...(configuration.length > 0 ? ["Configuration"] : []),
  ];
  return titles.map((title) => ({ title, file: fileName(title) }));
}

const CURRENT = new Html(' aria-current="page"');

/** The text of a page. */
export function frame(documentation: Documentation, page: Page): string {
  const { name, version, modules } = documentation;
  const link = (file: string, text: string) =>
    markup`<li><a href="${file}"${file === page.file ? CURRENT : null}>${text}</a></li>`;
  const list = (title: string, entries: readonly Html[]) =>
    entries.length === 0 ? null : markup`<h2>${title}</h2><ul>${entries}</ul>`;
  const lists = [
    list("Program", sectionsOf(documentation).map(({ title, file }) => link(file, title))),
    list("Modules", modules.map((module) => link(modulePage(module.name), module.name))),
    list("On this page", page.contents.map((one) => link(`#${one.anchor}`, one.name))),
  ];
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title === name ? name : `${page.title} · ${name}`}</title>
<link rel="stylesheet" href="style.css">
<script src="search.js" defer></script>
<script src="script.js" defer></script>
</head>
<body>
<nav class="side" aria-label="Contents">
<a class="project" href="index.html">${name}</a>
${version === null ? null : markup`<span class="version">${version}</span>`}
<div class="search" role="search">
<input type="search" placeholder="Search (press /)" aria-label="Search the documentation" autocomplete="off">
<ul class="results" aria-live="polite"></ul>
</div>
<div class="lists">${lists}</div>
</nav>
<main>
${page.content}
</main>
</body>
</html>
`.text;
}
