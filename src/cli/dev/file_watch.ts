/** Tells which of the watched files have other bytes than before, by the events of the system or by polling. */
import { createHash } from "node:crypto";
import { join } from "node:path";

/** What is watched. Paths are absolute. */
export interface WatchSet {
  /** Folders that are watched with everything below. */
  readonly roots: readonly string[];
  /** Single files, wherever they lie. */
  readonly files: readonly string[];
  /** Whether a file below a root counts. */
  isWatched(path: string): boolean;
  /** Whether a folder below a root is left out with everything in it. */
  isSkipped(path: string): boolean;
}

export interface FileWatchOptions {
  /** Looks at all files again and again instead of asking the system for events. */
  readonly poll: boolean;
  /** Something may have changed: `take` tells what. */
  onEvent(): void;
  /** The system gives no (more) events; polling goes on in its place. */
  onFallback(reason: string): void;
}

const POLL_MILLISECONDS = 150;

export class FileWatch {
  #set: WatchSet;
  #digests = new Map<string, string>();
  /** Files that may have changed. */
  #pending = new Set<string>();
  #folders: string[] = [];
  #watcher: Deno.FsWatcher | null = null;
  #timer: number | undefined;
  /** The folders behind the roots, by inode. */
  readonly #rootOf = new Map<string, number | null>();
  /** Waits for a root that has gone. */
  #absence: number | undefined;
  #stamps = new Map<string, string>();
  #isPolling: boolean;
  #isClosed = false;

