"""What blocks are drawn on where there is no screen: a sheet of HTML."""

import json
from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markupsafe import Markup

from charts import Picture
from content import LANGUAGES, path_of
from elements.medium import USUAL_DRAWS
from exports import Link, write
from paper.markup import fill
from telling import Telling

# Passages are Markdown as it is commonly written; HTML in one would be a slip.
_MARKDOWN = MarkdownIt("commonmark", {"html": False})


# Passages in which no number is changed are those of other readers as well.
@lru_cache(maxsize=1024)
def prose(text: str) -> str:
    """Markdown as HTML."""
    return f'<div class="prose">{_MARKDOWN.render(text)}</div>'


class Sheet:
    """A page in the making, see ``elements.medium``; :meth:`html` is what has been drawn.

    ``language`` is a code. ``embedding`` is what every address ends in on a page that stands
    inside another site, or nothing. ``pictures`` holds the charts by their ids, ``sliders`` the
    assumptions that have one, and ``answer`` is the page's figure, see ``elements.bar``.
    inside another site, or nothing, and ``site`` what they begin with, where it is known.
    ``pictures`` holds the charts by their ids, and ``answer`` is the page's figure, see
    ``elements.bar``.
    """

    def __init__(self, link: Link, language: str, embedding: str = "", site: str = "") -> None:
        self._link, self._site = link, site
        self._tell = Telling.of(LANGUAGES[language], link.changes)
        self._query = "&".join(filter(None, (write(link), embedding)))
        # What is being drawn into: the page itself, and on top of it folds and columns.
        self._open: list[_Part] = [[]]
        self.pictures: dict[str, Picture] = {}
        self.sliders: list[str] = []
        self.has_other_draws = False
        self.answer: tuple[str, ...] = ()

    def html(self) -> str:
        """All of the page."""
        return _joined(self._open[0])

    def begin(self) -> None:
        """Nothing stands around a page here."""

    def site(self) -> str:
        """As it was said to the sheet."""
        return self._site

    def telling(self) -> Telling:
        """The link's scenario in the page's language."""
        return self._tell

    def link(self) -> Link:
        """Everything the page's address says."""
        return self._link

    def query(self) -> str:
        """The link's scenario, and what keeps a page inside the site that it stands in."""
        return self._query

    def draws(self) -> tuple[int, int, float]:
        """The usual draws, whatever the link asks for; then ``has_other_draws`` says so.

        Others take long to make, and would be made for one reader.
        """
        asked = (self._link.draws, self._link.seed, self._link.together)
        self.has_other_draws = self.has_other_draws or asked != USUAL_DRAWS
        return USUAL_DRAWS

    def results_in(self, sentence: str) -> None:
        """Nothing: nobody changes a number here, so nothing is read out after it."""

    def answers_with(self, *figures: str) -> None:
        """Note the page's figure for the bar."""
        self.answer = self.answer or figures

    def asks(self) -> bool:
        """As the link says."""
        return self._link.ask

    def idea(self, name: str) -> AbstractContextManager:
        """All ideas stand there one below the other."""
        return nullcontext()

    def put(self, html: str) -> None:
        """Markup as it is."""
        self._write(f'<div class="stHtml">{html}</div>')

    def prose(self, text: str) -> None:
        """Markdown as markup."""
        self._write(prose(text))

    def picture(self, picture: Picture) -> None:
        """The place of a chart: it is made later, see ``paper.pages``."""
        self.pictures[picture.id] = picture
        self._write(place_of(picture.id))

    def control(self, template: str, parts: Mapping[str, Any], state: Mapping[str, Any]) -> None:
        """What a control is set to, as far as a reader without it needs to know."""
        if template == "slider":
            self.sliders.append(parts["id"])
        self.put(
            fill(
                "setting.html",
                kind=template,
                name=parts["name"],
                about=parts.get("about", ""),
                it=parts.get("it"),
                at=_places_on(parts, state) if template == "slider" else None,
                on=bool(state["value"]),
                shown=_in_words(template, parts, state),
                warning=state.get("warning", ""),
                say=self._tell.say,
            )
        )

    def buttons(self, each: Sequence[Mapping[str, Any]], name: str) -> None:
        """Nothing: paper cannot be pressed."""

    def fold(self, key: str, label: str) -> "_Inside":
        """What is folded away, and there."""
        part: _Part = []
        self._open[-1].append(part)
        return _Inside(self, part, label)

    def columns(self, widths: Sequence[int], bottom: bool) -> Sequence[AbstractContextManager]:
        """One below the other, as on a phone."""
        parts: list[_Part] = [[] for _ in widths]
        self._open[-1].extend(parts)
        return [_Inside(self, part) for part in parts]

    def ways(self, ways: Sequence[tuple[str, str, str]]) -> None:
        """Links to the pages before and after, for the same scenario."""
        query = f"?{self._query}" if self._query else ""
        each = [
            {"word": word, "href": (path_of(page) or "./") + query, "label": label}
            for word, page, label in ways
        ]
        self._write(fill("ways.html", ways=each))

    def _write(self, html: str) -> None:
        self._open[-1].append(html)

    def begin_part(self, part: "_Part") -> None:
        """Draw into this part of the page from here."""
        self._open.append(part)

    def end_part(self) -> None:
        """Draw into what encloses the part again."""
        self._open.pop()


class _Inside(AbstractContextManager):
    """A part of a sheet: what is drawn inside a ``with`` of it stands there.

    With a ``label`` it is folded away under that when the ``with`` ends.
    """

    open = True

    def __init__(self, sheet: Sheet, part: "_Part", label: str = "") -> None:
        self._sheet, self._part, self._label = sheet, part, label

    def __enter__(self) -> None:
        self._sheet.begin_part(self._part)

    def __exit__(self, *_raised: object) -> None:
        self._sheet.end_part()
        if self._label:
            html = fill("fold.html", label=self._label, inside=Markup(_joined(self._part)))
            self._part[:] = [html]


# Pieces of HTML in order, and among them parts that are still being drawn.
_Part = list["str | _Part"]


def _joined(part: _Part) -> str:
    return "\n".join(each if isinstance(each, str) else _joined(each) for each in part)


def place_of(id: str) -> str:
    """What stands for the chart with this id until it is made."""
    return f"<!--chart {id}-->"


def _in_words(template: str, parts: Mapping[str, Any], state: Mapping[str, Any]) -> str:
    """What a control shows, as its reader would say it."""
    if "options" in parts:
        return next((label for value, label in parts["options"] if value == state["value"]), "")
    return str(state.get("says", state.get("text", "")))


def _places_on(parts: Mapping[str, Any], state: Mapping[str, Any]) -> dict[str, int | None]:
    """What stands where on a slider's way, in thousandths of it.

    The value it is set to, the published one, and the ends of what sources support.
    """
    stops = [value for value, _, _ in json.loads(parts["stops"])]
    if (value := float(state["value"])) not in stops:
        insort(stops, value)
    low, high = parts["likely"] or (None, None)
    marked = {"value": state["value"], "published": parts["published"], "low": low, "high": high}
    last = max(1, len(stops) - 1)
    return {
        name: None if each is None else round(1000 * bisect_left(stops, float(each)) / last)
        for name, each in marked.items()
    }
