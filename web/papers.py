"""Pages on paper at plain addresses: as text, as documents, their charts, and what there is."""

import hashlib
from collections.abc import Callable
from functools import partial
from threading import Lock
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from cachetools import LRUCache
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

import exports
from content import GROUPS, LANGUAGES, PAGES, path_of
from costmodel import Fault
from elements import classroom
from elements.outline import charts
from exports import Link
from paper import markdown, pages, pictures
from web import links, measures
from web.files import FILES
from web.keeping import kept_in
from web.links import language_of, link_of, query_of
from web.site import address_of

_FIGURES, _SCHEMA = (f"/api/v{exports.FORM}/{each}.json" for each in ("figures", "schema"))
_CHART = "./charts/{page}/{{id}}-{{width}}.svg?{query}"


Kept = TypeVar("Kept")


class Shelf(Generic[Kept]):
    """Things made once and kept, those asked for longest ago thrown away first.

    ``room`` is how much it holds at most, by the ``size`` of each thing, told in a ``unit``: of a
    text its characters. What things are kept under takes none: a link may be long where what is
    made of it is short. With a ``name`` it is watched under that.
    """

    def __init__(
        self,
        room: int,
        size: Callable[[Any], int] = len,
        name: str = "",
        unit: str = "characters",
    ) -> None:
        self._kept: LRUCache = LRUCache(room, getsizeof=size)
        self._size = size
        self.room, self.unit = room, unit
        self.hits = self.misses = 0
        if name:
            measures.CACHES[name] = self
        self._lock = Lock()
        self._making: dict[tuple, Lock] = {}

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def taken(self) -> int:
        """How much of its room is taken."""
        return int(self._kept.currsize)

    def kept(self, key: tuple) -> Kept | None:
        """What is kept under this key, if it is there."""
        with self._lock:
            found: Kept | None = self._kept.get(_mark(key))
            self.hits += found is not None
            return found

    def get(self, key: tuple, make: Callable[[], Kept]) -> Kept:
        """What is kept under this key, made now if it is not there.

        Who asks for it while somebody makes it waits for that.
        """
        mark = _mark(key)
        with self._lock:
            if (found := self._kept.get(mark)) is not None:
                self.hits += 1
                return found
            making = self._making.setdefault(mark, Lock())
        with making:
            with self._lock:
                if (found := self._kept.get(mark)) is not None:
                    self.hits += 1
                    return found
                self.misses += 1
            try:
                made = make()
                self.keep(key, made)
                return made
            finally:
                with self._lock:
                    self._making.pop(mark, None)

    def keep(self, key: tuple, thing: Kept) -> None:
        """Keep this under this key, unless all the room is too small for it."""
        with self._lock:
            if self._size(thing) <= self._kept.maxsize:
                self._kept[_mark(key)] = thing


def _mark(key: tuple) -> bytes:
    """Sixteen bytes that stand for a key, however long that is."""
    return hashlib.blake2b(repr(key).encode(errors="backslashreplace"), digest_size=16).digest()


_PAPERS: Shelf[str] = Shelf(24_000_000, name="paper")
_CHARTS: Shelf[str] = Shelf(12_000_000, name="pictures")
# What a page's figure is, a name or two.
_ANSWERS: Shelf[tuple[str, ...]] = Shelf(
    20_000, lambda answer: 1 + len(answer), name="answers", unit="names"
)
# A row takes about half a kilobyte.
_PICTURES: Shelf[pictures.Pictures] = Shelf(20_000, pictures.rows, name="charts", unit="rows")


def paper(
    page: str,
    link: Link,
    language: str,
    faults: tuple[Fault, ...] = (),
    embedding: str = "",
    site: str = "",
    moved: str = "",
) -> str:
    """A page as the part of a document that stands there before the live page comes.

    Its charts are pictures to be fetched: figures and words do not wait for them.
    ``embedding`` is what its links end in so that they stay inside another site, ``site`` what
    every address of this one begins with, where it is known. ``moved`` asks about figures that
    have moved since the link was made.
    """
    query = query_of(link, language)

    def make() -> str:
        drawn = pages.draw(
            page, link, language, faults, embedding=embedding, site=site, moved=moved
        )
        # They are asked for next, each by itself.
        _PICTURES.keep((page, query), drawn.charts)
        _ANSWERS.keep((page, query), drawn.answer)
        charts = pages.linked(drawn, _CHART.format(page=page, query=query))
        return pages.around(page, link, language, drawn, charts, embedded=bool(embedding))

    # What somebody else's address says wrongly is said to nobody a second time.
    return make() if faults else _PAPERS.get((page, query, embedding, site, moved), make)


def pictures_of(page: str, link: Link, language: str) -> pictures.Pictures:
    """The charts of a page by their ids, as they are for a link in a language."""
    return _PICTURES.get(
        (page, query_of(link, language)), lambda: pages.draw(page, link, language).charts
    )


