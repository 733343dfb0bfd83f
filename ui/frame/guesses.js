// A guess before the figure: a slider and a list that say the same, buttons that answer, and a
// sentence that stays in this browser. On paper the same forms ask for a page by themselves.

const guessFormOf = (element) => element.closest?.("#root form[data-does]");

document.addEventListener("input", ({ target }) => {
  if (target.matches?.("[data-kept-here]")) return keepHere(target);
  const form = guessFormOf(target);
  const list = form?.querySelector("select");
  const slider = form?.querySelector("input[type=range]");
  if (!list) return;
  // Before every amount the list has a line that is none.
  if (target === slider) list.selectedIndex = +slider.value + 1;
  else if (list.selectedIndex > 0) slider.value = list.selectedIndex - 1;
  slider.setAttribute("aria-valuetext", list.selectedOptions[0].text);
});

document.addEventListener("submit", (event) => {
  const form = guessFormOf(event.target);
  if (!form) return;
  event.preventDefault();
  const { does: act, to: of, value = form.querySelector("select")?.value } = form.dataset;
  hands.say({ act, of, value, at: form.id });
}, true);

function keepHere(field) {
  try {
    localStorage.setItem(field.id, field.value);
  } catch {
    // A browser that stores nothing keeps it while the page stands.
  }
}

function keptHere() {
  for (const field of document.querySelectorAll("[data-kept-here]:not([data-shown-again])")) {
    field.dataset.shownAgain = "";
    try {
      field.value = localStorage.getItem(field.id) ?? field.value;
    } catch {
      // Nothing is kept there.
    }
  }
}

new MutationObserver(keptHere).observe(document.body, { childList: true, subtree: true });
keptHere();
