/** `fitz asyncapi [FILE]` */
import { documentCommand } from "../document_command.ts";

export const command = documentCommand("asyncapi", "AsyncAPI");
