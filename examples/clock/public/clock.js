// EventSource connects again by itself, and tells the server where it stopped.
const show = (id, text) => document.getElementById(id).textContent = text;
const state = document.getElementById("state");

const clock = new EventSource("/clock");
clock.addEventListener("open", () => setState("live", true));
clock.addEventListener("error", () => setState("connecting", false));
clock.addEventListener("tick", async (event) => {
  const { n, at } = JSON.parse(event.data);
  show("time", new Date(at).toLocaleTimeString([], { hour12: false }));
  show("count", n);
  if (n % 5 === 1) show("watching", await (await fetch("/watching")).json());
});

function setState(text, isLive) {
  state.textContent = text;
  state.classList.toggle("live", isLive);
}
