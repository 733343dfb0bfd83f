// The live page comes once its paper has been seen. What it is made of lies in a template until then,
// so that neither its scripts nor its style keep the reader waiting for the first figure.

// A browser that paints nothing for so long is not waited for.
const LATEST_MS = 1000;

function come() {
  const template = document.getElementById("live");
  if (!template) return;
  template.remove();
  const parts = [...document.importNode(template.content, true).children];
  const scripts = parts.filter((each) => each.matches("script"));
  const rest = parts.filter((each) => !scripts.includes(each));
  document.head.append(...rest);
  const styles = rest.filter((each) => each.matches('[rel="stylesheet"]'));
  Promise.all(styles.map(settled)).then(() => {
    const show = withoutIcons(styles);
    document.head.append(...scripts);
    // They have run then: what follows is for the line to the server.
    Promise.all(scripts.map(settled)).then(() => {
      show();
      dispatchEvent(new Event("live"));
    });
  });
}

// A part of the page has come, or cannot.
const settled = (part) =>
  new Promise((resolve) => {
    part.addEventListener("load", resolve);
    part.addEventListener("error", resolve);
  });

// Streamlit asks for its font of icons, 375 kB, before anything is drawn. Pages draw their arrows
// themselves (style.css), so it is kept out of sight until that question has been asked: it then
// comes only where an icon is shown.
function withoutIcons(styles) {
  const kept = styles.flatMap(({ sheet }) => {
    const place = [...(sheet?.cssRules ?? [])].findIndex(isOfIcons);
    if (place < 0) return [];
    const face = sheet.cssRules[place].cssText;
    sheet.deleteRule(place);
    return [() => sheet.insertRule(face, place)];
  });
  return () => kept.forEach((show) => show());
}

const isOfIcons = (rule) =>
  rule instanceof CSSFontFaceRule && rule.style.fontFamily.includes("Material Symbols");

// Drawn is not yet seen: what comes now would take the processor from bringing it to the screen.
if (document.hidden || !PerformanceObserver.supportedEntryTypes.includes("paint")) come();
else {
  new PerformanceObserver((list, observer) => {
    if (!list.getEntriesByName("first-contentful-paint").length) return;
    observer.disconnect();
    come();
  }).observe({ type: "paint", buffered: true });
  setTimeout(come, LATEST_MS);
}
