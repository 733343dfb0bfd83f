// Under the finger: what figures will read, while a slider moves.
//
// The server has worded every text for every stop of a slider. Here they are looked up and put
// in their places, each marked `data-live`; nothing is computed or worded. Let go, and the page
// the server draws says the same.

// So long after the last answer, and after the last slider came into view, tables are asked for.
const REST_MS = 250;
// Tables kept: those of the controls of a page, before and after a few changes.
const TABLES_KEPT = 40;

class Previews {
  constructor(hands) {
    this.hands = hands;
    // The address of a table -> the table, or null while it is on its way.
    this.tables = new Map();
    // The control that is being moved, and the value it was moved to last.
    this.held = null;
    this.inView = new Set();
    this.viewer = new IntersectionObserver((changes) => {
      for (const { target, isIntersecting } of changes) {
        if (isIntersecting) this.inView.add(target);
        else this.inView.delete(target);
      }
      this.prepare();
    });
  }

  // After each answer: what is previewed may stand there now, or be another than it was.
  answered() {
    this.letGo();
    for (const each of this.inView) if (!each.isConnected) this.inView.delete(each);
    for (const each of document.querySelectorAll("#root .control.slider")) this.viewer.observe(each);
    this.again();
    this.prepare();
  }

  // Nothing is previewed any more, unless a hand is still at it or the server has yet to hear.
  letGo() {
    const { held, hands } = this;
    if (!held || hands.waiting(held.control.id) || hands.grabbed === held.control) return;
    this.held = null;
    delete document.documentElement.dataset.moving;
  }

  // Ask for the tables of the sliders in view, once nothing moves.
  prepare() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      for (const control of this.inView) if (control.isConnected) this.table(control);
    }, REST_MS);
  }

  // Show what the page will say when this control is let go at this value.
  show(control, value) {
    if (this.held?.control !== control) this.held = { control };
    this.held.value = value;
    // What is not previewed steps back: the style says how.
    const page = document.documentElement;
    if (this.hands.grabbed === control && !page.dataset.moving) page.dataset.moving = "yes";
    // Where something else is on its way too, the page will say neither the one nor the other.
    if (this.hands.queue.some((entry) => entry.at !== control.id)) return;
    // Looked for once, and anew when the page has changed: see `again`.
    this.held.follows ??= this.whatFollows(control);
    const stop = this.held.follows?.stops.get(value);
    if (stop === undefined) return;
    for (const [place, texts] of this.held.follows.places) write(place, texts[stop]);
  }

  // The places on the page that follow a control, each with its text for every stop.
  whatFollows(control) {
    const table = this.table(control);
    if (!table) return null;
    const places = [];
    for (const place of document.querySelectorAll("[data-live]")) {
      const texts = table.texts[place.dataset.live]?.[place.dataset.part ?? 0];
      if (texts) places.push([place, texts]);
    }
    return { stops: table.stops, places };
  }

  // The page was drawn anew, or a table has come, while a control is being moved.
  again() {
    if (!this.held) return;
    this.held.follows = null;
    this.show(this.held.control, this.held.value);
  }

  // A control's table; undefined or null while it is not there.
  table(control) {
    const address = this.addressFor(control);
    if (address && !this.tables.has(address)) this.fetch(address);
    return this.tables.get(address);
  }

  async fetch(address) {
    this.tables.set(address, null);
    if (this.tables.size > TABLES_KEPT) this.tables.delete(this.tables.keys().next().value);
    try {
      const answer = await fetch(new URL(address, document.baseURI));
      if (!answer.ok) return;
      const { values, texts } = await answer.json();
      this.tables.set(address, { texts, stops: new Map(values.map((each, n) => [each, n])) });
      this.again();
    } catch {
      // No line: asked for again when it is needed again.
      this.tables.delete(address);
    }
  }

  // Where a control stands does not matter to its table, unless that is between two stops.
  addressFor(control) {
    const { query, reading, shown } = this.hands;
    const { of } = control.dataset;
    const state = shown[control.id];
    if (query === undefined || !state) return undefined;
    const parts = new URLSearchParams(query);
    if (stopsOf(control, state).length === listed(control).length) parts.delete(of);
    for (const [name, value] of Object.entries(reading)) parts.set(name, value);
    const places = document.querySelectorAll("[data-live]");
    const keys = [...new Set([...places].map((each) => each.dataset.live))].sort();
    for (const key of keys) parts.append("show", key);
    return `previews/${of}.json?${parts}`;
  }
}

// Put a text in its place. A piece of text that is there already takes it in a fraction of the time
// that a new one takes: nobody who watches the page for new pieces has to look.
function write(place, text) {
  const [piece, more] = place.childNodes;
  if (more || piece?.nodeType !== Node.TEXT_NODE) place.textContent = text;
  else if (piece.data !== text) piece.data = text;
}
