"""What a link shows of itself where it is shared, at plain addresses: a picture of its figures."""

from functools import partial

from anyio import to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

import exports
from content import FIRST, LANGUAGES, PAGES
from exports import Link
from paper import cards
from paper.cards import Previewed
from web import links, papers
from web.keeping import FOR_MINUTES, kept_in
from web.links import language_of, query_of
from web.packages import AT_ONCE
from web.papers import Shelf

_MADE: Shelf[bytes] = Shelf(8_000_000, name="cards", unit="bytes")
# Where links shared earlier have their picture.
_EARLIER = "/app/static/card-{code}.png"


def address(page: str, link: Link, language: str) -> str:
    """Where the picture of a link stands, below the site, without a leading slash."""
    return f"card/{page}.png?{query_of(link, language)}"


async def card(request: Request) -> Response:
    """``/card/capex.png?rental_rate=3&lang=id``: the preview of this page of this link.

    What cannot be used of the link is an answer 400 that names it.

    Raises:
        HTTPException: 404 if there is no such page.
    """
    return await to_thread.run_sync(partial(answer, kept_only=True), request) or (
        await to_thread.run_sync(answer, request, limiter=AT_ONCE)
    )


def answer(request: Request, kept_only: bool = False) -> Response | None:
    """The same at once; ``kept_only``, None where it has to be made first.

    Raises:
        HTTPException: 404 if there is no such page.
    """
    page = request.path_params["page"]
    if page not in PAGES:
        raise HTTPException(404)
    link, faults = links.read(request.query_params.multi_items())
    if faults:
        return JSONResponse(exports.refusal(faults), status_code=400)
    language = language_of(request, link)
    key = (page, query_of(link, language))

    def make() -> bytes:
        answer = papers.answer_of(page, link, language)
        return cards.picture(Previewed(page, link, language, answer))

    made = _MADE.kept(key) if kept_only else _MADE.get(key, make)
    headers = kept_in(language, link)
    return None if made is None else Response(made, headers=headers, media_type="image/png")


def earlier(request: Request) -> Response:
    """The picture of links that were shared when each language had one for all of them.

    Raises:
        HTTPException: 404 if there is no such language.
    """
    code = request.path_params["code"]
    if code not in LANGUAGES:
        raise HTTPException(404)
    kept = {"Cache-Control": FOR_MINUTES}
    return RedirectResponse(f"/{address(FIRST, Link(), code)}", 308, kept)


ROUTES = (Route("/card/{page}.png", card), Route(_EARLIER, earlier))
