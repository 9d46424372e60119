/** PostgreSQL's text form of arrays: `{1,NULL,"a, b"}`. */
import { refuse } from "./db_error.ts";

/** The elements' texts; null for an unquoted NULL. @throws DatabaseFault of kind `decode` for more than one dimension */
export function parseArray(text: string, column: string): (string | null)[] {
  // Bounds other than 1 stand in front: `[0:1]={1,2}`.
  let at = text.startsWith("[") ? text.indexOf("{") : 0;
  const items: (string | null)[] = [];
  at++;
  while (text[at] !== "}") {
    if (text[at] === "{") refuse("decode", `column "${column}" holds an array of several dimensions`);
    if (text[at] === '"') {
      let item = "";
      for (at++; text[at] !== '"'; at++) {
        if (text[at] === "\\") at++;
        item += text[at];
      }
      at++;
      items.push(item);
    } else {
      let end = at;
      while (text[end] !== "," && text[end] !== "}") end++;
      const item = text.slice(at, end);
      items.push(item.toUpperCase() === "NULL" ? null : item);
      at = end;
    }
    if (text[at] === ",") at++;
  }
  return items;
}
