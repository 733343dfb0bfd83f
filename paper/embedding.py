"""A figure or a chart as a small document, to stand inside a page of somebody else's.

It is complete as it comes. Where a number moves what is shown there is a slider beside it, which
looks up texts that were worded before and asks for this document anew; see
``static/embedded.js``. No session stands behind it: ten of them in an article are ten small
documents and no more, and none needs a cookie.
"""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from bs4 import BeautifulSoup
from markupsafe import Markup

import costmodel
from charts import Picture
from content import FIRST, LANGUAGES, path_of
from costmodel import ASSUMPTIONS, MODEL, Fault, Scenario, Spellings
from elements import bar, faults, medium
from elements.outline import charts
from exports import Frame, Link, write
from paper import pages, pictures, places
from paper.cards import Previewed, in_words, shows
from paper.markup import fill
from paper.sheet import Sheet
from telling import Telling, formulas, live, provenance
from telling.stops import stops

# From such a document to the site.
_UP = "../"


@dataclass(frozen=True)
class Embedded:
    """What stands in a frame: a figure, or a chart.

    ``title`` says what it shows, in one sentence. ``page`` is where the whole page of it stands,
    below the site; ``query`` is its scenario. ``language`` is a code, and ``theme`` one of
    ``pictures.THEMES`` that fixes its ground for a host whose own is fixed; empty, the reader's
    browser decides. ``height`` in pixels is enough for it on a narrow phone. ``picture`` is where a
    picture of it is had, below the site, and ``alt`` what is seen there; both are empty where there
    is none.
    """

    id: str
    title: str
    page: str
    query: str
    language: str
    theme: str
    height: int
    body: str = field(repr=False)
    picture: str
    alt: str

    def frame(self, site: str) -> Frame:
        """What puts it into a page of somebody else's; ``site`` is our own address."""
        return Frame(
            address=f"{site}/embed/{self.id}{_own(self.query, self.theme)}",
            page=f"{site}/{self.page}",
            script=f"{site}/embed.js",
            title=self.title,
            height=self.height,
            picture=f"{site}/{self.picture}" if self.picture else "",
            alt=self.alt,
        )


@cache
def known() -> tuple[str, ...]:
    """The ids of all that can be embedded: every figure of the ladder and every chart."""
    return (*MODEL.figures, *charts())


def draw(
    id: str, link: Link, language: str, found: Sequence[Fault] = (), theme: str = ""
) -> Embedded:
    """Draw the figure or the chart with this id for a link, in the language with this code.

    ``found`` is what could not be used of the link's address; ``theme`` as :class:`Embedded` says.

    Raises:
        KeyError: if there is no such figure or chart.
    """
    link = replace(link, language=language)
    tell, query = Telling.of(LANGUAGES[language], link.changes), write(link)
    content = _chart(tell, id, link) if id in charts() else _figure(tell, id, query)
    page = places.address(id, link)
    body = fill(
        "embedded_body.html",
        say=tell.say,
        own=_own(query, theme),
        faults=Markup(_faults(link, language, found)),
        content=content,
        shown=Markup(content.html),
        slider=_slider(tell, content, query) if content.moved else None,
        **_changed(tell),
        page=_UP + page,
        question=tell.say(f"pages.{_page_of(id)}.question"),
    )
    height = _height(body, content.picture)
    picture, alt = _pictured(id, link, language, query, content.picture)
    return Embedded(id, content.title, page, query, language, theme, height, body, picture, alt)


def _pictured(
    id: str, link: Link, language: str, query: str, chart: Picture | None
) -> tuple[str, str]:
    """Where a picture of it is had, below the site, and what is seen there; empty without one."""
    if chart:
        return f"chart/{id}.png?{query}", chart.alt
    # A page's preview shows the figure that it is about, and another beside it.
    page = _page_of(id)
    previewed = Previewed(page, link, language, pages.draw(page, link, language).answer)
    if shows(previewed, id):
        return f"card/{page}.png?{query}", in_words(previewed)
    return "", ""