def answer_of(page: str, link: Link, language: str) -> tuple[str, ...]:
    """The page's figure, or one over another, as it is for a link; see ``elements.bar``."""
    return _ANSWERS.get(
        (page, query_of(link, language)), lambda: pages.draw(page, link, language).answer
    )


def _asked(request: Request) -> tuple[Link, str, tuple[Fault, ...]]:
    link, faults = links.read(request.query_params.multi_items())
    return link, language_of(request, link), faults


def _moved(request: Request) -> str:
    return exports.changes.asked_about(request.query_params.multi_items())


def _live(request: Request, page: str, link: Link, language: str) -> str:
    """The address of the live page."""
    return f"{address_of(request)}/{path_of(page)}?{query_of(link, language)}"


def _headers(language: str, link: Link) -> dict[str, str]:
    return {
        **kept_in(language, link),
        # The live page is what is to be found.
        "X-Robots-Tag": "noindex",
    }


def text(page: str, request: Request) -> Response:
    """``/capex.md?…``: the page as Markdown."""
    link, language, faults = _asked(request)
    live, site = _live(request, page, link, language), address_of(request)
    written = markdown.text(page, link, language, faults, live, site=site, moved=_moved(request))
    return PlainTextResponse(written, headers=_headers(language, link), media_type="text/markdown")


def document(page: str, request: Request) -> Response:
    """``/capex.html?…``: the page as a document of its own, to print or to keep."""
    link, language, faults = _asked(request)
    html = pages.document(
        page,
        link,
        language,
        faults,
        styles=[FILES.address("style.css"), FILES.address("paper.css")],
        icon=FILES.address("favicon.png"),
        address=_live(request, page, link, language),
        site=address_of(request),
        moved=_moved(request),
    )
    return HTMLResponse(html, headers=_headers(language, link))


def chart(request: Request) -> Response:
    """``/charts/capex/capital-wide.svg?…``: a chart of a page, in colours of its own.

    Raises:
        HTTPException: 404 if there is no such page, chart or width.
    """
    page = request.path_params["page"]
    id, _, width = request.path_params["name"].rpartition("-")
    if page not in PAGES or width not in pictures.WIDTHS:
        raise HTTPException(404)
    link = link_of(request)
    language = language_of(request, link)
    query = query_of(link, language)

    def make() -> str:
        found = pictures_of(page, link, language).get(id)
        # Before it is kept: of what is empty any number would fit on the shelf.
        if found is None:
            raise HTTPException(404)
        return pictures.svg(found, width, alone=True)

    svg = _CHARTS.get((page, id, width, query), make)
    return Response(svg, headers=_headers(language, link), media_type="image/svg+xml")


def contents(request: Request) -> Response:
    """``/llms.txt``: what there is, for whoever reads with a program."""
    link = link_of(request)
    language = LANGUAGES[language_of(request, link)]
    say, site, query = language.label, address_of(request), urlencode({"lang": language.code})
    lines = [f"# {say('ui.title')}", "", f"> {say('pages.start.description')}", ""]
    for group, names in GROUPS.items():
        lines += [f"## {say(f'groups.{group}')}", ""]
        for page in names:
            question, described = say(f"pages.{page}.question"), say(f"pages.{page}.description")
            lines.append(f"- [{question}]({site}/{page}.md?{query}): {described}")
        lines.append("")
    lines += [f"## {say('pages.classroom.nav')}", ""]
    for name in classroom.KIT:
        kind, about = say(f"classroom.kit.{name}.name"), say(f"classroom.kit.{name}.about")
        for letter, path in classroom.paths(name).items():
            lines.append(f"- [{f'{kind} {letter}'.strip()}]({site}{path}.md?{query}): {about}")
    lines.append("")
    data = {"paper.figures": _FIGURES, "citing.schema": _SCHEMA, "changes.to_page": "/changes.json"}
    lines += [f"## {say('paper.data')}", ""]
    lines += [f"- [{say(label)}]({site}{path})" for label, path in data.items()]
    lines.append(f"- [{say('take.open_workbook')}]({site}/scenario.xlsx?{query})")
    lines += ["", f"## {say('sections.take_charts')}", ""]
    lines += [f"- [{say(f'chart_names.{id}')}]({site}/chart/{id}.csv?{query})" for id in charts()]
    return PlainTextResponse(
        "\n".join(lines) + "\n", headers=_headers(language.code, link), media_type="text/markdown"
    )


ROUTES = (
    Route("/llms.txt", contents),
    Route("/charts/{page}/{name}.svg", chart),
    *(Route(f"/{page}.md", partial(text, page)) for page in PAGES),
    *(Route(f"/{page}.html", partial(document, page)) for page in PAGES),
)
