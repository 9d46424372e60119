/** The entry of the executable: only the command line, nothing for embedders. */
import { start } from "./start.ts";

await start();
