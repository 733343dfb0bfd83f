/* The document says which language it is in and which way it runs, and what was made for the
   browser's own language follows the page instead. */
function speak({ language, direction }) {
  const page = document.documentElement;
  const state = (window.spoken ??= {});
  const wanted = language !== state.wanted;
  state.wanted = language;
  page.dir = direction;

  // While a translator's words stand on the page, the language is the translator's to say.
  const translated = () => page.matches(".translated-ltr, .translated-rtl");
  function say() {
    if (!translated()) page.lang = state.said = state.wanted;
  }
  if (wanted && (state.said === undefined || page.lang === state.said)) say();
  // A translator that leaves no mark but the language is left alone until the reader chooses.
  else if (wanted) state.said = undefined;

  if (!state.observer) {
    let was = translated();
    state.observer = new MutationObserver(() => {
      // What it puts back when it goes is what it found when it came.
      if (was && !translated()) say();
      was = translated();
    });
    state.observer.observe(page, { attributeFilter: ["class"] });
  }

  // react-aria, of which Streamlit's controls are made, takes language and direction from here,
  // and looks again when the browser says that its own language has changed.
  const locale = Symbol.for("react-aria.i18n.locale");
  if (window[locale] === language) return;
  window[locale] = language;
  const lookAgain = () => window.dispatchEvent(new Event("languagechange"));
  lookAgain();
  if (state.tells) return;
  state.tells = true;
  // It listens only while there is a control, and begins with what it read when it was loaded.
  const { addEventListener } = window;
  window.addEventListener = function (type, ...rest) {
    addEventListener.call(this, type, ...rest);
    if (type === "languagechange") queueMicrotask(lookAgain);
  };
}
