"""Every page drawn once in every language before the first reader comes, without a browser.

A label, a passage, a template or a row of data that a page asks for is found missing
only by drawing the page. So Streamlit's own runner runs the frame as for a browser:
from a link, with everything opened that unfolds, every switch on and every choice made.
"""

import asyncio
import logging
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from streamlit import runtime
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import RerunData, ScriptRunner, ScriptRunnerEvent
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.state import SessionState

from content import LANGUAGES, PAGES, path_of
from costmodel import (
    ASSUMPTIONS,
    MODEL,
    PARAMETERS,
    PUBLISHED,
    STORIES,
    YOURS,
    Statement,
    Target,
)
from exports import RUN_PREFIX, VERSION_PARAMETER, Link, write
from ui.frame.checking import reasons

FRAME = Path(__file__).with_name("frame.py")
_SESSION = "rehearsal"
# A choice among more is one among things alike: its first and last stand for all.
_CHOICES_TRIED = 12
# Who in Streamlit logs the failure of a script.
_LOUD = ("error_util", "runtime.scriptrunner.script_runner")
# What no field of a page can use.
_NO_ENTRY = "?"


def faults() -> list[str]:
    """What keeps any page from being drawn in any language, one line each; empty if nothing."""
    found: dict[str, list[str]] = {}
    with _rehearsing():
        for code in LANGUAGES:
            tried: set[tuple[str, str]] = set()
            for page in PAGES:
                for link, opened in _links(code):
                    visit = _Visit(page, link)
                    visit.draw()
                    if opened:
                        visit.look_at_everything(tried)
                    for error in visit.errors:
                        for reason in reasons(error):
                            found.setdefault(reason, []).append(f"{page} ({code})")
    return [f"{reason}; pages: {_few(pages)}" for reason, pages in found.items()]


def _few(pages: list[str]) -> str:
    named = list(dict.fromkeys(pages))
    return ", ".join(named[:4]) + (f" and {len(named) - 4} more" if len(named) > 4 else "")


def _links(code: str) -> Iterator[tuple[str, bool]]:
    """The published scenario as it is and presented, and everything the reader's own, opened.

    In one language also the ends of what is possible, where other sentences are true;
    that languages have the same sentences with the same blanks, ``content.faults`` says.
    """
    assumption, figure = next(iter(ASSUMPTIONS)), MODEL.figures[0]
    example = {id: row.allowed_high for id, row in PARAMETERS.items()}
    own = Link(
        language=code,
        changes=_changes("allowed_high", [assumption]),
        first_version=True,
        ranges=True,
        figure=figure,
        statement=Statement(figure, "above", 1),
        question=Target(figure, 1),
        believed=assumption,
        left=next(iter(STORIES)),
        right=YOURS,
        gap=figure,
        run=example,
    )
    yield write(Link(language=code)), False
    yield write(Link(language=code, present="1")), False
    yield f"{write(own)}&{urlencode(_unusable(assumption, figure))}", True
    if code == next(iter(LANGUAGES)):
        for end in ("allowed_low", "allowed_high"):
            yield write(Link(language=code, changes=_changes(end, ASSUMPTIONS))), False


def _changes(end: str, ids: Iterable[str]) -> dict[str, float]:
    ends = {id: getattr(ASSUMPTIONS[id], end) for id in ids}
    return {id: value for id, value in ends.items() if value != PUBLISHED[id]}


def _unusable(assumption: str, figure: str) -> list[tuple[str, str]]:
    """One part of a link for each reason to refuse it."""
    beyond = 2 * ASSUMPTIONS[assumption].allowed_high + 1
    return [
        (VERSION_PARAMETER, "0"),
        ("gap", _NO_ENTRY),
        (figure, "1"),
        (f"{assumption}x", "1"),
        ("nothing_like_it", "1"),
        (next(reversed(ASSUMPTIONS)), _NO_ENTRY),
        (assumption, str(beyond)),
        (RUN_PREFIX + next(iter(PARAMETERS)), _NO_ENTRY),
    ]


def _first(tried: set[tuple[str, str]], widget: str, entry: str) -> bool:
    """Whether this entry is made for the first time; it is then among the tried ones."""
    # The last part of an id is the key the page gave the widget; the rest differs by page.
    made = (widget.rpartition("-")[2], entry)
    new = made not in tried
    tried.add(made)
    return new


