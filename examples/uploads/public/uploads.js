// The form works by itself; this shows what is on the shelf.
const list = document.getElementById("files");

function element(name, text, attributes = {}) {
  const made = Object.assign(document.createElement(name), attributes);
  // Names come from other people: they are text, never HTML.
  made.textContent = text;
  return made;
}

async function show() {
  const files = await (await fetch("/uploads")).json();
  document.getElementById("empty").hidden = files.length > 0;
  list.replaceChildren(...files.map(({ name, note, size }) => {
    const url = `/uploads/${encodeURIComponent(name)}`;
    const item = document.createElement("li");
    const remove = element("button", "Remove", { type: "button", ariaLabel: `Remove ${name}` });
    remove.addEventListener("click", async () => {
      await fetch(url, { method: "DELETE" });
      await show();
    });
    item.append(
      element("a", name, { href: url }),
      element("span", note),
      element("span", `${size} bytes`, { className: "size" }),
      remove,
    );
    return item;
  }));
}

show();