def document(embedded: Embedded, *, styles: Iterable[str], script: str, icon: str) -> str:
    """It as an HTML document of its own, at an address one folder below the site.

    ``styles``, ``script`` and ``icon`` are the addresses of its files below the site.
    """
    return _document(
        embedded.language,
        embedded.theme,
        _UP,
        styles,
        icon,
        title=embedded.title,
        body=embedded.body,
        script=script,
        page=_UP + embedded.page,
    )


def refusal(
    given: str,
    language: str,
    theme: str,
    up: str,
    *,
    styles: Iterable[str],
    script: str,
    icon: str,
) -> str:
    """The document for an id that is none: which, what was perhaps meant, and a way on.

    ``up`` leads from its address to the site.
    """
    say = LANGUAGES[language].say
    meant = Spellings(known()).of(given)
    title = say("embedding.unknown", {"given": (costmodel.quoted(given), "")})
    body = fill(
        "embedded_refused.html",
        title=title,
        meant=say("embedding.meant", {"meant": (meant, "")}) if meant else "",
        way=LANGUAGES[language].label("embedding.to_story"),
        page=f"{up}{path_of(FIRST)}?{write(Link(language=language))}",
    )
    named = {"title": title, "body": body, "script": script, "page": ""}
    return _document(language, theme, up, styles, icon, **named)


def _document(
    language: str, theme: str, up: str, styles: Iterable[str], icon: str, **named: str
) -> str:
    return fill(
        "embedded.html",
        code=language,
        direction=LANGUAGES[language].direction,
        say=LANGUAGES[language].label,
        up=up,
        styles=styles,
        icon=icon,
        colours=Markup(_colours(theme)),
        **{**named, "body": Markup(named["body"])},
    )


@cache
def _colours(theme: str) -> str:
    """The colours of pages, charts and the browser's own parts.

    Where no theme fixes them, a host may say on which ground the frame stands, see
    ``static/embed.js``; where it does not, they are as the reader's browser prefers.
    """
    named = {
        **pictures.palette(),
        "--ground": pictures.of_theme("backgroundColor"),
        "--second": pictures.of_theme("secondaryBackgroundColor"),
        "--link": pictures.of_theme("linkColor"),
        "--border": pictures.of_theme("borderColor"),
        "--primary": pictures.of_theme("primaryColor"),
        "color-scheme": pictures.THEMES,
    }
    if theme:
        return pictures.colours(named, theme)
    told = "".join(
        pictures.colours(named, each).replace(":root", f":root[data-ground={each}]")
        for each in pictures.THEMES
    )
    return f"{pictures.colours(named)}@media screen{{{told}}}"


@dataclass(frozen=True)
class _Content:
    """What is shown and said; ``moved`` is the assumption that has a slider, None for none.

    ``keys`` are the texts that follow the slider, see ``telling.live``.
    """

    title: str
    html: str
    moved: str | None
    keys: tuple[str, ...] = ()
    picture: Picture | None = None


def _figure(tell: Telling, id: str, query: str) -> _Content:
    number, name = live.number(tell, id), tell.name_of(id)
    html = fill(
        "embedded_figure.html",
        name=name,
        number=number,
        key=live.number_key(id),
        grade=provenance.grade(tell, id),
        own=tell.say("embedding.own"),
        record=f"{_UP}sources?{query}#{id}",
        look_up=tell.say("ui.look_up"),
        sum={"key": live.sum_key(id), "parts": formulas.parts(tell, id)},
    )
    title = tell.say("ui.result", label=(name, ""), number=(number, ""))
    keys = (live.number_key(id), live.sum_key(id))
    return _Content(title, html, _moving_figure(id), keys)


def _chart(tell: Telling, id: str, link: Link) -> _Content:
    page = pages.draw(charts()[id], link, tell.language.code)
    picture = page.charts[id]
    html = fill(
        "embedded_chart.html",
        title=picture.title,
        drawn=[Markup(pictures.svg(picture, width)) for width in pictures.WIDTHS],
        note=picture.note,
        table=tell.say("ui.table"),
        rows=picture.table,
        caption=picture.title,
    )
    moved = _moving_chart(id, page.sliders, _without_numbers(link))
    return _Content(picture.title, html, moved, picture=picture)