class _Visit:
    """One reader's session on one page: what was drawn, what is still unseen, what went wrong."""

    def __init__(self, page: str, query: str) -> None:
        self.errors: list[BaseException] = []
        self._page = page
        self._request = {"page_name": path_of(page), "query_string": query}
        self._state = SessionState()
        # Of what was drawn last, by the widget's id.
        self._closed: list[str] = []
        self._choices: dict[str, list[str]] = {}
        self._fields: list[str] = []
        self._opened: set[str] = set()

    def look_at_everything(self, tried: set[tuple[str, str]]) -> None:
        """Open, switch on, choose and mistype whatever was not seen before.

        ``tried`` are the choices made before on other pages, by widget and option.
        """
        while entries := [] if self.errors else self._open() or self._choose(tried):
            self.draw(entries)
        fields = [id for id in self._fields if not self.errors and _first(tried, id, _NO_ENTRY)]
        if fields:
            self.draw([WidgetState(id=id, string_value=_NO_ENTRY) for id in fields])

    def _open(self) -> list[WidgetState]:
        """Everything that unfolds and every switch, unless it was opened before."""
        ids = [id for id in self._closed if id not in self._opened]
        self._opened.update(ids)
        return [WidgetState(id=id, bool_value=True) for id in ids]

    def _choose(self, tried: set[tuple[str, str]]) -> list[WidgetState]:
        """In every list of choices one that was not tried before."""
        chosen = []
        for id, options in self._choices.items():
            ends = options if len(options) <= _CHOICES_TRIED else [options[0], options[-1]]
            if (new := next((each for each in ends if _first(tried, id, each)), None)) is not None:
                chosen.append(WidgetState(id=id, string_value=new))
        return chosen

    def draw(self, entries: Iterable[WidgetState] = ()) -> None:
        """Draw the page after these entries, and remember what it offers."""
        self._closed, self._choices, self._fields = [], {}, []
        run = _Run(
            self._state, RerunData(widget_states=WidgetStates(widgets=entries), **self._request)
        )
        self.errors += run.errors
        if not run.errors and not run.is_whole():
            self.errors.append(LookupError(f"pages/{self._page}.py: nothing, or half, is drawn"))
        for delta in run.deltas:
            block, element = delta.add_block, delta.new_element
            kind = block.WhichOneof("type") if delta.HasField("add_block") else None
            if kind in ("expandable", "popover"):
                self._closed.append(getattr(block, kind).id)
            elif delta.HasField("new_element"):
                kind = element.WhichOneof("type")
                if kind == "checkbox":
                    self._closed.append(element.checkbox.id)
                elif kind == "selectbox":
                    self._choices[element.selectbox.id] = list(element.selectbox.options)
                elif kind == "text_input":
                    self._fields.append(element.text_input.id)


class _Run(ScriptRunner):
    """One run of the frame, as after a message of a browser, finished when it is made."""

    def __init__(self, state: SessionState, request: RerunData) -> None:
        self.errors: list[BaseException] = []
        self.deltas: list[Delta] = []
        loop, cache = asyncio.new_event_loop(), ScriptCache()
        super().__init__(
            _SESSION,
            str(FRAME),
            state,
            MemoryUploadedFileManager(""),
            cache,
            request,
            {},
            MemoryFragmentStorage(),
            PagesManager(str(FRAME), cache),
            loop,
            on_script_error=self._failed,
        )
        self.on_event.connect(self._heard, weak=False)
        self.start()
        self._script_thread.join()
        loop.close()

    def is_whole(self) -> bool:
        """Whether a page with a heading was drawn, and the frame around it to its end."""
        drawn = [each.new_element for each in self.deltas if each.HasField("new_element")]
        has_heading = any("<h1" in each.html.body for each in drawn)
        components = [each.bidi_component.component_name for each in drawn]
        return has_heading and any(each.rpartition(".")[2] == "answer" for each in components)

    def _failed(self, error: Exception) -> bool:
        self.errors.append(error)
        return True

    def _heard(self, _sender: object, event: ScriptRunnerEvent, **more: Any) -> None:
        if event == ScriptRunnerEvent.SCRIPT_STOPPED_WITH_COMPILE_ERROR:
            self.errors.append(more["exception"])
        elif event == ScriptRunnerEvent.ENQUEUE_FORWARD_MSG:
            message = more["forward_msg"]
            if message.HasField("delta"):
                self.deltas.append(message.delta)
            elif message.HasField("page_not_found"):
                self.errors.append(LookupError(f"no page {message.page_not_found.page_name}"))


@contextmanager
def _rehearsing() -> Iterator[None]:
    """Run the frame among the runtime's own affairs, and leave these as they were.

    Streamlit logs every failure with its traceback; here each is told in a line of its
    own. And it takes each script it runs for the process's main module.
    """
    main, pages_folder = sys.modules["__main__"], PagesManager.uses_pages_directory
    loud = [logging.getLogger(f"streamlit.{name}") for name in _LOUD]
    PagesManager.uses_pages_directory = False
    for each in loud:
        each.disabled = True
    try:
        yield
    finally:
        for each in loud:
            each.disabled = False
        sys.modules["__main__"], PagesManager.uses_pages_directory = main, pages_folder
        files = runtime.get_instance().media_file_mgr
        files.clear_session_refs(_SESSION)
        files.remove_orphaned_files()
