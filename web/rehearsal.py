"""Every document made before the first reader comes, so that none fails when one does."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from classrooms import Classroom, Refusal
from content import FIRST, LANGUAGES, PAGES, path_of
from costmodel import GUESSED
from elements.outline import charts
from paper.kit import DOCUMENTS
from paper.packages import NARROWEST, SCALES
from web import (
    addresses,
    cards,
    changes,
    citations,
    classroom_documents,
    embedding,
    kit,
    packages,
    papers,
    unavailable,
    unknown,
    workbooks,
)
from web.documents import complete

# Other sentences stand in a document when a link changes something.
_LINKS = ("", "&rental_rate=3")
# A figure, a chart, and what is neither.
_EMBEDDED = ("tco", "ladder", "nothing")


def errors(document: Path) -> Iterator[Exception]:
    """What is raised where a template, a word or a file is missing or wrong.

    ``document`` is the file that Streamlit serves at the address of every page.
    """
    page = partial(complete, document.read_text(encoding="utf-8"))
    making = {f"/{path_of(each)}": page for each in PAGES}
    making |= {"/nowhere": unknown.document, unavailable.PATH: unavailable.document}
    making["/sitemap.xml"] = addresses.sitemap
    # What stands in the other pages on paper, those above have drawn.
    making[f"/{FIRST}.html"] = partial(papers.document, FIRST)
    making[workbooks.PATH] = workbooks.made
    making |= {f"/kit/{name}": partial(kit.document, name) for name in DOCUMENTS}
    making |= {f"/embed/{id}": partial(embedding.embedded, id) for id in _EMBEDDED}
    making |= {f"/cite/{FIRST}.txt": citations.cite, "/changes": _since_the_first_edition}
    yield from _failing(_shared())
    yield from _failing(
        partial(make, _request(path, f"lang={code}{more}"))
        for code in LANGUAGES
        for path, make in (*making.items(), *_of_a_class())
        for more in _LINKS
    )


def _shared() -> Iterator[Callable[[], object]]:
    """What makes the previews of the pages as published, which are kept, and a chart's package."""
    for code in LANGUAGES:
        yield partial(_package, code)
        for page in PAGES:
            yield partial(cards.answer, _request("/card", f"lang={code}", page=page))


def _package(code: str) -> Response:
    """All that the first chart takes along, in the language with this code."""
    # As small as it may be: how large a picture is changes nothing but the time.
    query = f"lang={code}&width={NARROWEST}&scale={min(SCALES)}"
    return packages.answer(_request("/chart", query, id=next(iter(charts())), ending="zip"))


def _failing(making: Iterable[Callable[[], object]]) -> Iterator[Exception]:
    for make in making:
        try:
            make()
        except Exception as error:
            yield error


def _since_the_first_edition(request: Request) -> Response:
    """What moved since a link was made: since the first edition there is most to tell."""
    return changes.document(_request(request.url.path, f"{request.url.query}&v=1"))


def _of_a_class() -> Iterator[tuple[str, Callable[[Request], Response]]]:
    """The address of each document of a class, and what makes it: as a class goes on."""
    door = classroom_documents.PATH
    yield door, classroom_documents.door
    yield door, partial(classroom_documents.door, refusal=Refusal("store"))
    first, nobody, one = next(iter(GUESSED)), {}, {"one": None}
    for stage, told, said in (
        (0, (), nobody),
        (1, (), nobody),
        (1, (), one),
        (1, (first,), nobody),
        (1, (first,), one),
    ):
        room = Classroom("K7QX", "", stage, frozenset(told), 0, 0)
        make = partial(classroom_documents.pupil, room=room, said=said, device="one")
        yield f"{door}/{room.code}", make
        make = partial(classroom_documents.board, room=room, said=said, secret="")
        yield f"{door}/{room.code}/board", make


def _request(path: str, query: str, **parts: str) -> Request:
    return Request(
        {
            "type": "http",
            "method": "GET",
            "scheme": "http",
            "path": path,
            "path_params": {"seed": "1", "page": FIRST, "form": "txt", **parts},
            "query_string": query.encode(),
            # This machine's own name: with it a document has all its parts.
            "headers": [(b"host", b"localhost")],
        }
    )
