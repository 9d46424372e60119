/**
 * A module or namespace as a value. Members are read through functions, since an imported variable is the variable itself.
 */
export class ModuleValue {
  constructor(
    readonly name: string,
    readonly members: Readonly<Record<string, () => unknown>>,
  ) {}
}
