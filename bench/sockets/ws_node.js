// The package `ws` on Node.
const { WebSocketServer, WebSocket } = require("ws");
const server = new WebSocketServer({ port: 4123, host: "127.0.0.1" });
server.on("connection", (socket, request) => {
  socket.on("message", (data) => {
    const message = JSON.parse(data.toString());
    if (request.url !== "/feed") return socket.send(JSON.stringify(message));
    for (let n = 0; n < message.count; n++) {
      const text = JSON.stringify({ n, text: message.text });
      for (const one of server.clients) if (one.readyState === WebSocket.OPEN) one.send(text);
    }
  });
});
