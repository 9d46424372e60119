// socket.io on Node, over WebSockets alone.
const { Server } = require("socket.io");
const io = new Server(4124, { transports: ["websocket"] });
io.on("connection", (socket) => {
  socket.on("go", (go) => {
    for (let n = 0; n < go.count; n++) io.emit("note", { n, text: go.text });
  });
});
