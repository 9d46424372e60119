/** The documentation of a program as data: what all renderers work from. JSON-serialisable. */

export interface Documentation {
  readonly name: string;
  /** null without a `fitz.toml`. */
  readonly version: string | null;
  readonly description: string | null;
  readonly modules: readonly ModulePage[];
  readonly routes: readonly RouteEntry[];
  readonly commands: readonly CommandEntry[];
  /** Functions and types that decorators make something else of: sockets, jobs, tables. */
  readonly roles: readonly RoleSection[];
  readonly flags: readonly FlagEntry[];
  readonly configuration: readonly ConfigurationEntry[];
}

export interface ModulePage {
  /** As importers write it: `prices`, `deep.words`. */
  readonly name: string;
  readonly file: string;
  readonly items: readonly Item[];
}

export type ItemKind = "type" | "enum" | "alias" | "function" | "variable";

export interface Item {
  readonly kind: ItemKind;
  readonly name: string;
  /** Decorators, one a line, then the declaration without its body. */
  readonly signature: string;
  /** Markdown; "" without a doc comment. */
  readonly doc: string;
  readonly line: number;
  readonly members: readonly Member[];
}

export interface Member {
  readonly kind: "field" | "method" | "variant" | "parameter";
  readonly name: string;
  readonly signature: string;
  readonly doc: string;
}

/** Where a declaration is described. */
export interface Place {
  readonly module: string;
  readonly name: string;
}

export interface RouteEntry {
  readonly verb: string;
  readonly path: string;
  readonly handler: Place;
  readonly doc: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly source: string;
    readonly type: string;
    readonly required: boolean;
    readonly default: string | null;
    readonly doc: string;
  }[];
  readonly result: string;
  readonly responses: readonly { readonly status: number; readonly description: string }[];
  /** The feature flag that must be on. */
  readonly flag: string | null;
}

export interface CommandEntry {
  readonly name: string;
  readonly usage: string;
  readonly doc: string;
  readonly handler: Place;
  readonly parameters: readonly { readonly name: string; readonly type: string; readonly doc: string }[];
}

export interface RoleSection {
  /** `Jobs`, `Sockets`, `Tables`. */
  readonly title: string;
  readonly entries: readonly (Place & { readonly signature: string; readonly doc: string })[];
}

export interface FlagEntry {
  readonly name: string;
  /** `on`, `off`, `on for 20 %`; null when the project does not declare it. */
  readonly default: string | null;
}

export interface ConfigurationEntry {
  readonly name: string;
  readonly type: string;
  readonly default: string | null;
  readonly required: boolean;
  readonly secret: boolean;
  readonly doc: string;
}
