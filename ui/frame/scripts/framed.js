/* On a page that stands inside another site every link of ours keeps it there, also in a tab of
   its own. On paper the links come like that; Streamlit hides from Python what embeds a page. */
function stayFramed() {
  if (window.staysFramed) return;
  window.staysFramed = true;
  const names = ["embed", "embed_options"];
  const frame = [...new URLSearchParams(location.search)].filter(([name]) => names.includes(name));
  if (!frame.some(([name, on]) => name === "embed" && on.toLowerCase() === "true")) return;

  function keep() {
    for (const link of document.querySelectorAll("#root a[href]:not([href^='#'])")) {
      if (link.origin !== location.origin) continue;
      const parts = new URLSearchParams(link.search);
      if (parts.has("embed")) continue;
      for (const part of frame) parts.append(...part);
      link.search = parts;
    }
  }
  // A link that is drawn anew, or leads to another scenario now, comes without.
  const watched = { subtree: true, childList: true, attributeFilter: ["href"] };
  new MutationObserver(keep).observe(document.getElementById("root"), watched);
  keep();
}
