// A page whose line to the server never opens would stay empty without a word. This says one,
// in the document's language, and takes it back as soon as the page is drawn.
const PATIENCE_MS = 3500;

// Streamlit's own stand-in, grey bars, is not the page.
const DRAWN = "#root [data-testid=stElementContainer]:not(:has([data-testid=stAppSkeleton]))";
const isDrawn = () => document.querySelector(DRAWN);

function sayWhatIsWrong() {
  if (isDrawn()) return;
  const box = document.createElement("div");
  box.className = "waiting";
  box.setAttribute("role", "status");
  document.body.append(box);
  // Announced are changes: the words come into a box that stands there already.
  setTimeout(() => box.append(document.getElementById("waiting").content.cloneNode(true)), 100);
  const watch = new MutationObserver(() => {
    if (!isDrawn()) return;
    watch.disconnect();
    box.remove();
  });
  watch.observe(document.getElementById("root"), { childList: true, subtree: true });
}

// Everything is here then but what comes over the line: see live.js.
addEventListener("live", () => setTimeout(sayWhatIsWrong, PATIENCE_MS));
