/** An argument of a durable task as it comes out of its store. */
import { Ok, type Result } from "../values/result.ts";
import { WrongArguments } from "./durable_queue.ts";

/** @throws WrongArguments when the parameter takes other values now */
export function keptArgument(
  name: string,
  text: string | null | undefined,
  decode: (text: string) => Result,
): unknown {
  if (text === null || text === undefined) return undefined;
  const decoded = decode(text);
  if (decoded instanceof Ok) return decoded.value;
  throw new WrongArguments(`argument '${name}': ${decoded.value}`);
}
