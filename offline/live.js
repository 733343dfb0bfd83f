// The live page in a folder that needs no server. At once the page stands there as paper, from the
// folder itself; then Streamlit is started in the browser, and takes the paper's place.

const base = new URL("./", import.meta.url);
const folder = new URL("../", base);
const said = await (await fetch(new URL("live.json", base))).json();

// The address of a page is a folder's where a server gives documents only in folders.
const path = location.pathname.slice(base.pathname.length).replace(/(^|\/)(index\.html)?$/, "");
const page = path in said.pages ? path : "";
const query = new URLSearchParams(location.search);
const wanted = [query.get("lang"), ...navigator.languages.map((each) => each.split("-")[0])];
const language = wanted.find((each) => each in said.languages) ?? Object.keys(said.languages)[0];
const words = said.languages[language];
if (query.get("lang") !== language) query.set("lang", language);

// A query whatever the order of its parts; the edition is said where something is changed.
const sorted = (parts) => [...new URLSearchParams(parts)].map(String).sort().join("&");
const copies = Object.fromEntries(Object.entries(said.copies).map(([of, at]) => [sorted(of), at]));
const copyOf = (parts) => {
  const own = new URLSearchParams(parts);
  own.delete("size");
  if (!own.has("lang")) own.set("lang", document.documentElement.lang || language);
  const plain = new URLSearchParams(own);
  plain.delete("v");
  return copies[sorted(own)] ?? copies[sorted(plain)];
};

const paper = document.getElementById("paper");
const shown = new URL(`${copyOf(query) ?? language}/${said.pages[page]}`, folder);
const read = new DOMParser().parseFromString(await (await fetch(shown)).text(), "text/html");
document.documentElement.lang = language;
document.documentElement.dir = read.documentElement.dir;
document.title = read.title;
for (const style of read.querySelectorAll("head style")) document.head.append(style);
for (const link of read.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), shown);
paper.append(...read.getElementById("paper").childNodes);
const note = Object.assign(document.createElement("p"), { className: "paper-note", textContent: words.becoming });
paper.append(note);

// Where the live page leads beside the pages, the folder has files; where it has none, no link.
function lead(link) {
  const to = new URL(link.getAttribute("href"), location.href);
  if (to.origin !== location.origin || !to.pathname.startsWith(base.pathname)) return;
  const name = to.pathname.slice(base.pathname.length).replace(/\/$/, "");
  const asked = new URLSearchParams(to.search);
  if (name in said.pages && !asked.has("present")) return;
  const size = asked.get("size");
  const file = said.files[`/${name}${size ? `?size=${size}` : ""}`];
  const copy = copyOf(asked);
  if (file && copy) link.href = new URL(`${copy}/${file}`, folder);
  else {
    link.removeAttribute("href");
    link.title = words.absent;
    link.setAttribute("aria-disabled", "true");
  }
}
const root = document.getElementById("root");
new MutationObserver(() => {
  for (const link of root.querySelectorAll("a[href]:not([href^='#'])")) lead(link);
}).observe(root, { subtree: true, childList: true, attributeFilter: ["href"] });

// What figures will read while a slider moves only a server says; they follow when it is let go.
const ask = window.fetch;
window.fetch = (what, ...how) =>
  /\/previews\/[^/]*\.json/.test(what?.url ?? what)
    ? Promise.resolve(new Response("", { status: 404 }))
    : ask(what, ...how);

await import(new URL("app/static/paper.js", folder));
const { mount } = await import(new URL("stlite/stlite.js", base));
const at = (name) => new URL(name, base).href;
// Pages stand below the address at which it is mounted. The icon stays where it is.
for (const icon of document.querySelectorAll("link[rel=icon]")) icon.setAttribute("href", icon.href);
history.replaceState(history.state, "", base);
mount(
  {
    entrypoint: "live.py",
    files: {},
    requirements: [],
    // They lie in the archive.
    wheelUrls: false,
    pyodideUrl: at("pyodide/pyodide.mjs"),
    archives: [
      { url: at("packages.zip"), format: "zip", options: { extractDir: "/lib/python3.13/site-packages" } },
      { url: at("story.zip"), format: "zip", options: { extractDir: "/lib/python3.13/site-packages" } },
      { url: at("start.zip"), format: "zip", options: { extractDir: "/home/pyodide" } },
    ],
    streamlitConfig: { "client.toolbarMode": "minimal", "client.showErrorDetails": "none" },
    disableProgressToasts: true,
    disableDocumentStyles: false,
  },
  root,
);
history.replaceState(history.state, "", new URL(`${page}?${query}${location.hash}`, base));
