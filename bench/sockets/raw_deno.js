// What one writes by hand on Deno: a set of sockets, one encoding per message, types checked field by field.
const feed = new Set();
const isChat = (m) =>
  typeof m === "object" && m !== null && typeof m.user === "string" && typeof m.text === "string" &&
  Array.isArray(m.tags) && m.tags.every((tag) => typeof tag === "string") &&
  typeof m.at === "object" && m.at !== null && typeof m.at.x === "number" && typeof m.at.y === "number";

Deno.serve({ port: 4122, hostname: "127.0.0.1", onListen() {} }, (request) => {
  const { pathname } = new URL(request.url);
  const { socket, response } = Deno.upgradeWebSocket(request);
  if (pathname === "/feed") {
    socket.onopen = () => feed.add(socket);
    socket.onclose = () => feed.delete(socket);
    socket.onmessage = ({ data }) => {
      const go = JSON.parse(data);
      if (typeof go.count !== "number" || typeof go.text !== "string") return;
      for (let n = 0; n < go.count; n++) {
        const text = JSON.stringify({ n, text: go.text });
        for (const one of feed) if (one.readyState === 1) one.send(text);
      }
    };
  } else {
    socket.onmessage = ({ data }) => {
      let message;
      try {
        message = JSON.parse(data);
      } catch {
        return;
      }
      if (!isChat(message)) return;
      const { user, text, tags, at } = message;
      socket.send(JSON.stringify({ user, text, tags, at: { x: at.x, y: at.y } }));
    };
  }
  return response;
});
