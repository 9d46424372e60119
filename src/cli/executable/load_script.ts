/**
 * Scripts with a V8 code cache of their own: compiling what a start needs takes about 30 ms, taking it from the cache 3 (docs/decisions/0007). A script is a CommonJS
 * module made by the bundler; what it does not contain it requires from Node's built-ins or from the pack.
 */
import process from "node:process";
import vm from "node:vm";

/** Where the parts of an executable come from. */
export type ReadPart = (name: string) => Uint8Array<ArrayBuffer> | null;

export interface LoadedScript<T> {
  readonly exports: T;
  /** Whether its code came from the cache. */
  readonly isCached: boolean;
  /** The code of all functions that have run so far, for later starts. */
  createCache(): Uint8Array;
}

/** Evaluates the part `name`. A cache that does not fit this V8 and its flags is passed over: the script is compiled then. */
export function loadScript<T>(name: string, read: ReadPart): LoadedScript<T> {
  const source = read(name);
  if (!source) throw new Error(`the executable carries no part ${name}`);
  const cachedData = read(cacheName(name));
  const script = new vm.Script(
    new TextDecoder().decode(source),
    { filename: `fitz:${name}`, ...(cachedData ? { cachedData } : {}) },
  );
  const evaluate = script.runInThisContext();
  const module = { exports: {} as T };
  const require = (id: string) =>
    id.startsWith("node:") ? process.getBuiltinModule(id) : loadScript(partName(id), read).exports;
  evaluate(require, module, module.exports);
  const isCached = cachedData !== null && script.cachedDataRejected === false;
  return { exports: module.exports, isCached, createCache: () => script.createCachedData() };
}

/** A CommonJS module as the part of a pack. */
export function wrapScript(code: string): string {
  return `(function(require,module,exports){${code}\n})`;
}

/** The name of the code cache of a script. */
export function cacheName(script: string): string {
  return `${script}.cache`;
}

/** The name of the part that holds a module which the bundler left outside. */
export function partName(specifier: string): string {
  return specifier.slice(specifier.lastIndexOf("/") + 1).replace(/\.ts$/, ".js");
}
