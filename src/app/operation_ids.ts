/** Names of operations in the API document: web.md 19.3. */
export interface OperationName {
  readonly name: string;
  readonly module: string;
  readonly verb: string;
}

/** One id per operation, in order, all different. */
export function operationIds(operations: readonly OperationName[]): string[] {
  const taken = new Set<string>();
  return operations.map(({ name, module, verb }) => {
    const candidates = [name, `${module}_${name}`, `${name}_${verb.toLowerCase()}`];
    let id = candidates.find((candidate) => !taken.has(candidate));
    for (let n = 2; id === undefined; n++) {
      if (!taken.has(`${name}_${n}`)) id = `${name}_${n}`;
    }
    taken.add(id);
    return id;
  });
}
