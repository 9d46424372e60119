/** The package that speaks with PostgreSQL: a part of its own in executables, read when a bus is opened. */
import postgres from "npm:postgres@3.4.9";
export { postgres };
