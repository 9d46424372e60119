/** Uploaded files (web.md section 11). */
import { attemptOnFile } from "../../src/runtime/host/files.ts";
import type { FitzFile } from "../../src/runtime/values/file.ts";
import type { Result } from "../../src/runtime/values/result.ts";
import { bytesToText } from "../bytes/bytes.ts";

export const implementations = {
  "File.size": (file: FitzFile): number => file.content.length,
  "File.text": (file: FitzFile): Result => bytesToText(file.content),
  "File.save": (file: FitzFile, path: string): Result =>
    attemptOnFile("write", path, () => Deno.writeFileSync(path, file.content)),
};
