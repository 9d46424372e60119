/** The package that speaks PostgreSQL's protocol: a part of its own in executables, read when a program opens its first connection. */
import postgres from "npm:postgres@3.4.9";

export { postgres };
