/** The pages of what a program is besides its modules: routes, commands, jobs, flags, configuration. */
import type { ConfigurationEntry, Documentation, Place } from "../../model/documentation.ts";
import { itemAddress, routeAnchor, typeLinks } from "./addresses.ts";
import { type Page, sectionsOf } from "./frame.ts";
import type { LinkType } from "./highlight.ts";
import { type Content, type Html, markup } from "./markup.ts";
import { code, codeBlock, docText, literal, tableOf } from "./parts.ts";

type Body = Pick<Page, "content" | "contents">;

/** In the order of the list at the side. */
export function programPages(documentation: Documentation): Page[] {
  const link = typeLinks(documentation, null);
  const bodies = new Map<string, Body>([
    ["Routes", routes(documentation, link)],
    ["Commands", commands(documentation, link)],
    ...documentation.roles.map((role): [string, Body] => [role.title, declarations(role.entries, link)]),
    ["Flags", flags(documentation)],
    ["Configuration", configuration(documentation, link)],
  ]);
  return sectionsOf(documentation).map(({ title, file }) => {
    const { content, contents } = bodies.get(title)!;
    return { file, title, content: [markup`<h1>${title}</h1>`, content], contents };
  });
}

/** A section with a heading and the place where it is declared. */
function section(id: string, heading: Content, where: Content, parts: Content): Html {
  return markup`<section class="item" id="${id}">
<h3>${heading} <span class="where">${where}</span></h3>
${parts}
</section>`;
}

function handlerLink(place: Place): Html {
  return markup`<a href="${itemAddress(place)}">${place.module}.${place.name}</a>`;
}

function routes({ routes }: Documentation, link: LinkType): Body {
  const content = routes.map((route) => {
    const parameters = route.parameters.map((one) => [
      literal(one.name),
      one.source,
      code(one.type, link),
      one.required ? "required" : one.default === null ? "optional" : literal(one.default),
      docText(one.doc, link),
    ]);
    const responses = route.responses.map(({ status, description }) => [String(status), description]);
    const flag = route.flag === null ? null : markup` <span class="tag">flag ${route.flag}</span>`;
    return section(
      routeAnchor(route.verb, route.path),
      markup`<span class="verb">${route.verb}</span> ${literal(route.path)}${flag}`,
      handlerLink(route.handler),
      [
        docText(route.doc, link),
        tableOf(["Parameter", "From", "Type", "Default", "Description"], parameters),
        markup`<p>Gives ${code(route.result, link)}.</p>`,
        tableOf(["Status", "Answer"], responses),
      ],
    );
  });
  const contents = routes.map(({ verb, path }) => ({
    name: `${verb} ${path}`,
    anchor: routeAnchor(verb, path),
  }));
  return { content, contents };
}

function commands({ commands }: Documentation, link: LinkType): Body {
  const content = commands.map((command) => {
    const parameters = command.parameters.map((one) => [
      literal(one.name),
      one.type,
      docText(one.doc, link),
    ]);
    return section(command.name, command.name, handlerLink(command.handler), [
      markup`<pre>${literal(command.usage)}</pre>`,
      docText(command.doc, link),
      tableOf(["Argument", "Type", "Description"], parameters),
    ]);
  });
  return { content, contents: commands.map(({ name }) => ({ name, anchor: encodeURIComponent(name) })) };
}

function declarations(entries: Documentation["roles"][number]["entries"], link: LinkType): Body {
  const content = entries.map((entry) =>
    section(entry.name, entry.name, handlerLink(entry), [
      codeBlock(entry.signature, link),
      docText(entry.doc, link),
    ])
  );
  return { content, contents: entries.map(({ name }) => ({ name, anchor: encodeURIComponent(name) })) };
}

function flags({ flags }: Documentation): Body {
  const rows = flags.map((flag) => [literal(flag.name), flag.default ?? "not declared: off"]);
  return { content: tableOf(["Flag", "Default"], rows), contents: [] };
}

function configuration({ configuration }: Documentation, link: LinkType): Body {
  const rows = configuration.map((key) => [
    literal(key.name),
    code(key.type, link),
    defaultOf(key),
    docText(key.doc, link),
  ]);
  return {
    content: [
      markup`<p class="lead">The environment variables that the program names.</p>`,
      tableOf(["Variable", "Type", "Default", "Description"], rows),
    ],
    contents: [],
  };
}

function defaultOf(key: ConfigurationEntry): Content {
  if (key.secret) return [markup`<span class="tag">secret</span>`, key.required ? " required" : ""];
  if (key.default !== null) return literal(key.default);
  return key.required ? "required" : "none";
}
