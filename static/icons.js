// Streamlit asks for its font of icons, 375 kB, before anything is drawn. Pages draw their arrows
// themselves (style.css), so it is kept out of sight until that question has been asked: it then
// comes only where an icon is shown. This runs after the styles and before Streamlit's scripts.
const isOfIcons = (rule) =>
  rule instanceof CSSFontFaceRule && rule.style.fontFamily.includes("Material Symbols");

for (const sheet of document.styleSheets) {
  const place = [...sheet.cssRules].findIndex(isOfIcons);
  if (place < 0) continue;
  const face = sheet.cssRules[place].cssText;
  sheet.deleteRule(place);
  addEventListener("DOMContentLoaded", () => sheet.insertRule(face, place));
}