def _changed(tell: Telling) -> dict[str, object]:
    """What is not as published: whose doing it is, a reader of the host's page cannot know."""
    _, changed = bar.changed(tell)
    heading = "changed_one" if len(changed) == 1 else "changed_many"
    text = tell.say(f"embedding.{heading}", count=(len(changed), "people"))
    return {"text": text, "numbers": changed.values()}


def _faults(link: Link, language: str, found: Sequence[Fault]) -> str:
    sheet = Sheet(link, language)
    with medium.drawn_on(sheet):
        faults.of_link(found)
    return sheet.html()


def _page_of(id: str) -> str:
    return charts().get(id) or places.figures()[id]


def _own(query: str, theme: str) -> str:
    """What the document's own address ends in."""
    return f"?{query}" + (f"&theme={theme}" if theme else "")


def _without_numbers(link: Link) -> Link:
    """What a link asks to be shown, whatever its numbers."""
    return Link(figure=link.figure, left=link.left, right=link.right, gap=link.gap)


@cache
def _moving_figure(figure: str) -> str | None:
    """The assumption that moves a figure furthest over its sourced range, as published.

    As published, so that it stays the same while a reader moves it. None where none moves it.
    """
    return next((each.assumption for each in costmodel.swings(figure) if each.width > 0), None)


@lru_cache(maxsize=256)
def _moving_chart(id: str, sliders: tuple[str, ...], link: Link) -> str | None:
    """The first slider of a chart's own page that moves the chart; None if none does."""
    page, language = charts()[id], next(iter(LANGUAGES))

    def rows(slider: str, value: float) -> object:
        changed = replace(link, changes=Scenario({slider: value}))
        return pages.draw(page, changed, language).charts[id].data

    for slider in sliders:
        row = ASSUMPTIONS[slider]
        if rows(slider, row.allowed_low) != rows(slider, row.allowed_high):
            return slider
    return None


# The narrowest phone's line, in pixels, and how high letters are: usually, and of some kinds.
_LINE, _LETTERS = 284, 15
_LETTERS_OF = {"number": 34, "name": 17, "finding": 19}
# How wide a letter is of its height, as lines break, and a line and what stands between two texts.
_WIDE, _LINE_HEIGHT, _BETWEEN = 0.52, 1.5, 8
# What stands around it all, and a slider with what stands around it.
_AROUND, _SLIDER = 36, 52


def _height(body: str, picture: Picture | None) -> int:
    """How high a document is on a narrow phone, in pixels: about, and rather too much."""
    soup = BeautifulSoup(body, "html.parser")
    for not_seen in soup.select("table, .lost, .by-ear"):
        not_seen.decompose()
    height = float(_AROUND + (_SLIDER if soup.find("form") else 0))
    if picture:
        # As high as on the widest page: there the texts take fewer lines.
        height += picture.design.height
    for text in soup.select("h1, p, li, summary"):
        letters = next(
            (_LETTERS_OF[each] for each in text.get("class", []) if each in _LETTERS_OF), _LETTERS
        )
        lines = math.ceil(len(text.get_text(" ", strip=True)) * letters * _WIDE / _LINE)
        height += lines * letters * _LINE_HEIGHT + _BETWEEN
    return math.ceil(height)


def _slider(tell: Telling, content: _Content, query: str) -> dict[str, object]:
    """A slider for the assumption that is moved, ready to draw."""
    id = str(content.moved)
    row, here = ASSUMPTIONS[id], tell.value(id)
    labels = {each.value: each.label for each in stops(id, tell.language.code)}
    labels.setdefault(here, tell.changed(id)[0])
    rising = sorted(labels)
    parts = "&".join((query, *(f"show={key}" for key in content.keys)))
    return {
        "id": id,
        "name": tell.name_of(id),
        "says": labels[here],
        "at": rising.index(here),
        "last": len(rising) - 1,
        "stops": json.dumps(
            [[each, labels[each]] for each in rising], ensure_ascii=False, separators=(",", ":")
        ),
        "table": f"{_UP}previews/{id}.json?{parts}" if content.keys else "",
        "published": provenance.published(tell, row),
        "published_value": repr(row.value),
        "range": provenance.sourced_range(tell, row),
        "grade": provenance.letter(tell, row.grade),
        "warning": provenance.unsupported(tell, row),
    }
