/** Names of the generated module: those of the program, told apart from what TypeScript and the module itself use. */
import { identifierText } from "../../syntax/property_name.ts";

/** Words that are no names of types, and the types that the module's own code names. */
const TAKEN = [
  ..."any unknown never string number boolean bigint symbol object void undefined null this".split(" "),
  ..."break case catch class const continue debugger default delete do else enum export extends".split(" "),
  ..."false finally for function if import in instanceof new return super switch throw true try".split(" "),
  ..."typeof var while with yield let static implements interface package private protected".split(" "),
  ..."public await type infer keyof readonly unique asserts is abstract declare as async of".split(" "),
  ..."Promise Response RequestInit Headers Blob FormData AbortSignal WebSocket BufferSource".split(" "),
  ..."AsyncIterable AsyncGenerator ReadableStreamDefaultReader Uint8Array ArrayBuffer MessageEvent".split(
    " ",
  ),
  ..."CloseEvent Pick URL Error".split(" "),
  ..."ClientOptions ClientToken CallOptions FitzClient FitzCall FitzError FitzService".split(" "),
  ..."EventStream ServerEvent FitzSocket SocketEvents SocketListeners SocketOptions".split(" "),
  ..."SocketReconnect SocketSetup".split(" "),
];

/** Gives out names of types and classes, each once. */
export class Names {
  readonly #taken = new Set<string>(TAKEN);

  /** The wanted name, with `_` behind it where it is taken. */
  claim(wanted: string): string {
    let name = identifierText(wanted, "$");
    while (this.#taken.has(name)) name += "_";
    this.#taken.add(name);
    return name;
  }
}

const PLAIN = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** The key of a property as it is declared. */
export function propertyKey(name: string): string {
  return PLAIN.test(name) ? name : JSON.stringify(name);
}

/** The member of an object, read. */
export function propertyOf(object: string, name: string): string {
  return PLAIN.test(name) ? `${object}.${name}` : `${object}[${JSON.stringify(name)}]`;
}

/** `live_prices` as `LivePrices`. */
export function pascalCase(name: string): string {
  return name.split("_").map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

/** A doc comment of the lines of `text`; nothing without text. */
export function docComment(text: string | null, indent = ""): string {
  if (text === null || text.trim() === "") return "";
  const lines = text.trim().replaceAll("*/", "*\\/").split("\n").map((line) => line.trimEnd());
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${
    lines.map((line) => `${indent} *${line === "" ? "" : ` ${line}`}\n`).join("")
  }${indent} */\n`;
}
