"""Whole pages on paper: for any page, link and language."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import CodeType

from markupsafe import Markup

from charts import Picture
from content import GROUPS, LANGUAGES, path_of
from costmodel import ASSUMPTIONS, DRAWS, Fault
from elements import bar, faults, grades, markup, medium
from exports import Link, citation, write
from paper import pictures
from paper.markup import fill
from paper.sheet import Sheet, place_of
from telling import Telling, provenance

_FOLDER = Path(__file__).resolve().parent.parent / "pages"


@dataclass(frozen=True)
class Page:
    """A page as it stands on paper.

    ``body`` is its HTML, with the place of each of ``charts`` left free, see :meth:`html`.
    ``answer`` is its own figure, see ``elements.bar``; ``sliders`` are the assumptions that a
    reader can move on it, in the order of the page.
    """

    body: str
    charts: dict[str, Picture] = field(repr=False)
    answer: tuple[str, ...] = ()
    sliders: tuple[str, ...] = ()

    def html(self, drawn: dict[str, str]) -> str:
        """The body with these pieces of HTML in the places of the charts, by their ids."""
        body = self.body
        for id in self.charts:
            body = body.replace(place_of(id), drawn[id])
        return body


def draw(
    page: str,
    link: Link,
    language: str,
    found: Sequence[Fault] = (),
    *,
    alone: bool = False,
    embedding: str = "",
    site: str = "",
    moved: str = "",
) -> Page:
    """Draw the page with this name for a link, in the language with this code.

    ``found`` is what could not be used of the link's address, ``moved`` what asks about figures
    that have moved since it was made. A page that stands ``alone`` has
    every number there is at its end; ``embedding`` and ``site`` are for ``paper.sheet``.
    """
    link = replace(link, language=language)
    sheet = Sheet(link, language, embedding, site)
    with medium.drawn_on(sheet):
        _changed(sheet)
        faults.of_link(found)
        faults.of_edition(moved)
        grades.legend()
        # A page is calls of blocks, and draws itself when it is run.
        exec(_script(page), {"__name__": "__main__"})
        if sheet.has_other_draws:
            draws = (DRAWS, "people")
            markup.draw("note", text=sheet.telling().say("paper.usual_draws", draws=draws))
        if alone:
            _desk(sheet)
    return Page(sheet.html(), sheet.pictures, sheet.answer, tuple(sheet.sliders))


@cache
def _script(page: str) -> CodeType:
    path = _FOLDER / f"{page}.py"
    return compile(path.read_text(encoding="utf-8"), str(path), "exec")


def _desk(sheet: Sheet) -> None:
    """Every assumption with what it is set to, folded away."""
    tell = sheet.telling()
    with sheet.fold("desk", tell.say("paper.desk")):
        for family in dict.fromkeys(row.family for row in ASSUMPTIONS.values()):
            sheet.put(
                fill(
                    "desk.html",
                    title=tell.say(f"families.{family}"),
                    rows=[
                        (tell.name_of(id), tell.changed(id)[0], provenance.letter(tell, row.grade))
                        for id, row in ASSUMPTIONS.items()
                        if row.family == family
                    ],
                )
            )


def _changed(sheet: Sheet) -> None:
    """Each number of the link's that is not the published one, with the published one."""
    text, changed = bar.changed(sheet.telling())
    markup.draw("changed_numbers", text=text, numbers=changed.values())


def document(
    page: str,
    link: Link,
    language: str,
    found: Sequence[Fault],
    *,
    styles: Sequence[str],
    icon: str,
    address: str,
    site: str = "",
    moved: str = "",
) -> str:
    """A page as an HTML document of its own, its charts in it.

    ``styles`` are the addresses of its styles, ``icon`` of its icon, and ``address`` is where
    the live page stands, for its foot; ``site`` and ``moved`` are as for :func:`draw`.
    """
    drawn = draw(page, link, language, found, alone=True, site=site, moved=moved)
    say = LANGUAGES[language].label
    return fill(
        "document.html",
        code=language,
        direction=LANGUAGES[language].direction,
        say=say,
        question=say(f"pages.{page}.question"),
        citation=citation.of_page(page, link, language, site),
        description=say(f"pages.{page}.description"),
        paper=Markup(around(page, link, language, drawn, _inline(drawn), foot=address)),
        chart_style=Markup(pictures.style()),
        up="./",
        styles=styles,
        icon=icon,
        address=address,
    )


def _inline(page: Page) -> dict[str, str]:
    """The charts of a page, each as wide as a page and as wide as a phone."""
    return {
        id: fill(
            "chart.html",
            drawn=[Markup(pictures.svg(picture, width)) for width in pictures.WIDTHS],
        )
        for id, picture in page.charts.items()
    }


def linked(page: Page, address: str) -> dict[str, str]:
    """The charts of a page as pictures to be fetched: the place of each in its HTML.

    ``address`` is where they stand, with ``{id}`` and ``{width}`` for a chart's.
    """
    return {
        id: fill(
            "linked_chart.html",
            alt=picture.alt,
            sizes=pictures.sizes(picture),
            **{width: address.format(id=id, width=width) for width in pictures.WIDTHS},
        )
        for id, picture in page.charts.items()
    }


def around(
    page: str,
    link: Link,
    language: str,
    drawn: Page,
    charts: dict[str, str],
    *,
    foot: str = "",
    embedded: bool = False,
) -> str:
    """A page under its bar, with these ``charts``, as a part of a document.

    ``foot`` is the address named at its end. Embedded in another site, its bar leads neither to
    other pages nor to other languages.
    """
    tell = Telling.of(LANGUAGES[language], link.changes)
    say = LANGUAGES[language].label
    digits, said = bar.count(tell)
    text, changed = bar.changed(tell)
    here = write(replace(link, language=language))
    groups = {
        say(f"groups.{group}"): [
            {
                "href": _with(path_of(each) or "./", here),
                "name": say(f"pages.{each}.nav"),
                "is_here": each == page,
            }
            for each in pages
        ]
        for group, pages in GROUPS.items()
    }
    languages = [
        {
            "code": code,
            "name": each.name,
            "href": _with(path_of(page) or "./", write(replace(link, language=code))),
        }
        for code, each in LANGUAGES.items()
    ]
    return fill(
        "paper.html",
        say=say,
        groups=groups,
        languages=languages,
        present=language,
        figures=bar.figures(tell, drawn.answer),
        digits=digits,
        said=said,
        text=text if changed else say("bar.none_changed"),
        numbers=changed.values(),
        body=Markup(drawn.html(charts)),
        foot=foot,
        embedded=embedded,
    )


def _with(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
