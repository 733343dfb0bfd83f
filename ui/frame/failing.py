"""What a reader gets when a page could not be drawn: a sentence, and ways on that lose nothing."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache

import streamlit as st

from content import LANGUAGES, PAGES, Language, path_of, preferred
from elements import markup
from ui.state import watching

_LOG = logging.getLogger(__name__)


def tell(error: Exception) -> bool:
    """Draw the sentence below what stands already, and say that the page failed.

    For ``st.App(on_script_error=…)``: Streamlit has logged the traceback just before.
    True keeps its own message, which speaks English, from the reader.
    """
    watching.failed(_page(), error)
    _draw()
    return True


@contextmanager
def told() -> Iterator[None]:
    """The same for what is drawn inside, where Streamlit offers no handler.

    What ``st.stop`` and ``st.rerun`` raise is no failure, and passes.
    """
    try:
        yield
    except Exception:
        _LOG.exception("%s: this was told to the reader", _page())
        _draw()


def stop(fault: Exception) -> None:
    """Tell the reader that nothing can be drawn at all, the log why, and end the run."""
    _log_once(str(fault))
    _draw()
    st.stop()


@cache
def _log_once(message: str) -> None:
    # Every reader's every run comes by here; the log needs it once.
    _LOG.error(message)


def _page() -> str:
    """The page the reader is on; never with which numbers."""
    with suppress(Exception):
        from ui.state import reader

        return next(page for page in PAGES if path_of(page) == reader.page())
    return "none yet"


def _query() -> str | None:
    """The reader's link; None where it was never read, or is itself what fails."""
    with suppress(Exception):
        # Only here: the store needs the cost module, which may be what fails.
        from ui.state import reader

        return reader.query()
    return None


def _languages() -> list[Language]:
    """The reader's language, and after it any other, for where that has no words for this."""
    codes = []
    with suppress(Exception):
        from ui.state import reader

        codes.append(reader.language())
    with suppress(Exception):
        codes.append(preferred([st.context.locale]))
    return [LANGUAGES[code] for code in dict.fromkeys([*codes, *LANGUAGES]) if code in LANGUAGES]


def _draw() -> None:
    query = _query()
    embedded = "&embed=true" if st.context.is_embedded else ""
    for language in _languages():
        afresh = f"?lang={language.code}{embedded}"
        # An address of nothing but a query leads to the same page; an empty one, to itself.
        again = "" if query is None else f"?{query}{embedded}" if query else afresh
        with suppress(Exception):
            said = markup.filled(
                "failing",
                code=language.code,
                title=language.label("failing.title"),
                kept=language.label("failing.kept"),
                ways={
                    again: language.label("failing.again"),
                    **({afresh: language.label("failing.afresh")} if again != afresh else {}),
                },
                link=f"{st.context.url}{again}" if query and st.context.url else "",
            )
            # On no medium: one needs the numbers, which may be what fails.
            st.html(said)
            return
    # No language has the words: a sign that needs none.
    st.html('<p role="alert">⚠ <a href="" target="_self">↻</a></p>')
