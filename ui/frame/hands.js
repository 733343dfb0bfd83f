// The reader's hands: what is done on the page, kept until the server has heard it.
//
// Whatever a reader does with a control becomes an entry with a number. Entries wait in a
// queue, are sent together with the address they were made on, and leave the queue when the
// server says it has heard them. So nothing is lost when the line is slow, cut or silent,
// when the server is another one, or when the page is loaded anew; and until an entry is
// heard, no answer of before it moves what the reader has just moved.
//
// The server's answer comes at the end of each run: the address, what each control shows,
// the result in words. Nothing here computes or words anything a reader reads.

const STORED = "entries-not-yet-heard";
// Without a word from the server for so long, the line counts as cut.
const SILENT_MS = 6000;
// A server that speaks but has not answered: perhaps it has lost the question.
const UNANSWERED_MS = 20000;
// The reader is told of a cut line after so long; short cuts are nobody's business.
const TELL_CUT_MS = 1500;
// A page that was left or asleep for so long asks whether the server still knows it.
const AWAY_MS = 20000;
// If the server is well and the page has no line to it for so long, load it anew.
const GIVE_UP_MS = 40000;
// Clicks on a link wait so long for an entry that is on its way out of the browser.
const LET_OUT_MS = 30;
// So often a page is asked for again whose question was overtaken by another.
const OVERTAKEN_AT_MOST = 5;

// Where Streamlit says that a part of the page could not be loaded.
const BROKEN_OFF = '[data-testid="stException"], [data-testid="stErrorElement"], .stAlert';

const PAGE_LINK = 'a[data-testid="stPageLink-NavLink"]';

const linkTo = (page, links = PAGE_LINK) =>
  [...document.querySelectorAll(links)].find((each) => pageOf(pathOf(each)) === page);

const now = () => performance.now();
const $ = (selector) => document.querySelector(selector);
const main = () => $('[data-testid="stMain"]');

class Hands {
  constructor() {
    // Which page of which browser speaks: entries are numbered within it.
    this.hand = Math.random().toString(36).slice(2, 12);
    this.number = 0;
    this.queue = [];
    this.sent = { number: 0, at: -Infinity };
    this.words = {};
    this.shown = {};
    this.previews = new Previews(this);
    this.presenting = new Presenting(this);
    this.again = 0;
    this.heardSomething = now();
    this.cutSince = null;
    this.looks = 0;
    this.takeUp();
    this.watchLine();
    this.watchControls();
    this.watchLinks();
    this.keepInPlace();
    this.announcer = this.box("announcer", "status");
    setInterval(() => this.look(), 1000);
  }

  // ---- entries, out ----

  takeUp() {
    // What a page that was loaded anew had not yet told.
    try {
      const kept = JSON.parse(sessionStorage.getItem(STORED) ?? "[]");
      this.queue = kept.map((entry) => ({ ...entry, number: ++this.number }));
    } catch {
      this.queue = [];
    }
  }

  store() {
    try {
      if (this.queue.length) sessionStorage.setItem(STORED, JSON.stringify(this.queue));
      else sessionStorage.removeItem(STORED);
    } catch {
      // A browser that stores nothing loses entries only when it loads the page anew.
    }
  }

  // Take an entry. A value that has not been sent yet makes way for the next one.
  say(entry) {
    const last = this.queue.at(-1);
    if (last && last.number > this.sent.number && "value" in entry && sameControl(last, entry)) {
      this.queue.pop();
    }
    this.queue.push({ ...entry, number: ++this.number });
    this.store();
    this.flush();
  }

  waiting(control) {
    return this.queue.some((entry) => entry.at === control);
  }

  get underWay() {
    return this.queue.length > 0 && this.queue[0].number <= this.sent.number;
  }

  // One question at a time: the next waits for the answer, and says all that was done since.
  flush() {
    if (!this.setState || !this.queue.length || this.underWay || this.leaving || !this.connected) {
      return;
    }
    this.send();
  }

  // Until Streamlit has named the page of a session that has just begun, whatever it sends
  // asks for the first page. It names it before it draws a heading.
  get hasPage() {
    return this.page !== undefined || $("#root h1") !== null;
  }

  send() {
    if (!this.hasPage) return;
    this.sent = { number: this.number, at: now() };
    this.setState("said", {
      hand: this.hand,
      query: ours(location.search),
      entries: this.queue,
      again: this.again,
    });
  }

