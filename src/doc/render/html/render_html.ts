/** The documentation as a site that works from files: no server, nothing from elsewhere. */
import type { Documentation } from "../../model/documentation.ts";
import { frame } from "./frame.ts";
import { allPages } from "./pages.ts";
import { SCRIPT } from "./script.ts";
import { searchEntries } from "./search_entries.ts";
import { STYLE } from "./style.ts";

/** File names and their texts. */
export function renderHtml(documentation: Documentation): Map<string, string> {
  const files = new Map(allPages(documentation).map((page) => [page.file, frame(documentation, page)]));
  // A script instead of JSON: browsers do not read data beside a page that is opened as a file.
  const entries = JSON.stringify(searchEntries(documentation)).replaceAll("<", "\\u003c");
  files.set("search.js", `globalThis.FITZ_SEARCH = ${entries};\n`);
  files.set("script.js", SCRIPT);
  files.set("style.css", STYLE);
  return files;
}
