/** The catalogue with its documentation: for what shows it, loaded by nothing else. */
import data from "../../stdlib/generated/catalogue.json" with { type: "json" };
import { Catalogue } from "./catalogue.ts";
import type { CatalogueData } from "./catalogue_data.ts";

let loaded: Catalogue | null = null;

/** Always the same object; its symbols are others than those of `loadCatalogue`. */
export function loadDocumented(): Catalogue {
  return loaded ??= new Catalogue(data as unknown as CatalogueData);
}