  // Ask for the page once more, whatever there is to say.
  ask() {
    this.again += 1;
    if (this.setState) this.send();
  }

  // ---- answers, in ----

  listen({ setStateValue }) {
    this.setState = setStateValue;
    if (!this.listening) {
      this.listening = true;
      this.flush();
    }
  }

  answer(data) {
    const news = this.hear(data);
    this.words = data.words;
    this.asked = null;
    this.leaving = null;
    this.presenting.answered(data);
    this.address(data.query);
    this.query = data.query;
    this.reading = data.reading;
    this.shown = data.controls;
    this.show();
    this.previews.answered();
    this.arrive(data);
    this.goThere(data.page);
    if (news && !this.queue.length) this.announce(data.result);
    if (this.session && this.session !== data.session) {
      this.tellReader(this.undoable ? this.words.back_without_undo : this.words.back);
    } else if (this.note?.textContent === this.words.cut) {
      this.tellReader("");
    }
    this.session = data.session;
    this.undoable = data.can_undo;
    // Nothing has been said yet, and so the line is not known: speak into it once. Not while a
    // page is asked for, which this one would overtake; that speaks too.
    if (!this.socket && !this.leaving) this.ask();
    this.flush();
  }

  hear(data) {
    if (data.hand !== this.hand) return false;
    const before = this.queue.length;
    this.queue = this.queue.filter((entry) => entry.number > data.heard);
    this.store();
    return this.queue.length < before;
  }

  address(query) {
    const url = new URL(location.href);
    // What belongs to the frame we stand in stays; Streamlit reads it at every run.
    const frame = [...url.searchParams].filter(([name]) => name.startsWith("embed"));
    const place = this.presenting.part;
    url.search = [query, place, new URLSearchParams(frame).toString()].filter(Boolean).join("&");
    // Replacing keeps the history to pages: Back leads to a page, not to a slider's last step.
    if (url.href !== location.href) history.replaceState(history.state, "", url);
  }

  // A new page begins at its heading, for the eye and for the ear.
  arrive({ page }) {
    if (this.page === page) return this.keepFocus();
    const first = this.page === undefined;
    this.page = page;
    if (first || location.hash) return;
    const heading = $("#root h1");
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    if (main()) main().scrollTop = 0;
  }

  announce(result) {
    if (!result) return;
    // Emptied first, so that the same words are read again.
    this.announcer.textContent = "";
    setTimeout(() => (this.announcer.textContent = result), 50);
  }

  // ---- what controls show ----

  show(root = document) {
    for (const control of root.querySelectorAll("[data-act][id]")) {
      const state = this.shown[control.id];
      if (state && !this.waiting(control.id) && control !== this.grabbed) show(control, state);
    }
  }

  watchControls() {
    new MutationObserver((changes) => {
      // Streamlit lays a dialog over the page when the line is cut, in English, and the page
      // lies still under it. We say it in the page's language, and the page stays usable.
      $('[data-testid="stDialog"] button[aria-label="Close"]')?.click();
      const added = changes.flatMap((change) => [...change.addedNodes]);
      if (added.some((node) => holds(node, "[data-act]"))) {
        this.show();
        this.keepFocus();
      }
      if (added.some((node) => holds(node, "[data-live]"))) this.previews.again();
    }).observe(document.body, { childList: true, subtree: true });

    const on = (event, act) => document.addEventListener(event, act, true);
    on("input", ({ target }) => {
      const control = controlOf(target);
      if (control && target.type === "range" && !this.swiped) this.slide(control, +target.value);
    });
    on("change", ({ target }) => {
      const control = controlOf(target);
      if (!control) return;
      if (target.type === "range") this.swiped || this.move(control, +target.value);
      else if (target.type === "checkbox") this.enter(control, target.checked ? target.value : "");
      else if (target.tagName === "SELECT") this.enter(control, target.value);
      else this.type(control, target);
    });
    addEventListener("pagehide", () => this.settle());
    on("keydown", (event) => this.presenting.key(event) || this.key(event));
    on("click", ({ target }) => {
      if (target.closest?.("[data-copy]")) this.copy(target.closest("[data-copy]"));
      const button = target.closest?.("button");
      const control = button && controlOf(button);
      // One that opens the legend of grades does nothing to the control it stands in.
      if (!control || button.hasAttribute("popovertarget")) return;
      if ("use" in button.dataset) this.type(control, textField(control), true);
      else if (button.dataset.step) this.step(control, +button.dataset.step);
      else this.enter(control, button.dataset.value ?? "");
    });
    // A swipe that begins on a slider scrolls: the browser then takes the finger away from it.
    on("pointerdown", ({ target, pointerType }) => {
      this.swiped = false;
      const control = target.type === "range" && controlOf(target);
      this.grabbed = control || null;
      this.touched = control && pointerType === "touch" ? [control, target.value] : null;
    });
    on("pointerup", () => {
      this.grabbed = null;
      // What was let go elsewhere than it was taken is an entry by then.
      setTimeout(() => this.previews.letGo());
    });
    on("pointercancel", () => {
      this.grabbed = null;
      if (!this.touched) return;
      const [control, before] = this.touched;
      this.swiped = true;
      this.slide(control, +before);
      this.previews.letGo();
    });
    on("focusin", ({ target }) => {
      this.focused = target.id && controlOf(target) ? target.id : null;
    });
  }

