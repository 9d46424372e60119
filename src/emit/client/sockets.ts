/** One class per `@ws` endpoint, and the method of the client that connects. */
import type { Socket, SocketSide } from "../../app/manifest.ts";
import { addressParts, argumentsName, argumentsType, callParams, type Method } from "./methods.ts";
import { docComment, propertyKey } from "./names.ts";
import type { Direction, TypeWriter } from "./types.ts";

export interface SocketMethod extends Method {
  readonly classText: string;
}

/** @param className of the endpoint's class, @param name of the method */
export function socketMethod(
  socket: Socket,
  className: string,
  name: string,
  types: TypeWriter,
): SocketMethod {
  const params = callParams(socket.params);
  const doc = [socket.doc, `\`${socket.path}\``].filter((part) => part !== null).join("\n\n");
  const key = propertyKey(name);
  const sent = messageType(socket.incoming, "input", types);
  const received = messageType(socket.outgoing, "output", types);
  const setup = [
    "service: options",
    ...addressParts(socket.path, params),
    "options: socket",
    ...codec(socket),
  ];
  return {
    classText: `${docComment(doc)}export class ${className} extends FitzSocket<${sent}, ${received}> {}\n`,
    declaration: `${docComment(doc, "  ")}  ${key}(${
      argumentsType(params, types)
    }, options?: SocketOptions): ${className};\n`,
    implementation: `    ${key}: (${argumentsName(params)}, socket) => new ${className}({ ${
      setup.join(", ")
    } }),\n`,
  };
}

/** What callers send is what the endpoint receives. A `Null` side has no messages. */
function messageType({ kind, schema }: SocketSide, direction: Direction, types: TypeWriter): string {
  if (kind === "binary") return direction === "input" ? "BufferSource | Blob" : "Uint8Array";
  if (kind === "frame") return direction === "input" ? "string | BufferSource | Blob" : "string | Uint8Array";
  return schema.kind === "Null" ? "never" : types.type(schema, direction);
}

function codec({ incoming, outgoing }: Socket): string[] {
  const reads = {
    json: "readText: readJson, readBytes: null",
    binary: "readText: null, readBytes: (bytes) => bytes",
    frame: "readText: (text) => text, readBytes: (bytes) => bytes",
  };
  const write = incoming.kind === "json"
    ? "write: writeJson"
    : "write: (message) => message as string | BufferSource | Blob";
  return [reads[outgoing.kind], write];
}
