/** The version of the toolchain. */
export const version = "0.1.0";

/** Where problems of the toolchain itself are reported. */
export const issuesUrl = "https://github.com/fitz-lang/fitz/issues";
