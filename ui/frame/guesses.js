// A guess before the figure: a slider and a list that say the same, buttons that answer, and a
// sentence that stays in this browser; and the hands that a room has raised, in fields for numbers.
// On paper the same forms ask for a page by themselves.

const guessFormOf = (element) => element.closest?.("#root form[data-does]");

document.addEventListener("input", ({ target }) => {
  if (target.matches?.("[data-kept-here]")) return keepHere(target);
  const form = guessFormOf(target);
  if (form?.dataset.most) return countHands(form);
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
  const { does: act, to: of, value = saidIn(form) } = form.dataset;
  hands.say({ act, of, value, at: form.id });
}, true);

// What stands in a form as a link writes it; fields that are all empty say nothing.
function saidIn(form) {
  const counts = fieldsOf(form).map((field) => field.value);
  if (counts.length === 0) return form.querySelector("select")?.value;
  return counts.some(Boolean) ? counts.map((count) => count || "0").join("-") : "";
}

function fieldsOf(form) {
  return [...form.querySelectorAll("input[type=number]")];
}

// How many there may be together no field can say for itself: the last one says it for all.
function countHands(form) {
  const { most, tooMany } = form.dataset;
  const together = fieldsOf(form).reduce((sum, field) => sum + +field.value, 0);
  fieldsOf(form).at(-1).setCustomValidity(together > +most ? tooMany : "");
}

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
