/** Opens what a server's settings say of static files. Loaded only by servers that have some. */
import { fileReason } from "../../host/files.ts";
import type { HttpSettings } from "../http_program.ts";
import { StartupError } from "../settings.ts";
import type { FileSource } from "./file_source.ts";
import { Folder } from "./folder.ts";
import { StaticFiles } from "./static_files.ts";

/**
 * @param embedded files that the executable carries; null to read them from the folder
 * @throws StartupError when there is no such folder
 */
export function openStaticFiles(
  { folder, prefix }: NonNullable<HttpSettings["staticFiles"]>,
  embedded: FileSource | null,
): StaticFiles {
  return new StaticFiles(embedded ?? openFolder(folder), prefix);
}

function openFolder(folder: string): Folder {
  try {
    if (!Deno.statSync(folder).isDirectory) throw new StartupError(`static_dir '${folder}' is not a folder`);
    return new Folder(folder);
  } catch (error) {
    if (error instanceof StartupError) throw error;
    throw new StartupError(`static_dir '${folder}': ${fileReason(error)}`);
  }
}
