/* A translator in the browser takes each piece of text out of the page and puts a <font> with its
   own words there. React still holds the piece it made: a change of words goes into what nobody
   sees any more, and to take such a piece away fails and brings the page down. So we remember
   what stands where, and let a piece that is written to or taken away come back first.

   What a translator did before this runs is not known any more: the served document asks for it
   before any other script. Where the pages are served without our document, they bring it. */
function surviveTranslators() {
  if (window.survivesTranslators) return;
  window.survivesTranslators = true;

  // What was taken out of the page -> what the translator put in its place.
  const standIns = new WeakMap();
  const isFont = (node) => node?.nodeName === "FONT";

  function remember(records) {
    for (const { removedNodes, addedNodes, previousSibling, nextSibling } of records) {
      for (const removed of removedNodes) {
        if (removed.nodeType !== Node.TEXT_NODE && !isFont(removed)) continue;
        const standIn = [...addedNodes, previousSibling, nextSibling].find(isFont);
        if (standIn && standIn !== removed) standIns.set(removed, standIn);
      }
    }
  }
  const observer = new MutationObserver(remember);
  observer.observe(document.documentElement, { subtree: true, childList: true });

  // The node that stands for `child` among the children of `parent`, if there is one.
  function standInOf(child, parent) {
    remember(observer.takeRecords());
    let found = child;
    while (found && found.parentNode !== parent) {
      // Some translators wrap a piece of text, others replace it, and later their own work.
      found = isFont(found.parentNode) ? found.parentNode : standIns.get(found);
    }
    return found;
  }

  const { removeChild, insertBefore, replaceChild } = Node.prototype;
  Node.prototype.removeChild = function (child) {
    if (child?.parentNode === this) return removeChild.call(this, child);
    const standIn = child && standInOf(child, this);
    if (standIn) removeChild.call(this, standIn);
    return standIn ? child : removeChild.call(this, child);
  };
  Node.prototype.insertBefore = function (node, reference) {
    if (!reference || reference.parentNode === this) {
      return insertBefore.call(this, node, reference);
    }
    return insertBefore.call(this, node, standInOf(reference, this) ?? reference);
  };
  Node.prototype.replaceChild = function (node, child) {
    if (child?.parentNode === this) return replaceChild.call(this, node, child);
    return replaceChild.call(this, node, (child && standInOf(child, this)) ?? child);
  };

  const { get, set } = Object.getOwnPropertyDescriptor(Node.prototype, "nodeValue");
  Object.defineProperty(Node.prototype, "nodeValue", {
    configurable: true,
    enumerable: true,
    get,
    set(value) {
      if (this.nodeType === Node.TEXT_NODE && !this.isConnected) putBack(this);
      set.call(this, value);
    },
  });
  function putBack(text) {
    remember(observer.takeRecords());
    let standIn = standIns.get(text);
    while (standIn && !standIn.isConnected) standIn = standIns.get(standIn);
    if (standIn) replaceChild.call(standIn.parentNode, text, standIn);
  }
}
surviveTranslators();
