// Inside a frame on a page of somebody else's: the slider, and how high the frame has to be.
//
// Nothing is computed or worded here. While the slider moves, texts that the server has worded for
// each of its stops are looked up; let go, and this document is asked for anew, and its parts
// take the place of those that stand here. The slider stays, and so does what has the focus.
// Nothing is kept in the browser, no cookie is read, and the host's Back leads where it did.

const REST_MS = 300;

const main = document.querySelector("main");
const form = main.querySelector(".what-if");

// The host has no need to know more than the height, and need not listen.
function tellHeight() {
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
  parent.postMessage({ embeddedHeight: height }, "*");
}

if (parent !== window) {
  // Below the window of its host a frame is not watched, and says by itself how high it is.
  tellHeight();
  document.fonts.ready.then(tellHeight);
  new ResizeObserver(tellHeight).observe(document.documentElement);
  addEventListener("message", ({ source, data }) => {
    if (source !== parent) return;
    if (data === "embeddedHeight?") tellHeight();
    // The ground that the frame stands on, unless the frame's own address has fixed it.
    if (["light", "dark"].includes(data?.ground)) document.documentElement.dataset.ground = data.ground;
  });
}

function whatIf() {
  const slider = form.querySelector("input");
  const says = form.querySelector(".says");
  const lost = main.querySelector(".lost");
  const stops = JSON.parse(form.dataset.stops);
  let table = null;
  let asksForTable = false;
  let resting = 0;
  let asked = 0;
  // The stop that all else here is of.
  let answered = slider.value;

  async function getTable() {
    if (asksForTable || !form.dataset.table) return;
    asksForTable = true;
    try {
      const answer = await fetch(form.dataset.table);
      if (!answer.ok) throw new Error(answer.statusText);
      table = await answer.json();
      show();
    } catch {
      // No line: asked for again when the slider is touched again.
      asksForTable = false;
    }
  }

  function show() {
    const [value, label] = stops[slider.value];
    says.textContent = label;
    slider.setAttribute("aria-valuetext", label);
    const at = table ? table.values.indexOf(value) : -1;
    if (at < 0) return;
    for (const place of main.querySelectorAll("[data-live]")) {
      const texts = table.texts[place.dataset.live]?.[place.dataset.part ?? 0];
      if (texts) place.textContent = texts[at];
    }
  }

  function move() {
    document.body.dataset.waits = "yes";
    // A question that is on its way is about another number.
    asked += 1;
    show();
    clearTimeout(resting);
  }

  function letGo() {
    clearTimeout(resting);
    resting = setTimeout(ask, REST_MS);
  }

  async function ask() {
    const mine = (asked += 1);
    const address = new URL(location.href);
    address.searchParams.set(form.dataset.of, stops[slider.value][0]);
    let text = null;
    try {
      const answer = await fetch(address);
      if (answer.ok) text = await answer.text();
    } catch {
      // Said below, as if the server had refused.
    }
    if (mine !== asked) return;
    delete document.body.dataset.waits;
    lost.textContent = text === null ? lost.dataset.lost : "";
    lost.hidden = text !== null;
    if (text === null) {
      slider.value = answered;
      show();
    } else {
      answered = slider.value;
      take(new DOMParser().parseFromString(text, "text/html").querySelector("main"));
    }
  }

  function take(news) {
    const open = main.querySelector("details")?.open;
    for (const part of main.querySelectorAll("[data-swap]")) {
      const next = news.querySelector(`[data-swap=${part.dataset.swap}]`);
      part.replaceWith(document.adoptNode(next));
    }
    if (open) main.querySelector("details").open = true;
    main.querySelector("[role=status]").textContent = news.dataset.said;
    // Read anew, the frame shows the same; its host's history has no entry more.
    history.replaceState(null, "", news.dataset.own);
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const event of ["pointerenter", "focusin"]) form.addEventListener(event, getTable);
  slider.addEventListener("input", move);
  slider.addEventListener("change", letGo);
  form.querySelector("button").addEventListener("click", ({ target }) => {
    const value = Number(target.dataset.value);
    slider.value = stops.findIndex(([each]) => each === value);
    move();
    letGo();
  });
}

if (form) whatIf();
