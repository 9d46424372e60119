/** `[dev].live_reload`: HTML answers load again in the browser when the program was started anew. */
import type { Conclusion } from "../../runtime/http/conclusion.ts";
import { makeResponse, responseHeaders } from "../../runtime/http/deno_server_objects.ts";

const SCRIPT_PATH = "/_fitz/live.js";
const EVENTS_PATH = "/_fitz/live";

/** Asks who runs until that is another run than the one that made the page. */
const script = (run: string) =>
  `(() => {
  const run = ${JSON.stringify(run)};
  const follow = () => {
    const events = new EventSource("${EVENTS_PATH}");
    events.onmessage = ({ data }) => { if (data !== run) location.reload(); };
    events.onerror = () => { events.close(); setTimeout(follow, 100); };
  };
  follow();
})();
`;

/** Puts the script into every page and answers its two paths. `run` tells this start of the program from others. */
export function liveReload(run: string): Conclusion {
  const open = new Set<ReadableStreamDefaultController<Uint8Array>>();
  // A stop waits for answers that are not complete.
  Deno.addSignalListener("SIGTERM", () => {
    for (const controller of open) controller.close();
    open.clear();
  });
  return (exchange, answer) => {
    if (exchange.path === EVENTS_PATH) return eventsOf(run, open);
    if (exchange.path === SCRIPT_PATH) {
      return makeResponse(200, [
        ["content-type", "text/javascript; charset=utf-8"],
        ["cache-control", "no-store"],
      ], script(run));
    }
    return exchange.method === "HEAD" ? answer : withScript(answer);
  };
}

function eventsOf(run: string, open: Set<ReadableStreamDefaultController<Uint8Array>>): Response {
  let own: ReadableStreamDefaultController<Uint8Array>;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      own = controller;
      open.add(controller);
      controller.enqueue(new TextEncoder().encode(`data: ${run}\n\n`));
    },
    cancel: () => void open.delete(own),
  });
  return new Response(body, {
    headers: { "content-type": "text/event-stream", "cache-control": "no-store" },
  });
}

const TAG = `<script src="${SCRIPT_PATH}" async></script>`;

function withScript(answer: Response): Response | Promise<Response> {
  const headers = responseHeaders(answer);
  const header = (name: string) => headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? "";
  if (!/^text\/html\b/i.test(header("content-type")) || header("content-encoding") !== "") return answer;
  if (answer.body === null) return answer;
  return answer.text().then((text) => {
    const end = text.toLowerCase().lastIndexOf("</body>");
    const page = end < 0 ? text + TAG : text.slice(0, end) + TAG + text.slice(end);
    const kept = headers.filter(([key]) => !/^(content-length|etag)$/i.test(key));
    return makeResponse(answer.status, kept, page);
  });
}
