/** What `mod.ts` gives to embedders. */
export { parse } from "../syntax/parse.ts";
export { check } from "../check/check.ts";
export { checkTarget, compileTarget as compile } from "../project/compile.ts";
export { format } from "../format/format.ts";
export { version } from "../project/version.ts";
