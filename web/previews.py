"""What a page's figures will read, for a slider that is moved: at plain addresses.

A browser asks while nobody waits, and looks up what it shows under the reader's finger; see
``ui/frame/previews.js`` and ``telling/live.py``.
"""

import json
from dataclasses import replace

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from content import LANGUAGES
from costmodel import ASSUMPTIONS, Scenario
from exports import Link
from telling import Telling, live
from telling.stops import stops
from web import links
from web.keeping import FOR_MINUTES, varying
from web.links import language_of, query_of
from web.papers import Shelf

# A page has some twenty texts that follow a slider; nobody's has a hundred.
_MOST_TEXTS = 100
_SHOW = "show"
_PREVIEWS: Shelf[str] = Shelf(8_000_000, name="previews")


def preview(request: Request) -> Response:
    """``/previews/rental_rate.json?show=number.tco&…``: texts at every stop of a slider.

    ``show`` names the texts, as often as there are some. The answer has ``values``, the stops
    and the value the link says, rising; and ``texts``: by key and part, one for each value.

    Raises:
        HTTPException: 404 if there is no such assumption, 400 if there is no such text, or too
            many are asked for.
    """
    assumption = request.path_params["assumption"]
    if assumption not in ASSUMPTIONS:
        raise HTTPException(404)
    asked = [(name, text) for name, text in request.query_params.multi_items()]
    keys = tuple(dict.fromkeys(text for name, text in asked if name == _SHOW))
    if len(keys) > _MOST_TEXTS:
        raise HTTPException(400, f"{_SHOW}: more than {_MOST_TEXTS} texts")
    link, _ = links.read([each for each in asked if each[0] != _SHOW])
    language = language_of(request, link)
    rest = _without(link, assumption)

    def make() -> str:
        tell = Telling.of(LANGUAGES[language], link.changes)
        values = sorted(
            {*(each.value for each in stops(assumption, language)), tell.value(assumption)}
        )
        texts = live.at_stops(tell, assumption, values, keys)
        told = {"values": values, "texts": texts}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))

    on_a_stop = any(
        link.changes.get(assumption, each.value) == each.value
        for each in stops(assumption, language)
    )
    # To whoever stands on a stop, all of them are the same.
    key = (assumption, query_of(rest if on_a_stop else link, language), keys)
    try:
        text = _PREVIEWS.get(key, make)
    except KeyError as unknown:
        return JSONResponse({"error": f"{_SHOW}: {unknown.args[0]}"}, status_code=400)
    headers = {
        "Cache-Control": FOR_MINUTES,
        **varying(link),
        "X-Robots-Tag": "noindex",
        # A frame that its host has closed off asks as nobody's.
        "Access-Control-Allow-Origin": "*",
    }
    return Response(text, headers=headers, media_type="application/json")


def _without(link: Link, assumption: str) -> Link:
    rest = {id: value for id, value in link.changes.items() if id != assumption}
    return replace(link, changes=Scenario(rest))


ROUTES = (Route("/previews/{assumption}.json", preview),)
