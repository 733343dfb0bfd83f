// A talk: the live page, one idea a screen.
//
// The server has put each idea in a box of its own, and says which boxes there are on which
// pages. All of them are laid out, one over the other; a rule of style shows one. So a move asks
// nobody, and the chart it leads to is drawn already. Only the way to another page is the server's.

// A screen is laid out as if the window were so high, and at least so wide; then it is enlarged.
const HEIGHT = 600;
const WIDTH = 900;
const WIDTH_UPRIGHT = 520;
// Beyond that, what is little is made larger, and what is much smaller.
const LARGEST = 1.3;
const LARGEST_CHART = 1.45;
const SMALLEST = 0.5;
const TRIES = 7;
// Safari refuses an address that changes more often than this, for long.
const ADDRESS_MS = 150;
// Where a page that is read again begins: below its bar.
const TOP_PX = 80;

// The way to another page is asked for again after so long.
const LEAD_AGAIN_MS = 2500;
const STEPS = { PageDown: 1, PageUp: -1, ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
const OWN_KEYS = "input, select, textarea, button, a, summary";
const CHART = '[data-testid="stVegaLiteChart"]';
const PIECES = "h1, h2, p, li, table, svg, button, input, select, summary";
// What may come, or go, after the server has said all.
const SCREEN = '[class*="st-key-screen_"]';
const LATE = `#paper, .presenting, .st-key-way_on a, ${SCREEN}, ${SCREEN} > *`;
const words = (element) => element.textContent.replace(/\s+/g, " ").trim();

class Presenting {
  constructor(hands) {
    this.hands = hands;
    this.screens = null;
    // The screen shown; of another page the screen that is wanted, and the page that was asked for.
    this.at = 0;
    this.wanted = this.bound = undefined;
    this.style = document.head.appendChild(document.createElement("style"));
    document.addEventListener("click", ({ target }) => {
      const button = target.closest?.("[data-go], [data-leave]");
      if (!button || !this.screens) return;
      if ("leave" in button.dataset) this.leave();
      else this.go(this.heading + Number(button.dataset.go));
    });
    addEventListener("resize", () => this.screens && this.fit());
    // Pieces of the page may come after the server's answer; and while its paper lies over it,
    // nothing can be measured.
    new MutationObserver((changes) => {
      if (!this.screens) return;
      const pieces = changes.flatMap((each) => [...each.addedNodes, ...each.removedNodes]);
      if (pieces.some((node) => holds(node, LATE))) this.complete();
    }).observe(document.body, { childList: true, subtree: true });
    // A chart or a text that has grown is made to fit; what has shrunk stays as large as it is.
    this.sizes = new ResizeObserver(
      () => this.screens && overflows(this.box(this.facing)) && this.fit(),
    );
  }

  // ---- what the server says ----

  answered({ talk, page }) {
    if (!talk) return this.end();
    const known = this.screens && this.page === page;
    const before = this.screens?.[this.at]?.box;
    this.screens = talk.screens;
    this.page = page;
    if (page === this.bound) this.bound = undefined;
    // On the way to another page: this answer is from before, and that one is still to come.
    if (this.bound !== undefined) return;
    if (this.wanted !== undefined && this.screens[this.wanted]?.path !== page) {
      // Arrived where nobody wants to be any more, or never left.
      if (this.screens[this.wanted]) return this.lead();
      this.wanted = undefined;
    }
    const here = this.screens.flatMap((each, at) => (each.path === page ? [at] : []));
    const same = here.find((at) => this.screens[at].box === before);
    // A page that the talk leaves out: it begins where it begins, and that is wanted from here on.
    if (!here.length) return this.go(0);
    if (this.wanted !== undefined) this.show(this.wanted);
    else if (known && same !== undefined) this.show(same, false);
    else this.show(here[Math.min(this.numberInAddress(), here.length) - 1]);
    this.wanted = undefined;
  }

  // The part of the address that the server leaves to us: which of the page's screens.
  get part() {
    if (!this.screens) return "";
    const here = this.screens.filter(({ path }) => path === this.page);
    const number = here.indexOf(this.screens[this.at]) + 1;
    return number > 1 ? `screen=${number}` : "";
  }

  numberInAddress() {
    return Math.max(1, Number(new URLSearchParams(location.search).get("screen")) || 1);
  }

  // ---- moving ----

  // Where the talk is, or is on its way to.
  get heading() {
    return this.wanted ?? this.at;
  }

  // The page it is on, or is to be on.
  get heads() {
    return this.wanted === undefined ? this.page : this.screens[this.wanted].path;
  }

  go(to) {
    const at = Math.max(0, Math.min(this.screens.length - 1, to));
    this.blank(false);
    const { path } = this.screens[at];
    const isHere = path === this.page && this.bound === undefined;
    if (at === this.heading && isHere) return;
    if (isHere) {
      this.wanted = undefined;
      return this.show(at);
    }
    const leaving = path !== this.heads;
    this.wanted = at;
    if (!leaving) return this.complete();
    // Both: the old one goes when the server takes it away, and the new one is there at once.
    this.rule([this.at, at]);
    this.lead();
  }

  // To the page that is wanted; where the link to it is still to come, when it is there.
  lead(again = false) {
    const path = this.screens[this.wanted]?.path;
    if (path === this.bound && !again) return;
    const link = linkTo(path, `.st-key-way_on ${PAGE_LINK}`);
    this.waitsForLink = !link;
    if (link) this.bound = path;
    link?.click();
    // A press that comes before Streamlit listens is lost: it is made once more.
    clearTimeout(this.leading);
    this.leading = setTimeout(() => {
      const wanted = this.screens?.[this.wanted];
      if (wanted && wanted.path !== this.page) this.lead(true);
    }, LEAD_AGAIN_MS);
  }

  show(at, isNew = at !== this.at || !this.shown) {
    // What is no longer seen is not to take keys.
    const focus = document.activeElement;
    if (at !== this.at && this.box()?.contains(focus)) focus.blur();
    this.at = at;
    this.waitsForLink = false;
    this.reveal(at);
    this.complete();
    if (!isNew) return;
    this.shown = true;
    clearTimeout(this.addressing);
    this.addressing = setTimeout(() => this.hands.address(this.hands.query), ADDRESS_MS);
    // Read out, when nothing else is: where one is, and what the screen is about.
    this.hands.announce([this.place, this.title].filter(Boolean).join(". "));
  }

  reveal(at) {
    const { place, kind } = this.screens[at];
    this.place = place;
    document.documentElement.dataset.presenting = kind;
    this.rule([at]);
  }

  complete() {
    // The first screen of another page comes before the rest of it.
    if (this.comes) this.reveal(this.wanted);
    const shown = document.querySelector(".presenting .place");
    if (shown && this.place) shown.textContent = this.place;
    if (this.waitsForLink) this.lead();
    this.fit();
  }

  // Whether there is something already on the screen that is wanted.
  get comes() {
    return this.wanted !== undefined && Boolean(this.box(this.wanted)?.textContent);
  }

  // The screen the room looks at.
  get facing() {
    return this.comes ? this.wanted : this.at;
  }

  // What the screen is about, as it stands on it and on the page.
  get title() {
    const title = this.box()?.querySelector("h1, h2, .label, p");
    return title ? words(title) : "";
  }

  rule(which) {
    const boxes = which.map((at) => `:root .stApp .st-key-${this.screens[at].box}`);
    this.style.textContent = `${boxes.join(", ")} { visibility: visible; }`;
  }

  box(at = this.at) {
    return document.querySelector(`.st-key-${this.screens[at].box}`);
  }

  // ---- size ----

  // As large as it goes: of a size the screen's box and all that is measured in it are enlarged.
  fit() {
    const upright = innerHeight > innerWidth;
    const usual = Math.min(innerHeight / HEIGHT, innerWidth / (upright ? WIDTH_UPRIGHT : WIDTH));
    const box = this.box(this.facing);
    for (const each of document.querySelectorAll(SCREEN)) {
      if (each !== box) enlarge(each, usual);
    }
    if (!box) return;
    let [small, large] = [SMALLEST, box.querySelector(CHART) ? LARGEST_CHART : LARGEST];
    enlarge(box, usual * large);
    for (let n = 0; n < TRIES && (n || overflows(box)); n += 1) {
      const middle = (small + large) / 2;
      enlarge(box, usual * middle);
      if (overflows(box)) large = middle;
      else small = middle;
      if (n === TRIES - 1) enlarge(box, usual * small);
    }
    this.sizes.disconnect();
    for (const each of box.children) this.sizes.observe(each);
  }

  // ---- keys ----

  // Whether a key was ours. Those that clickers send move on whatever has the focus.
  key(event) {
    if (!this.screens || event.ctrlKey || event.metaKey || event.altKey) return false;
    const { key, target } = event;
    const own = target.closest?.(OWN_KEYS);
    const typed = own?.matches('input[type="text"], textarea');
    const slider = own?.matches('input[type="range"]');
    const arrows = own?.matches("input, select, textarea");
    const open = document.querySelector(".legend:popover-open");
    if (key.startsWith("Page") || (key.startsWith("Arrow") && !arrows)) {
      this.go(this.heading + STEPS[key]);
    } else if (key === " " && (!own || slider)) this.go(this.heading + (event.shiftKey ? -1 : 1));
    else if ((key === "Home" || key === "End") && !typed && !own?.matches("select")) {
      this.go(key === "Home" ? 0 : this.screens.length - 1);
    } else if (key === "Escape" && !typed && !open) {
      if (this.isBlank) this.blank(false);
      else this.leave();
    } else if (typed || own?.matches("select")) return false;
    else if (key === "b" || key === "B") this.blank(!this.isBlank);
    else if (key === "f" || key === "F") this.fullScreen();
    else if (key === "?") document.getElementById("presenting_keys")?.togglePopover();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  get isBlank() {
    return "blank" in document.documentElement.dataset;
  }

  blank(dark) {
    if (dark) document.documentElement.dataset.blank = "yes";
    else delete document.documentElement.dataset.blank;
  }

  fullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.();
  }

  // ---- the end ----

  leave() {
    this.left = this.title;
    this.hands.say({ act: "present", of: "", value: "", at: "present" });
  }

  // The page to be read stands there again: at the place that was shown.
  end() {
    if (!this.screens) return;
    this.screens = this.wanted = this.bound = undefined;
    this.shown = this.waitsForLink = false;
    this.style.textContent = "";
    this.blank(false);
    delete document.documentElement.dataset.presenting;
    const pieces = [...document.querySelectorAll("#root .stMain :is(h1, h2, p)")];
    const same = pieces.find((each) => words(each) === this.left);
    this.hands.hold(same ?? document.querySelector(".st-key-presenting_offer"), TOP_PX);
  }
}

// The style needs to know, too: Streamlit takes what it measures of a chart for not enlarged.
function enlarge(box, times) {
  box.style.zoom = times;
  box.style.setProperty("--enlarged", times);
}

// Whether anything on a screen reaches over its margin, or down to where the place is shown.
function overflows(box) {
  if (!box) return false;
  const right = innerWidth - parseFloat(getComputedStyle(box).paddingRight) * box.style.zoom + 1;
  const foot = document.querySelector(".presenting");
  const bottom = (foot ? foot.getBoundingClientRect().top : innerHeight) + 1;
  return [...box.querySelectorAll(PIECES)].some((each) => {
    const place = each.getBoundingClientRect();
    // A chart takes a moment to become as narrow as its place.
    return place.bottom > bottom || (place.right > right && !each.closest(CHART));
  });
}
