"""The kit for teachers at plain addresses: lesson, talk, worksheets and keys, exit ticket."""

from collections.abc import Callable
from functools import partial

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from costmodel import quoted, read_whole
from exports import SEEDS, LinkFault
from paper import kit
from paper.kit import DOCUMENTS, SEEDED, SIZES, Asked
from web import links
from web.files import FILES
from web.keeping import kept_in
from web.links import language_of, query_of
from web.papers import Shelf
from web.site import address_of

# What was made is kept: whoever prints a sheet for a class asks for it more than once.
_MADE: Shelf[str] = Shelf(12_000_000, name="kit")
# The size of the paper, beside a link's own parts.
_SIZE = "size"


def document(name: str, request: Request) -> Response:
    """``/kit/lesson.html?rental_rate=3&size=letter``: a document, stand-alone.

    A size that is not known is an error 400 that names it, a seed that there is not 404. What
    cannot be used of the link is named in the document.
    """
    asked = _asked(name, request)
    if isinstance(asked, Response):
        return asked
    return HTMLResponse(_made(asked, _html), headers=kept_in(asked.language, asked.link))


def text(name: str, request: Request) -> Response:
    """``/kit/lesson.md?…``: the same document as Markdown."""
    asked = _asked(name, request)
    if isinstance(asked, Response):
        return asked
    headers = kept_in(asked.language, asked.link)
    return PlainTextResponse(_made(asked, kit.text), headers=headers, media_type="text/markdown")


def _html(asked: Asked) -> str:
    return kit.html(asked, styles=[FILES.address("kit.css")], icon=FILES.address("favicon.png"))


def _made(asked: Asked, make: Callable[[Asked], str]) -> str:
    # What somebody's address says wrongly is said to nobody a second time.
    if asked.found:
        return make(asked)
    query = query_of(asked.link, asked.language)
    key = (make.__name__, asked.name, asked.seed, asked.size, query, asked.site)
    return _MADE.get(key, lambda: make(asked))


def _asked(name: str, request: Request) -> Asked | Response:
    """What a request asks for, or the answer to one that cannot be met.

    Raises:
        HTTPException: 404 if there is no such seed.
    """
    pairs = request.query_params.multi_items()
    sizes = [given for each, given in pairs if each == _SIZE]
    if wrong := [given for given in sizes if given not in SIZES]:
        refused = LinkFault("unknown", _SIZE, quoted(wrong[0]))
        said = f"{refused.message}; it is one of {', '.join(SIZES)}\n"
        return PlainTextResponse(said, 400)
    link, faults = links.read(each for each in pairs if each[0] != _SIZE)
    return Asked(
        name,
        link,
        language_of(request, link),
        size=sizes[-1] if sizes else next(iter(SIZES)),
        seed=_seed(request.path_params["seed"]) if name in SEEDED else 0,
        found=faults,
        site=address_of(request),
    )


def _seed(given: str) -> int:
    seed = read_whole(given)
    # One sheet has one address.
    if seed is None or not 0 <= seed < SEEDS or str(seed) != given:
        raise HTTPException(404)
    return seed


def _path(name: str) -> str:
    return f"/kit/{name.replace('_', '-')}" + ("-{seed}" if name in SEEDED else "")


ROUTES = (
    *(Route(f"{_path(name)}.html", partial(document, name)) for name in DOCUMENTS),
    *(Route(f"{_path(name)}.md", partial(text, name)) for name in DOCUMENTS),
)
