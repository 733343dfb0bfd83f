/* A link to a place on the page opens what it leads to, and takes the reader along: eye, keys and
   screen reader. Browsers themselves leave a closed record closed. */
function followAnchors() {
  if (window.followsAnchors) return;
  window.followsAnchors = true;

  // On the live page: until that is drawn, its paper stands there with the same places.
  const place = (hash) =>
    hash && document.querySelector(`#root #${CSS.escape(decodeURIComponent(hash.slice(1)))}`);

  function show(target, block = "start") {
    for (let box = target.closest("details"); box; box = box.parentElement?.closest("details")) {
      box.open = true;
    }
    // The record's own line takes keys; a place that takes none is made to, once.
    const line = target.matches("details") ? target.querySelector("summary") : target;
    if (line.tabIndex < 0 && !line.hasAttribute("tabindex")) line.tabIndex = -1;
    line.focus({ preventScroll: true });
    target.scrollIntoView({ block });
  }

  // Which link led to a place: Back brings the reader to it again.
  const cameFrom = new Map();
  let pressed = null;
  document.addEventListener("click", (event) => {
    const link = event.composedPath().find((each) => each.nodeName === "A");
    if (!link?.hash || event.defaultPrevented || link.target === "_blank") return;
    if (link.href.split("#")[0] !== location.href.split("#")[0]) return;
    const target = place(link.hash);
    if (!target) return;
    pressed = link;
    cameFrom.set(link.hash, link);
    // The address may say this place already; then nothing else would happen.
    if (link.hash === location.hash) show(target);
  });
  window.addEventListener("hashchange", ({ oldURL }) => {
    const forward = pressed?.hash === location.hash;
    pressed = null;
    const target = place(location.hash);
    const link = cameFrom.get(new URL(oldURL).hash);
    if (target) show(target);
    if (!forward && link?.isConnected && (!target || target.contains(link))) {
      show(link, "center");
    }
  });

  // The page is drawn after the browser looked for the place; wait for it to be there, unless
  // the reader has gone somewhere meanwhile.
  let wanted = location.hash;
  const look = () => {
    const target = place(wanted);
    if (!target || document.getElementById("paper")) return;
    stop();
    show(target);
  };
  const arriving = new MutationObserver(look);
  const gone = ["wheel", "touchstart", "keydown", "pointerdown"];
  function stop() {
    arriving.disconnect();
    for (const each of gone) window.removeEventListener(each, stop);
  }
  if (wanted) {
    for (const each of gone) window.addEventListener(each, stop, { once: true, passive: true });
    arriving.observe(document.body, { subtree: true, childList: true });
    look();
  }
}
