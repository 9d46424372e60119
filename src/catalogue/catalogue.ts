/** Answers "what is this builtin": symbols of the standard library, made when they are first asked for. */
import { BUILTIN_TYPE_NAMES, builtinType } from "../types/builtin_types.ts";
import type {
  ConstantSymbol,
  DecoratorSymbol,
  DecoratorTarget,
  EnumSymbol,
  FieldSymbol,
  FunctionSymbol,
  NamespaceSymbol,
  TypeSymbol,
} from "../types/symbol.ts";
import {
  ANY,
  type FunctionType,
  type Marks,
  NEVER,
  nullableOf,
  type ParamType,
  tupleOf,
  type Type,
  type TypeParamType,
} from "../types/type.ts";
import { newTypeParam } from "../types/type_param.ts";
import type {
  CatalogueData,
  DecoratorData,
  EnumData,
  FunctionData,
  MarksData,
  NamespaceData,
  ParamData,
  SignatureData,
  TypeData,
  TypeEntryData,
} from "./catalogue_data.ts";

export type GlobalSymbol = FunctionSymbol | NamespaceSymbol | TypeSymbol | EnumSymbol;
type TypeScope = ReadonlyMap<string, TypeParamType>;

const NO_PARAMS: TypeScope = new Map();

export class Catalogue {
  readonly #data: CatalogueData;
  readonly #functions = new Map<string, FunctionSymbol>();
  readonly #namespaces = new Map<string, NamespaceSymbol>();
  readonly #types = new Map<string, TypeSymbol | EnumSymbol>();
  readonly #decorators = new Map<string, DecoratorSymbol>();
  #suspending: ReadonlySet<string> | undefined;

  constructor(data: CatalogueData) {
    this.#data = data;
  }

  /** What a global name means: a function before a type before a namespace. */
  lookup(name: string): GlobalSymbol | undefined {
    return this.function(name) ?? this.type(name) ?? this.namespace(name);
  }