  key(event) {
    const control = controlOf(event.target);
    if (!control || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.type === "range") {
      const to = keyed(event, control);
      if (to === undefined) return;
      event.preventDefault();
      this.move(control, to);
    } else if (event.target.type === "text") {
      if (event.key === "Enter") this.type(control, event.target, true);
      if (event.key === "Escape") event.target.value = this.shown[control.id]?.text ?? "";
    }
  }

  step(control, by) {
    this.move(control, next(range(control), by));
  }

  // Move a slider, and with it what depends on it.
  slide(control, place) {
    const stop = slide(control, place);
    if (stop) this.previews.show(control, stop.value);
    return stop;
  }

  move(control, place) {
    const stop = this.slide(control, place);
    if (stop) this.enter(control, String(stop.value));
  }

  type(control, field, again = false) {
    const state = this.shown[control.id] ?? {};
    // Said once more after it was read back, it counts.
    if (field.value === state.text && !(again && state.refusal)) return;
    this.enter(control, field.value, true);
  }

  // What is typed counts when the field is left; who leaves the page has left it too.
  settle() {
    const field = document.activeElement;
    const control = field && controlOf(field);
    if (control && field.type === "text" && typing(field)) this.type(control, field);
  }

  enter(control, value, typed = false) {
    const { act, of = "" } = control.dataset;
    this.say({ act, of, value, at: control.id, ...(typed && { typed }) });
  }

  // The text that the button names; else the address of this scenario, and not of the frame or the
  // place in which it stands.
  async copy(button) {
    const { copy, copied } = button.dataset;
    const url = new URL(location.href);
    url.search = ours(url.search);
    url.hash = "";
    const text = copy ? document.getElementById(copy).textContent : url.href;
    const done = (await written(text)) || copiedFrom(text, button);
    if (copy && !done) getSelection().selectAllChildren(document.getElementById(copy));
    const failed = copy ? "" : this.words.not_copied;
    this.tellReader(done ? (copied ?? this.words.copied) : failed);
  }

  // Focus stays where it was, though what had it was drawn anew or went away.
  keepFocus() {
    if (!this.focused || (document.activeElement && document.activeElement !== document.body)) {
      return;
    }
    // What opens over the page stands beside its root; on paper nothing has an id of these.
    const same = $(`[data-act]#${CSS.escape(this.focused)}, [data-act] #${CSS.escape(this.focused)}`);
    (same ?? $("[data-focus-falls-here]"))?.focus({ preventScroll: true });
  }

  // ---- links ----

