/** `fitz openapi [FILE]` */
import { documentCommand } from "../document_command.ts";

export const command = documentCommand("openapi", "OpenAPI");
