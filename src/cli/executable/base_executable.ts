/** The executables that programs are put into: this one, one made of the sources that run, or that of another platform (toolchain.md 5.1). */
import { join } from "node:path";
import { version } from "../../project/version.ts";
import { cacheRoot } from "../cache_root.ts";
import { executableName, ownPlatform } from "../platform.ts";
import { readLayout } from "./layout.ts";

/** There is no executable to put the program into; the message is one line for the user. */
export class BaseError extends Error {
  override readonly name = "BaseError";
  constructor(message: string, readonly help: string | null = null) {
    super(message);
  }
}

/** The path of the executable to copy. @throws BaseError */
export async function baseExecutable(platform: string): Promise<string> {
  if (platform !== ownPlatform()) return foreignBase(platform);
  if (Deno.build.standalone) return Deno.execPath();
  const { compileBase } = await import("./compile_base.ts");
  return await compileBase();
}

/** `fitz` of another platform and of this version, from the folder that FITZ_BASE_DIR names or from the cache. */
function foreignBase(platform: string): string {
  const name = executableName(`fitz-${version}-${platform}`, platform);
  const given = Deno.env.get("FITZ_BASE_DIR");
  const folders = [...(given ? [given] : []), join(cacheRoot(), "base")];
  for (const folder of folders) {
    const path = join(folder, name);
    if (isFile(path)) return checked(path);
  }
  throw new BaseError(
    `there is no base for ${platform}: \`${name}\` is not in ${folders.join(" or ")}`,
    `put the \`fitz\` of that platform there under this name, or build on ${platform} itself`,
  );
}

function checked(path: string): string {
  using file = Deno.openSync(path);
  try {
    if (readLayout(file).packSize > 0) return path;
  } catch {
    // Said below.
  }
  throw new BaseError(`${path} is not an executable of fitz that can carry a program`);
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
