/** The surroundings of a command: streams, environment, files. The process for `fitz` itself, plain values in tests. */
import type { FileSystem } from "../project/file_system.ts";

export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  readonly isOutTerminal: boolean;
  readonly isErrTerminal: boolean;
  /** All of stdin. */
  readStdin(): Uint8Array;
  /** One line of stdin without its end; null where there is no more. */
  readLine(): string | null;
  env(name: string): string | undefined;
  readonly files: FileSystem;
}
