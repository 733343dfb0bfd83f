"""What the reader holds: one store in the session, begun from what the browser holds.

The only module that knows session state and query parameters. Everything a link
carries lives in one ``Link``; an entry replaces it, so undoing is putting the
former one back. The truth is in the browser's address and in the entries it has
not been told are heard: a new session, whatever became of the one before it,
begins from these.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl

import streamlit as st

from content import LANGUAGES, preferred
from costmodel import Fault
from exports import Link, changes, read, write
from telling import Telling
from ui.state import acts, watching
from ui.state.acts import Doubtful, Entry, Refused

_STORE = "reader"
_UNDO_DEPTH = 100
# A browser sends what it has not been told is heard; nobody does more in one breath.
_ENTRIES_HEARD_AT_ONCE = 200
_LONGEST_TEXT = 1_000
# Acts that change no number.
_OF_READING = ("language", "present")


@dataclass
class Unsettled:
    """An entry that did not count, kept in its field: why, and what was typed."""

    entry: Entry
    reason: Refused | Doubtful


@dataclass
class Reader:
    """The store: the present link, the ones before it, and what did not count.

    ``faults`` are of the address, and ``moved`` asks what has moved since it was made.
    ``unsettled`` is by the control an entry was made with.
    ``hand`` is the browser's page that speaks, and ``heard`` the number of its last entry
    that was heard. ``folds`` is in which language each fold was drawn last, and whether
    it was open. ``controls`` is what each control drawn in this run shows, ``result`` the
    page's result in words, ``usual_draws`` whether it is shown with these although the
    link asks for others. ``run`` counts the runs: to a browser an answer like the one
    before it is none. ``page`` is the address of the page that was opened last, ``occasion`` what
    this run is for.
    """

    link: Link
    faults: tuple[Fault, ...] = ()
    moved: str = ""
    past: list[Link] = field(default_factory=list)
    unsettled: dict[str, Unsettled] = field(default_factory=dict)
    name: str = field(default_factory=lambda: secrets.token_urlsafe(6))
    hand: str = ""
    heard: int = 0
    family: str | None = None
    folds: dict[str, tuple[str, bool]] = field(default_factory=dict)
    controls: dict[str, dict[str, object]] = field(default_factory=dict)
    result: str = ""
    run: int = 0
    usual_draws: bool = False
    page: str | None = None
    occasion: watching.Occasion = "look"


def has_begun() -> bool:
    """Whether the store has been read from the address."""
    return _STORE in st.session_state


def begin(said: Mapping[str, object] | None) -> None:
    """Begin a run: with the store, made anew in a new session, and what the browser says.

    ``said`` is ``hand``, ``query`` and ``entries`` as ``ui/frame/hands.js`` sends them; None
    where no browser has said anything yet.
    """
    said = said or {}
    if not has_begun():
        st.session_state[_STORE] = _begun(said)
    store = _store()
    store.controls, store.result, store.usual_draws = {}, "", False
    store.run += 1
    store.occasion = "look"
    hand, entries = str(said.get("hand", "")), said.get("entries")
    if hand != store.hand:
        store.hand, store.heard = hand, 0
    for each in entries[:_ENTRIES_HEARD_AT_ONCE] if isinstance(entries, list) else ():
        _hear(store, each)


def _begun(said: Mapping[str, object]) -> Reader:
    query = said.get("query")
    if isinstance(query, str):
        pairs = parse_qsl(query, keep_blank_values=True)
    else:
        pairs = [(name, text) for name in st.query_params for text in st.query_params.get_all(name)]
    link, faults = read(pairs, LANGUAGES)
    watching.began(fault.reason for fault in faults)
    # Which screen of a page is shown the browser knows, and moves on without asking.
    return Reader(replace(link, screen=Link.screen), faults, changes.asked_about(pairs))


def _hear(store: Reader, said: object) -> None:
    """Take one entry to heart, once, whatever a browser may have made of it."""
    number = said.get("number") if isinstance(said, dict) else None
    if not isinstance(number, int) or number <= store.heard:
        return
    store.heard = number
    store.occasion = "change"
    texts = {name: str(said.get(name, ""))[:_LONGEST_TEXT] for name in ("act", "of", "value", "at")}
    entry = Entry(**texts, typed=bool(said.get("typed")))
    if entry.act == "undo":
        _undo(store)
        watching.heard("counted")
        return
    if entry.act == "family":
        store.family = entry.value
        watching.heard("counted")
        return
    former = store.unsettled.pop(entry.at, None)
    if former and isinstance(former.reason, Doubtful):
        entry = replace(entry, repeated=former.entry.value == entry.value)
    try:
        link = acts.perform(store.link, entry, LANGUAGES[language()].numbers)
    except (Refused, Doubtful) as reason:
        store.unsettled[entry.at] = Unsettled(entry, reason)
        watching.heard("doubtful" if isinstance(reason, Doubtful) else "refused")
        return
    watching.heard("counted")
    store.faults, store.moved = (), ""
    if link != store.link:
        # How it is read is nothing to take back.
        if entry.act not in _OF_READING:
            store.past = [*store.past[-_UNDO_DEPTH:], store.link]
        store.link = link


def _undo(store: Reader) -> None:
    """Take back the last change; the language stays, and what is presented."""
    if store.past:
        now = store.link
        store.link = replace(store.past.pop(), language=now.language, present=now.present)
    store.faults, store.moved, store.unsettled = (), "", {}


def _store() -> Reader:
    return st.session_state[_STORE]


def link() -> Link:
    """Everything this reader's address says."""
    return _store().link


