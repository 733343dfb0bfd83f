"""Charts to take away, at plain addresses: picture, numbers, and all of it in one archive."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

import exports
from costmodel import Fault, quoted, read_whole
from elements.outline import charts
from exports import Link, LinkFault
from paper import packages
from paper.packages import NARROWEST, SCALES, USUAL_SCALE, USUAL_WIDTH, WIDEST, Taken
from paper.pictures import THEMES
from web import links, papers
from web.keeping import kept_in
from web.links import language_of, query_of
from web.papers import Shelf
from web.site import address_of

# By the ending of an address: what makes it, and what kind it is.
_KINDS: dict[str, tuple[Callable[[Taken], bytes], str]] = dict(
    zip(
        exports.PACKAGES,
        (
            (packages.png_of, "image/png"),
            (packages.svg, "image/svg+xml"),
            (packages.csv, "text/csv; charset=utf-8"),
            (packages.data, "application/json"),
            (packages.zipped, "application/zip"),
        ),
        strict=True,
    )
)
_MADE: Shelf[bytes] = Shelf(32_000_000, name="packages", unit="bytes")
# Drawing takes a processor a while. Two at once leave the rest to those who read.
AT_ONCE = CapacityLimiter(2)


@dataclass(frozen=True)
class PictureFault(LinkFault):
    """A part of an address that says how a picture is to be, and cannot be used."""

    allowed: str = ""

    @property
    def message(self) -> str:
        """The fault in English, naming the part and what it may be."""
        return f"{self.id}: {self.given!r} cannot be used; it is {self.allowed}"


@dataclass(frozen=True)
class Asked:
    """What a request asks for, everything the answer is made of."""

    id: str
    ending: str
    page: str
    link: Link
    language: str
    site: str
    width: int
    scale: int
    theme: str
    plain: bool

    @property
    def key(self) -> tuple[object, ...]:
        """The same for requests whose answers are the same."""
        query = query_of(self.link, self.language)
        look = (self.width, self.scale, self.theme, self.plain)
        return (self.id, self.ending, query, self.site, *look)


def _one_of(names: Iterable[object]) -> str:
    return f"one of {', '.join(map(str, names))}"


def _width(text: str) -> int | None:
    width = read_whole(text)
    return width if width is not None and NARROWEST <= width <= WIDEST else None


# What may be said of a picture beside the link: how it is read, what it is usually, what it may be.
_LOOKS: dict[str, tuple[Callable[[str], Any], Any, str]] = {
    "width": (_width, USUAL_WIDTH, f"a whole number from {NARROWEST} to {WIDEST}"),
    "scale": ({str(each): each for each in SCALES}.get, USUAL_SCALE, _one_of(SCALES)),
    "theme": ({each: each for each in THEMES}.get, THEMES[0], _one_of(THEMES)),
    "plain": ({"1": True}.get, False, "1"),
}


async def package(request: Request) -> Response:
    """``/chart/capital.png?rental_rate=3&width=640&theme=dark``: a chart, to take away.

    Also as ``.svg``, ``.csv``, ``.json`` and ``.zip``. What cannot be used of the query is an
    answer 400 that names it, a chart or a kind that there is not 404.
    """
    asked = await to_thread.run_sync(_asked, request)
    if isinstance(asked, Response):
        return asked
    kept = _MADE.kept(asked.key)
    if kept is None:
        kept = await to_thread.run_sync(_made, asked, limiter=AT_ONCE)
    return _absent(asked) if kept is None else _answer(asked, kept)


def answer(request: Request) -> Response:
    """The same at once, wherever it is asked for: to find out at the start whether it works."""
    asked = _asked(request)
    if isinstance(asked, Response):
        return asked
    made = _made(asked)
    return _absent(asked) if made is None else _answer(asked, made)


def _asked(request: Request) -> Asked | Response:
    id, ending = request.path_params["id"], request.path_params["ending"]
    if id not in charts():
        return _unknown("chart", id, charts())
    if ending not in _KINDS:
        return _unknown("ending", ending, _KINDS)
    pairs = request.query_params.multi_items()
    link, faults = links.read(each for each in pairs if each[0] not in _LOOKS)
    looks, wrong = _looks([each for each in pairs if each[0] in _LOOKS])
    if found := [*wrong, *faults]:
        return _refused(found)
    return Asked(
        id,
        ending,
        charts()[id],
        link,
        language_of(request, link),
        address_of(request),
        **looks,
    )


def _looks(pairs: list[tuple[str, str]]) -> tuple[dict[str, Any], list[Fault]]:
    """How a picture is to be, and what cannot be used of that; of what is said twice, the last."""
    looks: dict[str, Any] = {name: usual for name, (_, usual, _) in _LOOKS.items()}
    faults: list[Fault] = []
    for name, text in pairs:
        read, _, allowed = _LOOKS[name]
        looks[name] = value = read(text)
        if value is None:
            faults.append(PictureFault("unknown", name, quoted(text), allowed=allowed))
    return looks, faults


def _made(asked: Asked) -> bytes | None:
    """The answer to a request, None where the chart does not stand on its page for this link."""
    picture = papers.pictures_of(asked.page, asked.link, asked.language).get(asked.id)
    if picture is None:
        return None

    def make() -> bytes:
        taken = Taken(
            picture,
            asked.page,
            asked.link,
            asked.language,
            asked.site,
            asked.width,
            asked.scale,
            asked.theme,
        )
        made, _ = _KINDS[asked.ending]
        return (packages.plain_csv if asked.plain and asked.ending == "csv" else made)(taken)

    return _MADE.get(asked.key, make)


def _answer(asked: Asked, content: bytes) -> Response:
    _, kind = _KINDS[asked.ending]
    headers = {
        **kept_in(asked.language, asked.link),
        "Content-Disposition": f'inline; filename="{asked.id}-{asked.language}.{asked.ending}"',
        # Others may show it, and compute with it, on pages of their own.
        "Access-Control-Allow-Origin": "*",
        "X-Robots-Tag": "noindex",
    }
    return Response(content, headers=headers, media_type=kind)


def _absent(asked: Asked) -> Response:
    there = papers.pictures_of(asked.page, asked.link, asked.language)
    return _unknown("chart", asked.id, there)


def _unknown(what: str, given: str, there: Iterable[str]) -> Response:
    fault = PictureFault("unknown", what, quoted(given), allowed=_one_of(there))
    return _refused([fault], 404)


def _refused(faults: list[Fault], status: int = 400) -> Response:
    headers = {"Access-Control-Allow-Origin": "*"}
    return JSONResponse(exports.refusal(faults), status_code=status, headers=headers)


ROUTES = (Route("/chart/{id}.{ending}", package),)