  watchLinks() {
    addEventListener("popstate", ({ isTrusted }) => {
      if (!isTrusted) return;
      this.leaving = now();
      this.settle();
      this.goTo(pageOf(location.pathname), { back: true });
    });
    const push = history.pushState;
    history.pushState = (...given) => {
      // The page that is being left may come once more, and with it its address: not over the
      // one that the reader has gone back to.
      const to = new URL(given[2] ?? "", document.baseURI);
      const { back, page } = this.going ?? {};
      if (!back || pageOf(to.pathname) === page) push.apply(history, given);
    };
    // What is typed counts when the link is pressed, and the page may be drawn anew before it is
    // let go. To the browser these are then two links, of which neither was clicked.
    let pressed = null;
    const linkAt = ({ clientX, clientY }) =>
      document.elementFromPoint(clientX, clientY)?.closest(PAGE_LINK);
    document.addEventListener("pointerdown", ({ target, button }) => {
      pressed = button ? null : target.closest?.(PAGE_LINK);
    }, true);
    document.addEventListener("pointerup", (event) => {
      const anew = pressed && !pressed.isConnected && linkAt(event);
      if (anew && pathOf(anew) === pathOf(pressed)) setTimeout(() => anew.click());
      pressed = null;
    }, true);
    document.addEventListener(
      "click",
      (event) => {
        const link = event.target.closest?.(PAGE_LINK);
        if (!link || event.button) return;
        if (event.ctrlKey || event.metaKey || event.shiftKey) {
          // In a tab of its own: the browser's business, and not the application's.
          event.stopPropagation();
          return;
        }
        this.goTo(pageOf(pathOf(link)), { href: link.href });
        if (!this.connected) {
          event.preventDefault();
          event.stopPropagation();
        } else if (now() - this.sent.at < LET_OUT_MS) {
          event.preventDefault();
          event.stopPropagation();
          // It may have been drawn anew by then.
          const page = pageOf(pathOf(link));
          setTimeout(() => (link.isConnected ? link : linkTo(page))?.click(), LET_OUT_MS);
        } else {
          // What is entered now would be sent for the page that is being left.
          this.leaving = now();
        }
      },
      true,
    );
  }

  // The page the reader wants, kept until it is there: Streamlit asks for it once, and what
  // it asked of a line that was down, or went down before the answer, is lost.
  goTo(page, how) {
    this.going = { page, lost: !this.connected, overtaken: 0, ...how };
  }

  goThere(page) {
    if (!this.going) return;
    const { page: wanted, lost, back, overtaken } = this.going;
    if (wanted === page) this.going = null;
    else if (lost || overtaken < OVERTAKEN_AT_MOST) {
      // Lost on the line; or overtaken: what was typed last, and what was open over the page and
      // closed with the click, each ask for the page they stood on.
      const asked = this.going;
      if (back) {
        dispatchEvent(new PopStateEvent("popstate"));
        this.leaving = now();
      } else linkTo(wanted)?.click();
      this.going = { ...asked, lost: false, overtaken: overtaken + 1 };
    }
  }

  // ---- nothing moves from under the hand ----

  // Bring this so far below the window's top, and keep it there until the page has settled.
  hold(it, top) {
    if (it) this.held = { it, top, since: now() };
  }

