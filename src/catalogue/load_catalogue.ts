/** The catalogue of the standard library that this build carries. */
import { catalogueText } from "../../stdlib/generated/catalogue_text.ts";
import { Catalogue } from "./catalogue.ts";
import type { CatalogueData } from "./catalogue_data.ts";

let loaded: Catalogue | null = null;

/** Always the same object: symbols of the library are shared by all checks of a process. */
export function loadCatalogue(): Catalogue {
  return loaded ??= new Catalogue(JSON.parse(catalogueText) as CatalogueData);
}
