/** The catalogue of the standard library that this build carries. */
import { signatures } from "../../stdlib/generated/signatures.ts";
import { Catalogue } from "./catalogue.ts";
import type { CatalogueData } from "./catalogue_data.ts";

let loaded: Catalogue | null = null;

/** Always the same object: symbols of the library are shared by all checks of a process. Its symbols have no documentation (that is in catalogue.json). */
export function loadCatalogue(): Catalogue {
  return loaded ??= new Catalogue(signatures() as CatalogueData);
}
