/** What a module is to the programs around it. */

export interface ModuleRole {
  /** A program starts with it and nothing imports it: nobody else sees its names. */
  readonly isEntry: boolean;
  /** `[lib].entry`: other packages see its names. */
  readonly isLibrary: boolean;
  /** Whether another module uses a name of this one. */
  isUsedElsewhere(name: string): boolean;
}
