// What a careful program writes by hand.
const encoder = new TextEncoder();
Deno.serve({ port: 4112, hostname: "127.0.0.1", onListen() {} }, () => {
  let timer;
  const body = new ReadableStream({
    start(controller) {
      let n = 0;
      const send = () => {
        n++;
        const data = JSON.stringify({ n, at: new Date().toISOString() });
        controller.enqueue(encoder.encode(`id: ${n}\ndata: ${data}\n\n`));
      };
      send();
      timer = setInterval(send, 1000);
    },
    cancel() {
      clearInterval(timer);
    },
  });
  return new Response(body, {
    headers: { "content-type": "text/event-stream", "cache-control": "no-cache" },
  });
});
