/** What is put away when the program has ended: connections that would outlive it. */

const actions: (() => Promise<void>)[] = [];

/** Runs an action once, when the program ends. */
export function atEnd(action: () => Promise<void>): void {
  actions.push(action);
}

export async function runAtEnd(): Promise<void> {
  await Promise.all(actions.splice(0).map((action) => action()));
}
