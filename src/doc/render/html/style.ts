/** The style of the documentation, for light and dark screens and for paper. */
export const STYLE = `:root {
  color-scheme: light dark;
  --back: #ffffff; --panel: #f6f7f9; --line: #dfe3e8; --text: #1f2733; --soft: #5d6b7c;
  --accent: #0b6e6e; --accent-back: #e3f2f1; --code: #f3f5f7;
  --keyword: #9a3b7d; --type: #0b6e6e; --string: #3f6f1f; --number: #9c5d00; --decorator: #7a4fc0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #14181d; --panel: #1a1f26; --line: #2c343e; --text: #dfe5ec; --soft: #93a1b1;
    --accent: #5cc8c2; --accent-back: #17302f; --code: #1d232b;
    --keyword: #e08cc6; --type: #5cc8c2; --string: #a3cf7d; --number: #e5b567; --decorator: #b79bf0;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--back); color: var(--text); display: grid; grid-template-columns: 17rem minmax(0, 1fr);
  font: 16px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: 0.875em; }
code { background: var(--code); border-radius: 4px; padding: 0.1em 0.35em; overflow-wrap: anywhere; }
pre { background: var(--code); border: 1px solid var(--line); border-radius: 8px; padding: 0.75rem 1rem; overflow-x: auto; line-height: 1.5; }
pre code { background: none; padding: 0; overflow-wrap: normal; }
.keyword { color: var(--keyword); } .type { color: var(--type); } .string { color: var(--string); }
.number { color: var(--number); } .decorator { color: var(--decorator); } .comment { color: var(--soft); }
nav.side {
  position: sticky; top: 0; height: 100vh; display: flex; flex-direction: column; padding: 1.5rem 0 0; background: var(--panel);
  border-right: 1px solid var(--line); font-size: 0.925rem;
}
nav.side > * { margin-left: 1.25rem; margin-right: 1.25rem; }
nav.side > .lists { flex: 1; margin: 0; padding: 0 1.25rem 1.5rem; overflow-y: auto; }
.project { display: block; font-size: 1.15rem; font-weight: 650; color: var(--text); }
.version { color: var(--soft); font-size: 0.85rem; }
.search { position: relative; margin-top: 1rem; margin-bottom: 0.5rem; }
.search input {
  width: 100%; padding: 0.45rem 0.7rem; border: 1px solid var(--line); border-radius: 8px; background: var(--back);
  color: var(--text); font: inherit;
}
.results {
  position: absolute; z-index: 2; left: 0; width: min(26rem, 88vw); margin: 0.35rem 0 0; padding: 0.35rem; list-style: none;
  max-height: 70vh; overflow-y: auto; background: var(--back); border: 1px solid var(--line); border-radius: 8px;
  box-shadow: 0 8px 24px rgb(0 0 0 / 0.18);
}
.results:empty { display: none; }
.results a { display: block; padding: 0.35rem 0.6rem; border-radius: 6px; color: var(--text); }
.results a:hover, .results a.chosen { background: var(--accent-back); text-decoration: none; }
.results small { display: block; color: var(--soft); white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.results .none { padding: 0.35rem 0.6rem; color: var(--soft); }
.lists h2 { margin: 1.25rem 0 0.35rem; font-size: 0.75rem; letter-spacing: 0.06em; text-transform: uppercase; color: var(--soft); }
.lists ul { list-style: none; margin: 0; padding: 0; }
.lists li a { display: block; padding: 0.15rem 0.5rem; margin: 0 -0.5rem; border-radius: 6px; color: var(--text); overflow-wrap: anywhere; }
.lists li a:hover { background: var(--accent-back); text-decoration: none; }
.lists li a[aria-current] { background: var(--accent-back); color: var(--accent); font-weight: 600; }
main { padding: 2.5rem clamp(1.25rem, 5vw, 4rem) 5rem; max-width: 62rem; }
h1 { margin: 0 0 0.25rem; font-size: 1.9rem; line-height: 1.25; overflow-wrap: anywhere; }
.lead { margin: 0 0 2rem; color: var(--soft); }
h1 + section.item { margin-top: 1.75rem; }
main h2 { margin: 2.75rem 0 1rem; padding-bottom: 0.35rem; border-bottom: 1px solid var(--line); font-size: 1.3rem; }
section.item { margin: 0 0 2.25rem; }
section.item > h3 { margin: 0 0 0.5rem; font-size: 1.1rem; overflow-wrap: anywhere; }
section.item > h3 a { color: var(--text); }
.where { float: right; color: var(--soft); font-size: 0.8rem; font-weight: 400; }
.doc > :first-child { margin-top: 0.5rem; }
.doc > :last-child { margin-bottom: 0.5rem; }
dl.members { margin: 0.75rem 0 0; border-left: 2px solid var(--line); padding-left: 1rem; }
dl.members dt { margin-top: 0.6rem; }
dl.members dt code { background: none; padding: 0; white-space: pre-wrap; }
dl.members dd { margin: 0.1rem 0 0; }
table { border-collapse: collapse; width: 100%; font-size: 0.925rem; display: block; overflow-x: auto; }
th, td { text-align: left; vertical-align: top; padding: 0.45rem 1rem 0.45rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; font-size: 0.8rem; white-space: nowrap; }
td p { margin: 0; }
.verb {
  display: inline-block; min-width: 4.4rem; padding: 0.1rem 0.5rem; margin-right: 0.4rem; border-radius: 6px; text-align: center;
  background: var(--accent-back); color: var(--accent); font-size: 0.78rem; font-weight: 700; letter-spacing: 0.03em;
}
.tag { display: inline-block; padding: 0 0.45rem; border: 1px solid var(--line); border-radius: 6px; color: var(--soft); font-size: 0.78rem; }
@media (max-width: 52rem) {
  body { display: block; }
  nav.side { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line); }
  main { padding-top: 1.5rem; }
}
@media print {
  body { display: block; }
  nav.side { display: none; }
}
`;