  function(name: string): FunctionSymbol | undefined {
    const known = this.#functions.get(name);
    if (known) return known;
    const data = own(this.#data.functions, name);
    if (!data) return undefined;
    const symbol = this.#makeFunction(name, name, data, null, NO_PARAMS);
    this.#functions.set(name, symbol);
    return symbol;
  }

  /** A namespace may share its name with a function (`env("K")`, `env.get("K")`). */
  namespace(name: string): NamespaceSymbol | undefined {
    const known = this.#namespaces.get(name);
    if (known) return known;
    const data = own(this.#data.namespaces, name);
    if (!data) return undefined;
    const symbol = this.#makeNamespace(name, name, data);
    this.#namespaces.set(name, symbol);
    return symbol;
  }

  /** A library type or enum; also the method tables of the language's own types (`List`, `Any`). */
  type(name: string): TypeSymbol | EnumSymbol | undefined {
    const known = this.#types.get(name);
    if (known) return known;
    const data = own(this.#data.types, name);
    if (!data) {
      const alias = own(this.#data.aliases, name);
      const target = alias ? this.#decode(alias.t, NO_PARAMS) : null;
      return target?.kind === "instance" || target?.kind === "enum" ? target.symbol : undefined;
    }
    return data.kind === "type" ? this.#makeType(name, data) : this.#makeEnum(name, data);
  }

  /** What the bare name of a library type means where that is not "Any for each argument"; also plain aliases. */
  bareType(name: string): Type | undefined {
    const alias = own(this.#data.aliases, name);
    return alias ? this.#decode(alias.t, NO_PARAMS) : undefined;
  }

  decorator(name: string): DecoratorSymbol | undefined {
    const known = this.#decorators.get(name);
    if (known) return known;
    const data = own(this.#data.decorators, name);
    if (!data) return undefined;
    const symbol = this.#makeDecorator(name, data);
    this.#decorators.set(name, symbol);
    return symbol;
  }

  #makeDecorator(name: string, data: DecoratorData): DecoratorSymbol {
    return {
      kind: "decorator",
      name,
      params: data.p.map((param) => ({ ...this.#param(param, NO_PARAMS), isNamed: true })),
      targets: data.on as DecoratorTarget[],
      marks: marks(data.m),
      doc: data.doc ?? null,
      others: (data.also ?? []).map((one) => this.#makeDecorator(name, one)),
    };
  }

  /** A method of values of a kind (`List`, `Str`, …), or of every value. */
  method(kind: string | null, name: string): FunctionSymbol | undefined {
    if (kind !== null) {
      const own = this.type(kind);
      const method = own?.kind === "type" ? own.methods.get(name) : undefined;
      if (method) return method;
    }
    const every = this.type("Any");
    return every?.kind === "type" ? every.methods.get(name) : undefined;
  }

  /** Whether some library type has a method of that name which suspends: what a call through `Any` has to reckon with. */
  isSuspending(method: string): boolean {
    this.#suspending ??= new Set(
      Object.values(this.#data.types).flatMap((entry) =>
        entry.kind === "type"
          ? Object.entries(entry.methods).filter(([, { m }]) => m?.suspends).map(([name]) => name)
          : []
      ),
    );
    return this.#suspending.has(method);
  }

  /** Names of functions, types and namespaces. */
  globalNames(): string[] {
    const { functions, namespaces, types, aliases } = this.#data;
    return [...new Set([functions, types, aliases, namespaces].flatMap((table) => Object.keys(table)))];
  }

  /** Names that may stand in annotations, besides those of the language. */
  typeNames(): string[] {
    const names = [...Object.keys(this.#data.types), ...Object.keys(this.#data.aliases)];
    return names.filter((name) => !BUILTIN_TYPE_NAMES.includes(name));
  }

  decoratorNames(): string[] {
    return Object.keys(this.#data.decorators);
  }

  #makeFunction(
    name: string,
    key: string,
    data: FunctionData,
    owner: TypeSymbol | null,
    scope: TypeScope,
  ): FunctionSymbol {
    const [type, ...overloads] = data.s.map((signature) => this.#signature(signature, scope));
    return {
      kind: "function",
      name,
      declaration: null,
      module: -1,
      owner,
      isStatic: data.static === 1,
      isNested: false,
      type: type!,
      library: key,
      overloads,
      marks: marks(data.m),
      doc: data.doc ?? null,
    };
  }

  #makeNamespace(name: string, key: string, data: NamespaceData): NamespaceSymbol {
    const members: NamespaceSymbol["members"] = new Map();
    for (const [member, entry] of Object.entries(data.members)) {
      const memberKey = `${key}.${member}`;
      if (entry.kind === "fn") {
        members.set(member, this.#makeFunction(member, memberKey, entry, null, NO_PARAMS));
      } else if (entry.kind === "let") {
        const constant: ConstantSymbol = {
          kind: "constant",
          name: member,
          type: this.#decode(entry.t, NO_PARAMS),
          library: memberKey,
          doc: entry.doc ?? null,
        };
        members.set(member, constant);
      } else members.set(member, this.#makeNamespace(member, memberKey, entry));
    }
    return { kind: "namespace", name, members, doc: data.doc ?? null };
  }

  #makeType(name: string, data: TypeEntryData): TypeSymbol {
    const typeParams = (data.g ?? []).map(newTypeParam);
    const scope = new Map(typeParams.map((param) => [param.name, param]));
    const symbol: TypeSymbol = {
      kind: "type",
      name,
      declaration: null,
      module: -1,
      typeParams,
      fields: new Map<string, FieldSymbol>(),
      methods: new Map<string, FunctionSymbol>(),
      isOpaque: data.fields.length === 0,
      marks: marks(data.m),
      doc: data.doc ?? null,
    };
    // Known before its members: they may name it.
    this.#types.set(name, symbol);
    for (const field of data.fields) {
      symbol.fields.set(field.n, {
        kind: "field",
        name: field.n,
        declaration: null,
        type: this.#decode(field.t, scope),
        defaultValue: null,
        hasDefault: field.d !== undefined,
        isPrivate: false,
        isHidden: false,
        doc: field.doc ?? null,
      });
    }
    for (const [method, entry] of Object.entries(data.methods)) {
      symbol.methods.set(method, this.#makeFunction(method, `${name}.${method}`, entry, symbol, scope));
    }
    return symbol;
  }

  #makeEnum(name: string, data: EnumData): EnumSymbol {
    const typeParams = (data.g ?? []).map(newTypeParam);
    const scope = new Map(typeParams.map((param) => [param.name, param]));
    const symbol: EnumSymbol = {
      kind: "enum",
      name,
      declaration: null,
      module: -1,
      typeParams,
      variants: [],
      doc: data.doc ?? null,
    };
    this.#types.set(name, symbol);
    data.variants.forEach((variant, index) =>
      symbol.variants.push({
        kind: "variant",
        name: variant.n,
        index,
        declaration: null,
        owner: symbol,
        payload: variant.p.map((field) => ({ name: field.n, type: this.#decode(field.t, scope) })),
      })
    );
    return symbol;
  }

  #signature(data: SignatureData, outer: TypeScope): FunctionType {
    const typeParams = (data.g ?? []).map(newTypeParam);
    const scope = typeParams.length === 0
      ? outer
      : new Map([...outer, ...typeParams.map((param) => [param.name, param] as const)]);
    // `parse_as<T>(type: Type<T>, …)`: the type is written at the call and fixes the first type parameter.
    const params = data.p.filter((param) => !isTypeParameter(param));
    return {
      kind: "function",
      typeParams,
      params: params.map((param) => this.#param(param, scope)),
      result: this.#decode(data.r, scope),
      isAsync: data.a === 1,
    };
  }

  #param(data: ParamData, scope: TypeScope): ParamType {
    const hasDefault = data.d !== undefined;
    return {
      name: data.n,
      type: this.#decode(data.t, scope),
      hasDefault,
      isVariadic: data.v === 1,
      isNamed: hasDefault,
      ...(data.m ? { marks: marks(data.m) } : {}),
    };
  }

  /** Throws an Error for a name that no declaration has: a mistake in our sources, found when the catalogue is generated. */
  #decode(data: TypeData, scope: TypeScope): Type {
    if (typeof data === "string") return this.#named(data, [], scope);
    const [head, ...rest] = data;
    if (head === "?") return nullableOf(this.#decode(rest[0] as TypeData, scope));
    if (head === "()") return tupleOf(rest.map((one) => this.#decode(one as TypeData, scope)));
    if (head === "->") {
      return {
        kind: "function",
        typeParams: [],
        params: (rest[0] as readonly TypeData[]).map((one) => ({
          name: "",
          type: this.#decode(one, scope),
          hasDefault: false,
          isVariadic: false,
          isNamed: false,
        })),
        result: this.#decode(rest[1] as TypeData, scope),
        isAsync: false,
      };
    }
    return this.#named(head, rest.map((one) => this.#decode(one as TypeData, scope)), scope);
  }

  #named(name: string, args: readonly Type[], scope: TypeScope): Type {
    const param = scope.get(name);
    if (param) return param;
    if (name === "Never") return NEVER;
    const builtin = builtinType(name, args);
    if (builtin) return builtin;
    if (args.length === 0) {
      const bare = own(this.#data.aliases, name);
      if (bare) return this.#decode(bare.t, NO_PARAMS);
    }
    const symbol = this.type(name);
    if (!symbol) throw new Error(`the library names the unknown type \`${name}\``);
    const filled = symbol.typeParams.map((_, i) => args[i] ?? ANY);
    return symbol.kind === "type"
      ? { kind: "instance", symbol, args: filled }
      : { kind: "enum", symbol, args: filled };
  }
}

function isTypeParameter(param: ParamData): boolean {
  return typeof param.t !== "string" && param.t[0] === "Type";
}

function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

const NO_MARKS: Marks = new Map();

function marks(data: MarksData | undefined): Marks {
  return data ? new Map(Object.entries(data)) : NO_MARKS;
}
