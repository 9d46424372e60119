/** A process full of clients that never read: `deno run crowd_client.ts PORT PATH COUNT`. It says "ready" when all are connected, and stays until it is killed. */
import { RawSocket } from "./raw_socket.ts";

const [port, path, count] = Deno.args as [string, string, string];
const clients: RawSocket[] = [];
while (clients.length < Number(count)) {
  const some = Array.from({ length: Math.min(25, Number(count) - clients.length) });
  clients.push(...await Promise.all(some.map(() => RawSocket.connect(Number(port), path))));
}
console.log("ready");
setInterval(() => clients.length, 60_000);
