"""Which ideas a page is made of, and which charts there are: found by drawing on nothing."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from charts import Picture
from content import LANGUAGES, PAGES
from elements import medium
from elements.medium import USUAL_DRAWS
from exports import Link
from telling import Telling

_PAGES = Path(__file__).resolve().parent.parent / "pages"
# Whether charts are being looked for: a page that lists them is drawn for that as well.
_LOOKING: ContextVar[bool] = ContextVar("looking", default=False)


@cache
def ideas(script: Path) -> tuple[str, ...]:
    """The names of the ideas on the page with this script: the same in every scenario."""
    return tuple(_drawn(script).names)


def charts() -> Mapping[str, str]:
    """Every chart there is, in the order of the pages, and the first page that it stands on.

    By their ids, the same in every scenario. To a page that is drawn to find them it says none.
    """
    return {} if _LOOKING.get() else _charts()


@cache
def _charts() -> Mapping[str, str]:
    found: dict[str, str] = {}
    token = _LOOKING.set(True)
    try:
        for page in PAGES:
            for id in _drawn(_PAGES / f"{page}.py").charts:
                found.setdefault(id, page)
    finally:
        _LOOKING.reset(token)
    return found


def _drawn(script: Path) -> "_Nothing":
    found = _Nothing()
    with medium.drawn_on(found):
        # A page is calls of blocks, and draws itself when it is run.
        exec(compile(script.read_text(encoding="utf-8"), str(script), "exec"), {})
    return found


class _Folded(nullcontext):
    """What is folded away, and never opened."""

    open = False


class _Nothing:
    """What shows nothing, see ``elements.medium``, and notes ``names`` of ideas and ``charts``."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.charts: list[str] = []
        self._inside = False

    def begin(self) -> None:
        """Nothing stands around a page here."""

    def site(self) -> str:
        """No place of its own."""
        return ""

    def telling(self) -> Telling:
        """What is published, in any language."""
        return Telling.of(next(iter(LANGUAGES.values())))

    def link(self) -> Link:
        """The link that says nothing."""
        return Link()

    def query(self) -> str:
        """No part of any address."""
        return ""

    def draws(self) -> tuple[int, int, float]:
        """The draws that are there at once."""
        return USUAL_DRAWS

    def results_in(self, sentence: str) -> None:
        """Nothing."""

    def answers_with(self, *figures: str) -> None:
        """Nothing."""

    def asks(self) -> bool:
        """As on a projector, whose ideas these are."""
        return True

    @contextmanager
    def idea(self, name: str) -> Iterator[None]:
        """Note the name the first time, but of an idea inside another."""
        inside, self._inside = self._inside, True
        if not inside and name not in self.names:
            self.names.append(name)
        yield
        self._inside = inside

    def put(self, html: str) -> None:
        """Nothing."""

    def prose(self, text: str) -> None:
        """Nothing."""

    def picture(self, picture: Picture) -> None:
        """Note which it is."""
        self.charts.append(picture.id)

    def control(self, template: str, parts: Mapping[str, Any], state: Mapping[str, Any]) -> None:
        """Nothing."""

    def buttons(self, each: Sequence[Mapping[str, Any]], name: str) -> None:
        """Nothing."""

    def fold(self, key: str, label: str) -> _Folded:
        """Closed."""
        return _Folded()

    def columns(self, widths: Sequence[int], bottom: bool) -> Sequence[AbstractContextManager]:
        """As many as are asked for."""
        return [nullcontext() for _ in widths]

    def ways(self, ways: Sequence[tuple[str, str, str]]) -> None:
        """Nothing."""
