/** What the executable runs when it carries a program: the runtime without the compiler. */
export { runBuilt } from "./run_built.ts";
export { setAssets } from "../../runtime/host/assets.ts";
