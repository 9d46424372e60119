/** All files below a folder, at any depth. */
export async function walkFiles(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) found.push(...await walkFiles(path));
    else found.push(path);
  }
  return found;
}
