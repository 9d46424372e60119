/** What emitted code of programs with durable functions may call besides src/runtime/program/emitted.ts. */
export { keptArgument } from "./kept_argument.ts";
export { spawnDurable } from "./durable_tasks.ts";
