/** The search of the documentation: works on the list that is a script of its own, so that no server is needed. */
export const SCRIPT = `"use strict";
(() => {
  const input = document.querySelector(".search input");
  const list = document.querySelector(".results");
  const entries = globalThis.FITZ_SEARCH ?? [];
  let chosen = 0;

  const rank = (entry, words) => {
    const name = entry.name.toLowerCase();
    const text = (entry.name + " " + entry.detail).toLowerCase();
    if (!words.every((word) => text.includes(word))) return 0;
    if (name === words[0]) return 4;
    if (name.startsWith(words[0])) return 3;
    return name.includes(words[0]) ? 2 : 1;
  };

  const show = () => {
    const words = input.value.toLowerCase().split(/\\s+/).filter((word) => word !== "");
    list.replaceChildren();
    if (words.length === 0) return;
    const found = entries.map((entry) => [rank(entry, words), entry]).filter(([points]) => points > 0)
      .sort((a, b) => b[0] - a[0] || a[1].name.length - b[1].name.length).slice(0, 30);
    chosen = 0;
    for (const [, entry] of found) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const detail = document.createElement("small");
      link.href = entry.href;
      link.append(entry.name);
      detail.append(entry.detail);
      link.append(detail);
      item.append(link);
      list.append(item);
    }
    if (found.length === 0) {
      const item = document.createElement("li");
      item.className = "none";
      item.append("Nothing found");
      list.append(item);
    }
    mark();
  };

  const links = () => [...list.querySelectorAll("a")];
  const mark = () => links().forEach((link, i) => link.classList.toggle("chosen", i === chosen));

  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    const count = links().length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      chosen = count === 0 ? 0 : (chosen + (event.key === "ArrowDown" ? 1 : count - 1)) % count;
      mark();
      links()[chosen]?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") links()[chosen]?.click();
    else if (event.key === "Escape") {
      input.value = "";
      show();
    }
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".search")) list.replaceChildren();
    else if (event.target.closest(".results")) setTimeout(() => list.replaceChildren());
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== input) {
      event.preventDefault();
      input.focus();
    }
  });
})();
`;
