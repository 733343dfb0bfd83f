/* What Streamlit says of itself, in English wherever the page is, is said in the page's words. */
function reword({ words }) {
  const ATTRIBUTES = ["aria-label", "aria-roledescription", "placeholder", "title", "alt"];
  const state = (window.reworded ??= { now: {} });
  const before = state.now;
  state.now = words;

  // "Help for {name}" -> what stands before and after the name.
  const parts = (pattern) => pattern.split("{name}");
  function changed(text, pairs) {
    const trimmed = text.trim();
    for (const [from, to] of pairs) {
      const [start, end] = parts(from);
      if (end === undefined ? trimmed !== from : !surrounds(start, trimmed, end)) continue;
      const name = end === undefined ? "" : trimmed.slice(start.length, trimmed.length - end.length);
      return to.replace("{name}", () => name);
    }
    return text;
  }
  const surrounds = (start, text, end) =>
    text.length > start.length + end.length && text.startsWith(start) && text.endsWith(end);

  // The exact words first: "Help" is not "Help for …". After a change of language, what was
  // said in the former one is said anew.
  const exactFirst = (pairs) => pairs.sort(([a], [b]) => parts(a).length - parts(b).length);
  const fromEnglish = exactFirst(Object.entries(words));
  const fromFormer = exactFirst(
    Object.entries(before).map(([english, said]) => [said, words[english]]),
  );

  // Our own passages, tables and charts are none of Streamlit's words. Its dialogs are closed by
  // ui/frame/hands.js, which knows their button by its English name.
  const OURS =
    ".stHtml, [data-testid=stMarkdownContainer], [data-testid=stDialog], svg, style, script";
  function everything(root, pairs) {
    if (root.nodeType === Node.TEXT_NODE) {
      const said = root.parentElement?.closest(OURS) ? root.data : changed(root.data, pairs);
      if (said !== root.data) root.data = said;
      return;
    }
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    const marked = `[${ATTRIBUTES.join("],[")}]`;
    for (const element of [root, ...root.querySelectorAll(marked)]) attributes(element, pairs);
    if (root.closest(OURS)) return;
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) everything(texts.currentNode, pairs);
  }
  function attributes(element, pairs) {
    if (element.closest("[data-testid=stDialog]")) return;
    for (const name of ATTRIBUTES) {
      const text = element.getAttribute(name);
      if (!text) continue;
      // Vega names the kind of each mark ("text mark") and makes of all of a kind an object of
      // its own ("text mark container") that is read as well; the marks themselves say enough.
      if (name === "aria-roledescription" && element.closest("svg")) {
        element.removeAttribute(name);
        if (element.getAttribute("role") === "graphics-object") element.removeAttribute("role");
        continue;
      }
      const said = changed(text, pairs);
      if (said !== text) element.setAttribute(name, said);
    }
  }

  everything(document.body, fromFormer);
  everything(document.body, fromEnglish);
  state.observer?.disconnect();
  state.observer = new MutationObserver((records) => {
    for (const { type, target, addedNodes } of records) {
      if (type === "attributes") attributes(target, fromEnglish);
      for (const added of addedNodes) everything(added, fromEnglish);
    }
  });
  state.observer.observe(document.body, {
    subtree: true,
    childList: true,
    attributeFilter: ATTRIBUTES,
  });
}
