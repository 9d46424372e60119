/** The pages of the site: the overview, and one for each module. */
import type { Documentation, Item, Member, ModulePage } from "../../model/documentation.ts";
import { modulePage, typeLinks } from "./addresses.ts";
import { type Page, sectionsOf } from "./frame.ts";
import { type LinkType } from "./highlight.ts";
import { type Content, type Html, markup } from "./markup.ts";
import { code, codeBlock, docText, tableOf } from "./parts.ts";
import { programPages } from "./program_pages.ts";

const GROUPS: readonly { readonly kind: Item["kind"]; readonly title: string }[] = [
  { kind: "type", title: "Types" },
  { kind: "enum", title: "Enums" },
  { kind: "alias", title: "Aliases" },
  { kind: "function", title: "Functions" },
  { kind: "variable", title: "Variables" },
];

export function allPages(documentation: Documentation): Page[] {
  return [
    indexPage(documentation),
    ...documentation.modules.map((module) => moduleOf(documentation, module)),
    ...programPages(documentation),
  ];
}

function indexPage(documentation: Documentation): Page {
  const { name, description, modules, version } = documentation;
  const rows = modules.map((module) => [
    markup`<a href="${modulePage(module.name)}">${module.name}</a>`,
    contentsOf(module),
    markup`<span class="tag">${module.file}</span>`,
  ]);
  const sections = sectionsOf(documentation).map(({ title, file }) =>
    markup`<li><a href="${file}">${title}</a></li>`
  );
  const content: Content = [
    markup`<h1>${name}${version === null ? null : markup` <small class="version">${version}</small>`}</h1>`,
    markup`<p class="lead">${description ?? "The documentation of a Fitz program."}</p>`,
    sections.length === 0 ? null : markup`<h2>Program</h2><ul>${sections}</ul>`,
    markup`<h2>Modules</h2>`,
    tableOf(["Module", "Holds", "File"], rows),
  ];
  return { file: "index.html", title: name, content, contents: [] };
}

/** `2 types, 1 function` */
function contentsOf(module: ModulePage): string {
  return GROUPS.flatMap(({ kind, title }) => {
    const count = module.items.filter((item) => item.kind === kind).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? kind : title.toLowerCase()}`];
  }).join(", ");
}

function moduleOf(documentation: Documentation, module: ModulePage): Page {
  const link = typeLinks(documentation, module);
  const groups = GROUPS.flatMap(({ kind, title }) => {
    const items = module.items.filter((item) => item.kind === kind);
    return items.length === 0
      ? []
      : [markup`<h2>${title}</h2>`, ...items.map((item) => itemSection(item, module, link))];
  });
  return {
    file: modulePage(module.name),
    title: module.name,
    content: [
      markup`<h1>${module.name}</h1><p class="lead"><span class="tag">${module.file}</span></p>`,
      ...groups.length === 0 ? [markup`<p>This module declares nothing that others use.</p>`] : groups,
    ],
    contents: module.items.map((item) => ({ name: item.name, anchor: encodeURIComponent(item.name) })),
  };
}

function itemSection(item: Item, module: ModulePage, link: LinkType): Html {
  const address = `#${encodeURIComponent(item.name)}`;
  const where = `${module.file}:${item.line}`;
  return markup`<section class="item" id="${item.name}">
<h3><a href="${address}">${item.name}</a> <span class="where">${where}</span></h3>
${[codeBlock(item.signature, link), docText(item.doc, link), memberList(item, link)]}
</section>`;
}

function memberList(item: Item, link: LinkType): Content {
  if (item.members.length === 0) return null;
  const entry = (member: Member) =>
    markup`<dt id="${item.name}.${member.name}">${code(member.signature, link)}</dt>
<dd>${docText(member.doc, link)}</dd>`;
  return markup`<dl class="members">${item.members.map(entry)}</dl>`;
}
