// A class together: what a phone and the projector show follows the class, by asking again. Without
// this script the pages work by themselves and are read anew every few seconds.

// A class has thirty phones: they do not all ask at once.
const SPREAD = 0.5;
const LONGEST_MS = 15000;
const KEYS = { PageDown: "on", PageUp: "back" };

const main = () => document.querySelector("main");
let failed = 0;
let sent = 0;

async function ask(form) {
  const { seen } = main().dataset;
  sent += form ? 1 : 0;
  const before = sent;
  const address = new URL(location.href);
  if (!form) address.searchParams.set("seen", seen);
  const body = form && new URLSearchParams(new FormData(form));
  const answer = await fetch(address, form ? { method: "POST", body } : { cache: "no-store" });
  // No answer either: who cannot be reached now is asked again.
  if (answer.status >= 500 || answer.status === 429) throw new Error(answer.statusText);
  const text = await answer.text();
  // What was asked before something was sent may tell how it stood then.
  if (answer.status === 204 || before !== sent) return;
  // Elsewhere: the class is over, or never was.
  if (answer.redirected && new URL(answer.url).pathname !== location.pathname) {
    location.replace(answer.url);
    return;
  }
  show(new DOMParser().parseFromString(text, "text/html").querySelector("main"));
}

// Only what is new is put there, so that what has the focus keeps it.
function show(next) {
  const parts = [...main().querySelectorAll("[data-part]")];
  const news = [...next.querySelectorAll("[data-part]")];
  const names = (all) => all.map((each) => each.dataset.part).join();
  const alike = parts.length && names(parts) === names(news) && !next.querySelector(".refused");
  if (!alike) {
    main().replaceWith(document.adoptNode(next));
  } else {
    parts.forEach((part, at) => {
      if (part.innerHTML !== news[at].innerHTML) part.replaceWith(document.adoptNode(news[at]));
    });
    main().dataset.seen = next.dataset.seen;
  }
  match();
}

async function follow() {
  try {
    await ask();
    failed = 0;
    lost(false);
  } catch {
    failed += 1;
    lost(true);
  }
  wait();
}

function wait() {
  const { asks } = main().dataset;
  if (!asks) return;
  const usual = Number(asks) * (1 + SPREAD * (Math.random() - 0.5));
  setTimeout(follow, Math.min(LONGEST_MS, usual * 2 ** failed));
}

function lost(is) {
  const said = document.querySelector(".lost");
  if (!is) return said?.remove();
  if (said) return;
  const line = document.createElement("p");
  line.className = "lost note";
  line.setAttribute("role", "status");
  line.textContent = main().dataset.lost;
  main().append(line);
}

addEventListener("submit", async (event) => {
  if (event.target.method !== "post" || !main().dataset.asks) return;
  event.preventDefault();
  for (const button of event.target.querySelectorAll("button")) button.disabled = true;
  try {
    await ask(event.target);
    lost(false);
  } catch {
    lost(true);
  }
  for (const button of event.target.querySelectorAll("button")) button.disabled = false;
});

// A slider and a list that say the same.
function match() {
  const list = document.querySelector("select");
  const slider = document.querySelector("input[type=range]");
  if (list && slider && list.selectedIndex > 0) slider.value = list.selectedIndex - 1;
}

addEventListener("input", ({ target }) => {
  const form = target.closest("form");
  const list = form?.querySelector("select");
  const slider = form?.querySelector("input[type=range]");
  if (!list || !slider) return;
  // Before every amount the list has a line that is none.
  if (target === slider) list.selectedIndex = Number(slider.value) + 1;
  else if (list.selectedIndex > 0) slider.value = list.selectedIndex - 1;
  slider.setAttribute("aria-valuetext", list.selectedOptions[0].text);
});

addEventListener("keydown", (event) => {
  if (!document.querySelector(".board") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea")) return;
  if (KEYS[event.key]) document.querySelector(`[data-key="${KEYS[event.key]}"]`)?.click();
  else if (event.key.toLowerCase() !== "f") return;
  else if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.();
  event.preventDefault();
});

match();
wait();
