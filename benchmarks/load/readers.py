"""Readers as their browsers speak for them: of the explainer, and of a bare application."""

import html
import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import parse_qsl, urlencode

from streamlit.proto.Element_pb2 import Element
from streamlit.proto.WidgetStates_pb2 import WidgetState

import exports
from benchmarks.load.visitors import Visitor
from content import LANGUAGES, path_of
from costmodel import ASSUMPTIONS
from tests import wire

# The pages with sliders, as a reader of the story comes by them.
PAGES = ("start", "claim", "hardware", "capex", "opex", "salaries", "doubts")

_CONTROL = re.compile(
    r'<div class="control slider" id="(\w+)" data-act="assumption" data-of="(\w+)"'
    r' data-stops="([^"]*)"'
)
_LIVE = re.compile(r'data-live="([^"]+)"')
# A bare application's slider: from, to, step.
_LOWEST, _HIGHEST, _STEP = 0.0, 10.0, 0.05


class Unexpected(Exception):
    """A server's answer is not the one that was asked for."""


class Reading(Protocol):
    """Somebody who opens a page, and moves what is on it."""

    async def open(self) -> float:
        """Open the page; how many seconds until it is live."""

    async def move(self) -> float:
        """Move a control; how many seconds until the answer."""

    async def close(self) -> None:
        """Leave."""


@dataclass(frozen=True)
class Slider:
    """A slider on a page: its own id, the assumption's, and its stops as they are written there."""

    id: str
    of: str
    written: str

    def stops(self) -> list[float]:
        """The values it can stand at."""
        return [value for value, *_ in json.loads(html.unescape(self.written))]


def sliders(markup: str) -> list[Slider]:
    """The sliders in the HTML of a page."""
    return [Slider(*found) for found in _CONTROL.findall(markup)]


class OfThePage:
    """A reader of a page of the explainer.

    Opens its document, then its session; looks up what a slider will show before moving it, as
    ``ui/frame/previews.js`` does, and moves it to one of its stops, as ``ui/frame/hands.js``.
    ``page`` is a page's name, ``query`` its link.
    """

    def __init__(self, site: str, page: str, query: str, chosen: random.Random) -> None:
        self._site, self._query, self._chosen = site, query, chosen
        self._path = path_of(page)
        self._visitor = Visitor(site)
        self._tables: set[str] = set()

    @property
    def answer(self) -> dict:
        """What the browser was told last, at the end of a page."""
        return self._reader.answer

    @property
    def markup(self) -> str:
        """The HTML of the page as it was drawn last."""
        return self._reader.markup

    async def open(self) -> float:
        """Open the page; how many seconds until it is live.

        Raises:
            Unexpected: if its document is refused, or it has no slider.
        """
        await _got(self._visitor, f"/{self._path}?{self._query}")
        self._reader = await wire.connected(self._site, self._path, self._query)
        seconds = await self._reader.open()
        if not sliders(self._reader.markup):
            raise Unexpected(f"no slider on /{self._path}?{self._query}")
        return seconds

    async def move(self) -> float:
        """Move one of its sliders elsewhere; how many seconds until the page says so.

        Raises:
            Unexpected: if the answer is of another scenario.
        """
        # Which they are may change with what is moved.
        slider = self._chosen.choice(sliders(self._reader.markup))
        present = self._value(slider.of)
        value = self._chosen.choice([each for each in slider.stops() if each != present])
        await self._look_up(slider)
        seconds = await self._reader.enter(
            act="assumption", of=slider.of, value=_as_a_browser_writes(value), at=slider.id
        )
        if (now := self._value(slider.of)) != value:
            raise Unexpected(f"{slider.of} was moved to {value} and stands at {now}")
        return seconds

    async def close(self) -> None:
        """Leave."""
        await self._visitor.close()
        if hasattr(self, "_reader"):
            await self._reader.close()

    def _value(self, assumption: str) -> float:
        """What an assumption stands at, by the address the browser is told."""
        link, _ = exports.read(parse_qsl(self._reader.answer["query"]), LANGUAGES)
        return link.changes.get(assumption, ASSUMPTIONS[assumption].value)

    async def _look_up(self, slider: Slider) -> None:
        answer = self._reader.answer
        parts = dict(parse_qsl(answer["query"]))
        parts.pop(slider.of, None)
        keys = sorted(set(_LIVE.findall(self._reader.markup)))
        named = [*{**parts, **answer["reading"]}.items(), *(("show", key) for key in keys)]
        address = f"/previews/{slider.of}.json?{urlencode(named)}"
        if address not in self._tables:
            self._tables.add(address)
            await _got(self._visitor, address)


def _as_a_browser_writes(value: float) -> str:
    return repr(value).removesuffix(".0")


async def _got(visitor: Visitor, address: str) -> None:
    answer = await visitor.get(address)
    if answer.status != 200:
        raise Unexpected(f"{answer.status} at {address}")


class OfTheBareApplication:
    """A reader of ``benchmarks/bare_app.py``, who opens it and moves its slider."""

    def __init__(self, site: str, chosen: random.Random) -> None:
        self._site, self._chosen = site, chosen
        self._visitor = Visitor(site)
        self._place = 0

    async def open(self) -> float:
        """Open the page; how many seconds until it is live."""
        await _got(self._visitor, "/")
        self._reader = await wire.connected(self._site, "", kind=_Bare)
        return await self._reader.open()

    async def move(self) -> float:
        """Move its slider elsewhere; how many seconds until the page says so.

        Raises:
            Unexpected: if the figure is another.
        """
        steps = round((_HIGHEST - _LOWEST) / _STEP)
        self._place = self._chosen.choice([n for n in range(steps + 1) if n != self._place])
        rate = round(self._place * _STEP, 2)
        seconds = await self._reader.slide(rate)
        if self._reader.metric != f"${rate * 2_788_000:,.0f}":
            raise Unexpected(f"a rate of {rate} makes {self._reader.metric}")
        return seconds

    async def close(self) -> None:
        """Leave."""
        await self._visitor.close()
        if hasattr(self, "_reader"):
            await self._reader.close()


class _Bare(wire.Reader):
    """A session of a bare application: one slider, one metric."""

    metric = ""
    _slider = ""

    async def slide(self, value: float) -> float:
        state = WidgetState(id=self._slider)
        state.double_array_value.data.append(value)
        return await self.run([state])

    def note(self, element: Element, drawn: list[str]) -> None:
        kind = element.WhichOneof("type")
        if kind == "slider":
            self._slider = element.slider.id
        elif kind == "metric":
            self.metric = element.metric.body


# Makes the reader with this number, of a site with this address.
Make = Callable[[str, int], Reading]


def of_the_explainer(site: str, number: int) -> Reading:
    """Each opens one of :data:`PAGES` in turn, with a link in which one number is changed."""
    chosen = random.Random(number)
    rate = chosen.randrange(10, 200) / 20
    query = urlencode({"rental_rate": rate, "lang": chosen.choice(["en", "id"])})
    return OfThePage(site, PAGES[number % len(PAGES)], query, chosen)


def of_the_bare_application(site: str, number: int) -> Reading:
    """All open the same page."""
    return OfTheBareApplication(site, random.Random(number))
