/** What emitted code of programs with WebSockets may call besides src/runtime/http/emitted.ts. */
export { acceptSocket, socketGate, socketProviderHeaders, wantsUpgrade } from "./accept.ts";
export { anyIncoming, anyOutgoing, binaryIncoming, binaryOutgoing, jsonIncoming } from "./frames.ts";
export { openSocketHub } from "./open_hub.ts";