  keepInPlace() {
    const hold = ({ target }) => {
      const held = target.closest?.("a, button, summary, [data-act], input, select, [role=button]");
      this.held = held && main()?.contains(held) ? { it: held, top: top(held), since: now() } : null;
      if (main()) main().style.overflowAnchor = this.held ? "none" : "";
    };
    const release = () => {
      this.held = null;
      if (main()) main().style.overflowAnchor = "";
    };
    for (const event of ["pointerdown", "keydown"]) document.addEventListener(event, hold, true);
    for (const event of ["wheel", "touchmove", "hashchange"]) {
      addEventListener(event, release, { capture: true, passive: true });
    }
    document.addEventListener("scroll", () => {
      // Not by us: by the reader, or by the browser for the reader.
      if (this.held && main() && main().scrollTop !== this.scrolledTo) {
        this.held.top = top(this.held.it);
      }
    }, true);
    const back = () => {
      if (!this.held) return;
      if (!this.held.it.isConnected) {
        const same = this.held.it.id && document.getElementById(this.held.it.id);
        if (!same) return release();
        this.held.it = same;
      }
      const moved = top(this.held.it) - this.held.top;
      if (Math.abs(moved) >= 1) {
        main().scrollTop += moved;
        this.scrolledTo = main().scrollTop;
      }
    };
    // A text that changes is looked at before the frame is drawn; what comes and goes at once,
    // since that may be in the midst of a frame.
    new MutationObserver(back).observe(document.body, { childList: true, subtree: true });
    const frame = () => {
      back();
      const idle = !this.grabbed && !this.queue.length;
      if (this.held && idle && now() - this.held.since > 3000) release();
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  // ---- the line ----

  watchLine() {
    const watch = (socket) => {
      if (this.socket === socket) return;
      this.socket = socket;
      socket.addEventListener("message", () => (this.heardSomething = now()));
      socket.addEventListener("close", () => {
        if (this.socket === socket) this.cutSince ??= now();
      });
      socket.addEventListener("open", () => {
        this.cutSince = null;
        if (this.going) this.going.lost = true;
        // After Streamlit's own ears: they must know first that there is a line.
        setTimeout(() => {
          this.sent.number = 0;
          this.ask();
        });
      });
    };
    // The line that brought us is open already; it shows itself when something comes through
    // or when it is spoken into.
    const read = Object.getOwnPropertyDescriptor(MessageEvent.prototype, "data");
    Object.defineProperty(MessageEvent.prototype, "data", {
      ...read,
      get() {
        if (this.target instanceof WebSocket) {
          Object.defineProperty(MessageEvent.prototype, "data", read);
          hands.mind(this.target, watch);
        }
        return read.get.call(this);
      },
    });
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (message) {
      hands.mind(this, watch);
      // Whatever Streamlit says asks for a run, and at the end of each there is an answer.
      if (this === hands.socket) hands.asked = now();
      return send.call(this, message);
    };
    globalThis.WebSocket = new Proxy(WebSocket, {
      construct(kind, given) {
        const socket = Reflect.construct(kind, given);
        hands.mind(socket, watch);
        return socket;
      },
    });
    addEventListener("online", () => this.look());
    document.addEventListener("visibilitychange", () => this.look());
  }

  mind(socket, watch) {
    if (socket.url.includes("/_stcore/stream")) watch(socket);
  }

  get connected() {
    return !this.socket || this.socket.readyState === WebSocket.OPEN;
  }

  // Once a second: is anything overdue, was the page asleep, is the line cut?
  look() {
    const away = now() - (this.looked ?? now());
    this.looked = now();
    if (document.hidden) return;
    if (this.brokenOff()) return this.loadAnew(true);
    if (this.leaving && now() - this.leaving > SILENT_MS) this.leaving = null;
    const unknown = !this.socket && this.looks++ === 2 && !this.leaving;
    if ((away > AWAY_MS && this.connected) || unknown) this.ask();
    const since = Math.max(this.underWay ? this.sent.at : -Infinity, this.asked ?? -Infinity);
    if (this.connected && since > -Infinity) {
      const silent = now() - Math.max(since, this.heardSomething);
      if (silent > SILENT_MS && this.heardSomething < since) this.hangUp();
      else if (silent > UNANSWERED_MS) this.ask();
    }
    if (this.connected) {
      this.flush();
    } else if (this.cutSince && now() - this.cutSince > TELL_CUT_MS) {
      this.tellReader(this.words.cut);
      if (now() - this.cutSince > GIVE_UP_MS) this.loadAnew();
    }
  }

  // A line that nobody answers is closed from here: the browser would wait for minutes.
  hangUp() {
    const socket = this.socket;
    if (!socket) return;
    this.cutSince ??= now();
    socket.dispatchEvent(new CloseEvent("close", { code: 4000 }));
    socket.close();
  }

  // Part of the page was on its way when the line was cut: the browser does not ask for it again.
  brokenOff() {
    return [...document.querySelectorAll(BROKEN_OFF)].some((each) =>
      /dynamically imported module|importing a module script/i.test(each.textContent),
    );
  }

  async loadAnew(whatever = false) {
    if (this.loading) return;
    this.loading = true;
    try {
      const health = await fetch(new URL("_stcore/health", document.baseURI), {
        cache: "no-store",
        signal: AbortSignal.timeout(SILENT_MS),
      });
      if (health.ok && (whatever || !this.connected)) {
        if (this.going?.href) return location.assign(this.going.href);
        return location.reload();
      }
    } catch {
      // No server, no page: wait on.
    }
    setTimeout(() => (this.loading = false), 5000);
  }

  // ---- words ----

  box(name, role) {
    const box = document.createElement("div");
    box.className = name;
    box.setAttribute("role", role);
    document.body.append(box);
    return box;
  }

  tellReader(text) {
    this.note ??= this.box("line-note", "status");
    if (this.note.textContent === text) return;
    this.note.textContent = text;
    clearTimeout(this.noteGone);
    // What asks for nothing goes by itself.
    if (text && text !== this.words.cut) this.noteGone = setTimeout(() => this.tellReader(""), 12000);
  }
}

// ---- controls ----

const sameControl = (one, other) => one.at === other.at && one.act === other.act;
const controlOf = (element) => element.closest?.("[data-act]");
const holds = (node, what) =>
  node.nodeType === 1 && (node.matches(what) || node.querySelector(what));
const top = (element) => element.getBoundingClientRect().top;
const range = (control) => control.querySelector("input[type=range]");
const textField = (control) => control.querySelector("input[type=text]");
const typing = (field) => field === document.activeElement && field.dataset.shown !== field.value;

const ours = (search) =>
  [...new URLSearchParams(search)]
    .filter(([name]) => !name.startsWith("embed"))
    .map((pair) => pair.map(encodeURIComponent).join("="))
    .join("&");

// The stops of a slider that the server lists, in rising order.
function listed(control) {
  control.listed ??= JSON.parse(control.dataset.stops).map(([value, text, typed]) => ({
    value,
    text,
    typed,
  }));
  return control.listed;
}

// The same, and one more where the value it shows lies between two.
function stopsOf(control, { value, text, says }) {
  const stops = listed(control);
  if (stops.some((stop) => stop.value === +value)) return stops;
  const own = { value: +value, text: says, typed: text };
  return [...stops, own].sort((one, other) => one.value - other.value);
}

// Show a control's state, without disturbing a hand that is at it.
function show(control, state) {
  const { value, text, refusal = "", doubtful = false, warning = "" } = state;
  const slider = range(control);
  if (slider) {
    const stops = (control.stops = stopsOf(control, state));
    slider.max = stops.length - 1;
    place(control, stops);
    slide(control, stops.findIndex((stop) => stop.value === +value));
  }
  const field = textField(control);
  if (field && !typing(field)) {
    field.value = field.dataset.shown = text;
  }
  const tick = control.querySelector("input[type=checkbox]");
  if (tick) tick.checked = value === tick.value;
  const list = control.querySelector("select");
  if (list) list.value = value;
  for (const button of control.querySelectorAll("button[aria-pressed]")) {
    button.setAttribute("aria-pressed", String(button.dataset.value === value));
  }
  tell(control, ".refusal", refusal);
  tell(control, ".warning", warning);
  const use = control.querySelector("[data-use]");
  if (use) use.hidden = !doubtful;
  field?.setAttribute("aria-invalid", String(Boolean(refusal)));
}

function tell(control, part, text) {
  const place = control.querySelector(part);
  if (!place) return;
  if (place.textContent !== text) place.textContent = text;
  place.hidden = !text;
}

// Move a slider's thumb and its words to a stop, and give the stop.
function slide(control, place) {
  const slider = range(control);
  const stops = control.stops ?? listed(control);
  const stop = stops[Math.max(0, Math.min(stops.length - 1, Math.round(place)))];
  if (!stop) return undefined;
  slider.value = stops.indexOf(stop);
  slider.setAttribute("aria-valuetext", stop.text);
  const field = textField(control);
  if (field && !typing(field)) field.value = field.dataset.shown = stop.typed;
  return stop;
}

// Put a text where the reader pastes from; false where the browser does not let us.
async function written(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

// The same the old way, beside a button: where what is open holds the focus.
function copiedFrom(text, button) {
  const field = document.createElement("textarea");
  field.className = "unseen";
  field.readOnly = true;
  field.value = text;
  button.after(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  button.focus();
  return done;
}

// Where on the track the published value and the sourced range lie.
function place(control, stops) {
  const share = (value) => stops.findIndex((stop) => stop.value >= value) / (stops.length - 1);
  const { published, low, high } = control.dataset;
  const tick = control.querySelector(".tick");
  const band = control.querySelector(".band");
  if (tick) tick.style.insetInlineStart = `${share(+published) * 100}%`;
  if (band && low) {
    band.style.insetInlineStart = `${share(+low) * 100}%`;
    band.style.width = `${(share(+high) - share(+low)) * 100}%`;
  }
}


// What addresses call a page: nothing for the first one.
const pageOf = (path) => path.split("/").pop();
const pathOf = (link) => link.getAttribute("href").split("?")[0];
const next = (slider, by) => +slider.value + by;

// The stop a key leads to; undefined for a key that is not the slider's.
function keyed({ key }, control) {
  const slider = range(control);
  const leap = Math.max(1, Math.round(+slider.max / 10));
  const forward = getComputedStyle(slider).direction === "rtl" ? -1 : 1;
  const steps = {
    ArrowRight: forward,
    ArrowLeft: -forward,
    ArrowUp: 1,
    ArrowDown: -1,
    PageUp: leap,
    PageDown: -leap,
    Home: -Infinity,
    End: Infinity,
  };
  return key in steps ? Math.max(0, Math.min(+slider.max, next(slider, steps[key]))) : undefined;
}

const hands = (globalThis.hands ??= new Hands());
if (globalThis.answered) hands.answer(globalThis.answered);
globalThis.answered = null;

export default function (component) {
  hands.listen(component);
}
