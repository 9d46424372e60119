const enter = document.getElementById("enter");
const say = document.getElementById("say");
const lines = document.getElementById("lines");
const names = document.getElementById("names");
const state = document.getElementById("state");
let socket = null;

enter.addEventListener("submit", (event) => {
  event.preventDefault();
  const { name, room } = Object.fromEntries(new FormData(enter));
  socket?.close();
  lines.replaceChildren();
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const path = `/chat/${encodeURIComponent(room)}`;
  // Browsers cannot send an Authorization header with a WebSocket: the token goes as a subprotocol.
  const opened = socket = new WebSocket(`${scheme}//${location.host}${path}`, [`bearer.${name}`]);
  opened.addEventListener("open", () => setState(`${name} in ${room}`, true));
  opened.addEventListener("message", ({ data }) => show(JSON.parse(data)));
  opened.addEventListener("close", () => opened === socket && setState("not connected", false));
});

say.addEventListener("submit", (event) => {
  event.preventDefault();
  socket.send(JSON.stringify({ text: say.elements.text.value }));
  say.reset();
});

function show(event) {
  if (event.type === "Here") {
    names.replaceChildren(...event.names.map((name) => element("li", name)));
    return;
  }
  const line = document.createElement("li");
  if (event.type === "Refused") {
    line.className = "refused";
    line.textContent = event.why;
  } else line.append(element("b", event.by), " ", element("span", event.text));
  lines.append(line);
  line.scrollIntoView();
}

function element(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

function setState(text, isOpen) {
  state.textContent = text;
  for (const control of say.elements) control.disabled = !isOpen;
  if (isOpen) say.elements.text.focus();
  else names.replaceChildren();
}
