const byId = (id) => document.getElementById(id);
const rows = new Map();

async function load() {
  for (const link of await (await fetch("/links")).json()) show(link);
}

/** A row for each link; the number changes with every click. */
function show({ code, target_url: target, clicks }) {
  if (!rows.has(code)) {
    const row = byId("links").insertRow();
    const link = Object.assign(document.createElement("a"), { href: `/r/${code}`, textContent: code });
    row.insertCell().append(link);
    row.insertCell().textContent = target;
    rows.set(code, row.insertCell());
  }
  rows.get(code).textContent = clicks;
}

function connect() {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(`${scheme}//${location.host}/dashboard`);
  // Clicks from before the connection are in the list.
  socket.addEventListener("open", () => {
    setState("live", true);
    load();
  });
  socket.addEventListener("message", ({ data }) => {
    const click = JSON.parse(data);
    show(click);
    const line = document.createElement("li");
    line.textContent = `${click.code} at ${
      new Date(click.timestamp).toLocaleTimeString([], { hour12: false })
    }`;
    byId("clicks").prepend(line);
    while (byId("clicks").children.length > 20) byId("clicks").lastChild.remove();
  });
  socket.addEventListener("close", () => {
    setState("connecting", false);
    setTimeout(connect, 1000);
  });
}

byId("add").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const answer = await fetch("/links", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(Object.fromEntries(new FormData(form))),
  });
  const body = await answer.json();
  byId("problem").textContent = answer.ok ? "" : body.error;
  if (!answer.ok) return;
  show(body);
  form.reset();
});

function setState(text, isLive) {
  byId("state").textContent = text;
  byId("state").classList.toggle("live", isLive);
}

connect();
