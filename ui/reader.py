"""What the reader holds: one store in the session, read once from the address.

The only module that knows session state and query parameters. Everything a link
carries lives in one ``Link``; a change replaces it, so undoing is putting the
former one back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

import streamlit as st

import costmodel
from content import LANGUAGES, preferred
from costmodel import Fault
from exports import Link, read, write
from ui.telling import Telling

_STORE = "reader"
_UNDO_DEPTH = 100


@dataclass
class Reader:
    """The store: the present link, the ones before it, and what was wrong with the address."""

    link: Link
    faults: tuple[Fault, ...] = ()
    # Whether the faults are of the last entry on the desk, and not of the address.
    faults_of_entry: bool = False
    past: list[Link] = field(default_factory=list)


def has_begun() -> bool:
    """Whether the store has been read from the address."""
    return _STORE in st.session_state


def begin() -> None:
    """At a session's first run, read the store from the address; later, do nothing."""
    if has_begun():
        return
    pairs = [(name, text) for name in st.query_params for text in st.query_params.get_all(name)]
    link, faults = read(pairs, LANGUAGES)
    st.session_state[_STORE] = Reader(link, faults)


def _store() -> Reader:
    return st.session_state[_STORE]


def link() -> Link:
    """Everything this reader's address says."""
    return _store().link


def query() -> str:
    """The query string that brings somebody else to this scenario."""
    return write(link())


def faults() -> tuple[Fault, ...]:
    """What could not be used of the address, or of the last entry."""
    return _store().faults


def faults_of_entry() -> bool:
    """Whether the faults are of the last entry, and not of the address."""
    return _store().faults_of_entry


def refuse_entry(found: tuple[Fault, ...]) -> None:
    """Change nothing, and name these faults to the reader instead of the ones before."""
    _store().faults = found
    _store().faults_of_entry = True


def language() -> str:
    """The code of the language the reader reads."""
    if chosen := link().language:
        return chosen
    # Streamlit knows only the browser's first language.
    return preferred([st.context.locale] if st.context.locale else [])


def telling() -> Telling:
    """This reader's scenario in this reader's language."""
    return Telling(LANGUAGES[language()], _values(tuple(sorted(link().changes.items()))))


@lru_cache(maxsize=256)
def _values(changes: tuple[tuple[str, float], ...]) -> Mapping[str, float]:
    # Readers with equal numbers share the result; nobody writes to it.
    return costmodel.evaluate(dict(changes))


def embedded() -> bool:
    """Whether the page stands inside somebody else's."""
    return bool(st.context.is_embedded)


def can_undo() -> bool:
    """Whether there is a change to take back."""
    return bool(_store().past)


def _become(new: Link) -> None:
    store = _store()
    store.faults = ()
    if new != store.link:
        store.past = [*store.past[-_UNDO_DEPTH:], store.link]
        store.link = new


def set_assumption(id: str, value: float) -> None:
    """Change one assumption; the published value is no change."""
    changes = {**link().changes, id: value}
    if value == costmodel.PUBLISHED[id]:
        del changes[id]
    _become(replace(link(), changes=changes))


def reset(id: str) -> None:
    """Put one assumption back to its published value."""
    set_assumption(id, costmodel.PUBLISHED[id])


def reset_all() -> None:
    """Put everything back to the published scenario, but keep the language."""
    _become(Link(language=link().language))


def undo() -> None:
    """Take back the last change; the language stays."""
    store = _store()
    if store.past:
        store.link = replace(store.past.pop(), language=store.link.language)
        store.faults = ()


def choose_language(code: str) -> None:
    """Read in another language; everything else stays, and nothing is there to undo."""
    _store().link = replace(link(), language=code)


def choose(**parts: object) -> None:
    """Change what a link carries beside assumptions: the rungs compared, the table's version."""
    _become(replace(link(), **parts))


def widget_value(key: str, value: object) -> None:
    """Make the widget with this key show ``value`` in this run."""
    st.session_state[key] = value


def widget_entry(key: str) -> object:
    """What the reader just did with the widget of this key; for callbacks."""
    return st.session_state[key]