def query() -> str:
    """The query string that brings somebody else to this scenario."""
    return write(link())


def query_pairs() -> list[tuple[str, str]]:
    """The same, part by part."""
    return parse_qsl(query(), keep_blank_values=True)


def faults() -> tuple[Fault, ...]:
    """What could not be used of the address."""
    return _store().faults


def moved() -> str:
    """What asks ``/changes`` about the address, where figures have moved since it was made."""
    return _store().moved


def unsettled(control: str) -> Unsettled | None:
    """What was last entered with this control, if it did not count."""
    return _store().unsettled.get(control)


def language() -> str:
    """The code of the language the reader reads."""
    if chosen := link().language:
        return chosen
    # Streamlit knows only the browser's first language.
    return preferred([st.context.locale] if st.context.locale else [])


def telling() -> Telling:
    """This reader's scenario in this reader's language."""
    return Telling.of(LANGUAGES[language()], link().changes)


def embedded() -> bool:
    """Whether the page stands inside somebody else's."""
    return bool(st.context.is_embedded)


def site(path: str) -> str:
    """The address of the first page, for a reader who is on the page with this path."""
    here = (st.context.url or "").rstrip("/")
    return here.removesuffix(f"/{path}" if path else "") + "/"


def can_undo() -> bool:
    """Whether there is a change to take back."""
    return bool(_store().past)


def family() -> str | None:
    """The family of assumptions the desk shows, None where the reader has not chosen."""
    return _store().family


def keep_fold(key: str) -> None:
    """Before a fold is drawn: let it stay open in another language.

    To Streamlit a fold with another label is another fold.
    """
    drawn_in, is_open = _store().folds.get(key, (language(), False))
    if drawn_in != language() and is_open:
        st.session_state[key] = True


def note_fold(key: str, is_open: bool) -> None:
    """After a fold is drawn: whether it is open."""
    _store().folds[key] = (language(), is_open)


def shows(control: str, **state: object) -> None:
    """Note what the control drawn under this id shows; the browser is told at the end."""
    _store().controls[control] = state


def results_in(sentence: str) -> None:
    """Note the page's result in words, once a page: what is read out after a change."""
    _store().result = _store().result or sentence


def opens(page: str) -> bool:
    """Whether this run is the first on the page with this address since another was open."""
    store = _store()
    former, store.page = store.page, page
    if former != page:
        store.occasion = "opening"
    return former != page


def page() -> str | None:
    """The address of the page that was opened last."""
    return _store().page


def occasion() -> watching.Occasion:
    """What this run is for."""
    return _store().occasion


def has_usual_draws() -> bool:
    """Whether this run is shown with the usual draws, whatever the link asks for."""
    return _store().usual_draws


def take_usual_draws() -> None:
    """Show the rest of this run with the usual draws."""
    _store().usual_draws = True


def still_wanted() -> None:
    """End the run here if its reader has left, or has done something else since.

    Streamlit looks for that whenever the session's state is read.
    """
    _store()


def answer() -> dict[str, object]:
    """What the browser is told when the page is drawn, see ``ui/frame/hands.js``."""
    store = _store()
    return {
        "session": store.name,
        "run": store.run,
        "hand": store.hand,
        "heard": store.heard,
        "query": query(),
        "can_undo": can_undo(),
        "result": store.result,
        "controls": store.controls,
    }
