/** The wire form of server-sent events: web.md 10.1. */
import { fail } from "../../failures/failure.ts";
import { typeName } from "../../operations/type_name.ts";
import { quoteText } from "../../text/text.ts";

const LINE_END = /\r\n|\r|\n/;

/**
 * One event with its empty line.
 *
 * @param json compact JSON, which has no line ends
 * @throws Failure `run/bad-argument` for a name or id with a line end or NUL, `run/type` for an id that is neither Str nor Int
 */
export function eventText(json: string, event: string | null, id: unknown): string {
  let text = "";
  if (id !== null) text += `id: ${checkLine("id", idText(id))}\n`;
  if (event !== null) text += `event: ${checkLine("event", event)}\n`;
  return `${text}data: ${json}\n\n`;
}

function idText(id: unknown): string {
  if (typeof id === "string") return id;
  if (typeof id === "bigint" || Number.isInteger(id)) return String(id);
  return fail("run/type", `expected \`Str\` or \`Int\` as the id of an event, found \`${typeName(id)}\``);
}

function checkLine(what: "id" | "event", text: string): string {
  if (/[\r\n\0]/.test(text)) {
    fail(
      "run/bad-argument",
      `the ${what} ${quoteText(text)} of an event holds a line end or a NUL character`,
    );
  }
  return text;
}

/** A comment; each line of it becomes one. */
export function commentText(comment: string): string {
  return `${comment.split(LINE_END).map((line) => line === "" ? ":" : `: ${line}`).join("\n")}\n\n`;
}

export function retryText(milliseconds: number | bigint): string {
  return `retry: ${milliseconds}\n\n`;
}
