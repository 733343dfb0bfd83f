// The page stands there as paper, readable before any script runs; the live page is drawn below
// it, hidden. When the live page has drawn everything it takes the paper's place: where the
// reader is on the page, what has the focus and what was unfolded stay as they are.

// Charts come a moment after words and figures. The live page waits for them so long.
const CHARTS_MS = 2500;
// What was unfolded on the paper is drawn by the server once more; it may take so long.
const UNFOLDING_MS = 2000;

const paper = document.getElementById("paper");
const live = document.getElementById("root");
const text = (element) => element.textContent.replace(/\s+/g, " ").trim();
const isShown = (element) => element.getClientRects().length > 0;

// The last thing the server draws on a page; and its answer, after which nothing more comes.
function isDrawn() {
  const heading = live.querySelector("h1");
  return (
    heading &&
    text(heading) === text(paper.querySelector("h1")) &&
    live.querySelector(".st-key-way_on") &&
    globalThis.hands?.hasPage
  );
}

const areChartsDrawn = () =>
  [...live.querySelectorAll('[data-testid="stVegaLiteChart"]')].every((each) =>
    each.querySelector("svg, canvas"),
  );

// Resolves when `test` holds, at the latest after `milliseconds`.
function when(test, milliseconds = Infinity) {
  return new Promise((resolve) => {
    const until = performance.now() + milliseconds;
    const look = () => {
      if (test() || performance.now() > until) resolve();
      else setTimeout(look, 30);
    };
    look();
  });
}

// The pieces of which both are made, in the order in which they stand there; the bar stays where
// it is however far the reader has read.
const pieces = (root) =>
  [...root.querySelectorAll("h1, h2, h3, .figure, .prose > *, [data-testid=stMarkdownContainer] > *, .setting, .control, figure.charts, [data-testid=stVegaLiteChart], summary")].filter(isShown)
    .filter((each) => !each.closest(".paper-bar, .st-key-bar"));

// The piece at the top of the window, and how far from it.
function topPiece() {
  const all = pieces(paper).map((element) => [element, element.getBoundingClientRect().top]);
  return all.find(([, top]) => top >= 0) ?? all.at(-1);
}

// The same piece on the live page: by its words, or where it has none, by its place.
function sameOf(element) {
  const words = text(element).slice(0, 60);
  const alike = pieces(paper).filter((each) => text(each).slice(0, 60) === words);
  const found = pieces(live).filter((each) => text(each).slice(0, 60) === words);
  return found[alike.indexOf(element)] ?? found[0];
}

function keepPlace() {
  const scroller = live.querySelector('[data-testid="stMain"]');
  if (!scroller || paper.scrollTop < 1) return;
  const share = paper.scrollTop / Math.max(1, paper.scrollHeight - paper.clientHeight);
  const [element, top] = topPiece() ?? [];
  const same = element && sameOf(element);
  if (same) scroller.scrollTop += same.getBoundingClientRect().top - top;
  else scroller.scrollTop = share * (scroller.scrollHeight - scroller.clientHeight);
}

// What has the focus on the paper: a link, a summary, or the letter of a grade.
function sameFocus() {
  const focused = document.activeElement;
  if (!focused || !paper.contains(focused)) return null;
  const kind = focused.localName === "a" ? "a" : focused.localName;
  const alike = (root) =>
    [...root.querySelectorAll(kind)].filter((each) => text(each) === text(focused));
  return alike(live)[alike(paper).indexOf(focused)] ?? alike(live)[0] ?? null;
}

async function unfold() {
  for (const open of paper.querySelectorAll("details[open]:not(.contents)")) {
    const summary = text(open.querySelector("summary"));
    const same = [...live.querySelectorAll("details:not([open])")].find((each) =>
      text(each.querySelector("summary")).endsWith(summary),
    );
    if (!same) continue;
    if (!open.classList.contains("fold")) same.open = true;
    else {
      same.querySelector("summary").click();
      await when(() => same.querySelector("[data-testid=stElementContainer]"), UNFOLDING_MS);
    }
  }
}

async function takeItsPlace() {
  await when(isDrawn);
  await when(areChartsDrawn, CHARTS_MS);
  await unfold();
  const focus = sameFocus();
  keepPlace();
  paper.remove();
  focus?.focus({ preventScroll: true });
}

if (paper) takeItsPlace();