  constructor(set: WatchSet, private readonly options: FileWatchOptions) {
    this.#set = set;
    this.#isPolling = options.poll;
    for (const path of this.#scan()) this.#remember(path);
    this.#watch();
  }

  /** Watches something else from now on; files that are new to it count as known. */
  update(set: WatchSet): void {
    this.#set = set;
    const before = this.#folders.join("\n");
    for (const path of this.#scan()) if (!this.#digests.has(path)) this.#remember(path);
    if (this.#folders.join("\n") !== before) this.#watch();
  }

  /** The files whose bytes differ from those at the last call, sorted; files that came and went are among them. */
  take(): string[] {
    const paths = [...this.#pending];
    this.#pending.clear();
    return paths.filter((path) => this.#remember(path)).sort();
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#timer);
    clearTimeout(this.#absence);
    this.#closeWatcher();
  }

  /** All watched files that are there; notes the folders that hold them. */
  #scan(): string[] {
    const found = new Set<string>();
    const folders = new Set<string>();
    const walk = (folder: string) => {
      if (folders.has(folder)) return;
      folders.add(folder);
      for (const entry of entriesOf(folder)) {
        const path = join(folder, entry.name);
        if (entry.isDirectory) {
          if (!this.#set.isSkipped(path)) walk(path);
        } else if (this.#set.isWatched(path)) found.add(path);
      }
    };
    for (const root of this.#set.roots) walk(root);
    for (const file of this.#set.files) {
      folders.add(join(file, ".."));
      found.add(file);
    }
    this.#folders = [...folders].sort();
    return [...found];
  }

  /** Whether the bytes are others than before. */
  #remember(path: string): boolean {
    const digest = digestOf(path);
    if (digest === (this.#digests.get(path) ?? null)) return false;
    if (digest === null) this.#digests.delete(path);
    else this.#digests.set(path, digest);
    return true;
  }

  #counts(path: string): boolean {
    return this.#set.files.includes(path) ||
      (this.#set.roots.some((root) => path.startsWith(join(root, "/"))) && this.#set.isWatched(path));
  }

  #note(path: string): boolean {
    if (!this.#counts(path)) return false;
    this.#pending.add(path);
    return true;
  }

  /** Everything is looked at again: what is new, and what is gone. */
  #noteAll(): void {
    for (const path of this.#scan()) this.#pending.add(path);
    for (const path of this.#digests.keys()) this.#pending.add(path);
  }

  #watch(): void {
    if (this.#isPolling) return this.#poll();
    this.#closeWatcher();
    try {
      const folders = this.#folders.filter((folder) => isFolder(folder));
      if (folders.length === 0) {
        this.#rootOf.clear();
        return;
      }
      for (const root of this.#set.roots) this.#rootOf.set(root, inodeOf(root));
      this.#watcher = Deno.watchFs(folders, { recursive: false });
      this.#follow(this.#watcher);
    } catch (error) {
      this.#fallBack(error instanceof Error ? error.message : String(error));
    }
  }

  async #follow(watcher: Deno.FsWatcher): Promise<void> {
    try {
      for await (const event of watcher) {
        if (event.kind === "access") continue;
        let isRelevant = false;
        let isOtherTree = event.flag === "rescan";
        for (const path of event.paths) {
          if (this.#note(path)) isRelevant = true;
          // Folders are modified with every file in them; only one that comes or goes matters.
          else if (this.#folders.includes(path) ? event.kind !== "modify" : this.#isNewFolder(path)) {
            isOtherTree = true;
          }
        }
        if (isOtherTree) this.#retree();
        else if (event.kind === "remove") this.#lookForRoots();
        if (isRelevant || isOtherTree) this.options.onEvent();
        if (watcher !== this.#watcher) return;
      }
    } catch (error) {
      if (!this.#isClosed && watcher === this.#watcher) {
        this.#fallBack(error instanceof Error ? error.message : String(error));
      }
    }
  }

  #isNewFolder(path: string): boolean {
    return isFolder(path) && !this.#set.isSkipped(path);
  }

  /** Folders have come or gone; one may also have taken the place of another. */
  #retree(): void {
    this.#noteAll();
    this.#watch();
    // What was written before the new folders were watched.
    this.#noteAll();
    if (!this.#set.roots.every(isFolder)) this.#lookForRoots();
  }

  /** A root may go without an event, while some process works in it; and whoever comes in its place is not watched yet. */
  #lookForRoots(): void {
    clearTimeout(this.#absence);
    this.#absence = setTimeout(() => {
      if (this.#isClosed || this.#set.roots.every((root) => this.#rootOf.get(root) === inodeOf(root))) return;
      this.#retree();
      this.options.onEvent();
    }, POLL_MILLISECONDS);
  }

  #closeWatcher(): void {
    const watcher = this.#watcher;
    this.#watcher = null;
    try {
      watcher?.close();
    } catch {
      // It has ended by itself.
    }
  }

  #fallBack(reason: string): void {
    this.#closeWatcher();
    this.#isPolling = true;
    this.options.onFallback(reason);
    this.#poll();
  }

  #poll(): void {
    if (this.#timer !== undefined) return;
    this.#stamps = this.#stampAll();
    this.#timer = setInterval(() => {
      const stamps = this.#stampAll();
      let isRelevant = false;
      for (const path of new Set([...stamps.keys(), ...this.#stamps.keys()])) {
        if (stamps.get(path) === this.#stamps.get(path)) continue;
        this.#pending.add(path);
        isRelevant = true;
      }
      this.#stamps = stamps;
      if (isRelevant) this.options.onEvent();
    }, POLL_MILLISECONDS);
  }

  #stampAll(): Map<string, string> {
    return new Map(this.#scan().map((path) => [path, stampOf(path)]));
  }
}

function entriesOf(folder: string): Deno.DirEntry[] {
  try {
    return [...Deno.readDirSync(folder)];
  } catch {
    return [];
  }
}

function isFolder(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}

function inodeOf(folder: string): number | null {
  try {
    return Deno.statSync(folder).ino;
  } catch {
    return null;
  }
}

/** null for what is no readable file. */
function digestOf(path: string): string | null {
  try {
    return createHash("sha1").update(Deno.readFileSync(path)).digest("base64");
  } catch {
    return null;
  }
}

function stampOf(path: string): string {
  try {
    const { mtime, size, ino } = Deno.statSync(path);
    return `${mtime?.getTime()} ${size} ${ino}`;
  } catch {
    return "none";
  }
}
