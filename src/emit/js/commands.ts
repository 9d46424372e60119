/** The commands of an emitted program, in the order of the manifest. */
import type { EmitContext } from "./context.ts";

/** JavaScript of the list of their functions; null when there are none. */
export function emitCommands(context: EmitContext): string | null {
  const { commands } = context.app;
  if (commands.length === 0) return null;
  return `[${commands.map(({ handler }) => context.entry(handler).name).join(", ")}]`;
}
