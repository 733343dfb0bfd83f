"""A scenario as a workbook at a plain address: made beside the loop, a few at once, and kept."""

from functools import partial
from urllib.parse import quote

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

import exports
from exports import workbook
from web import links
from web.keeping import kept_in
from web.links import language_of, query_of
from web.papers import Shelf
from web.site import address_of

PATH = "/scenario.xlsx"
_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Each takes a processor for a tenth of a second; who asks for more of them waits.
_AT_ONCE = CapacityLimiter(2)
# One takes some sixty thousand bytes.
_MADE: Shelf[bytes] = Shelf(6_000_000, name="workbooks", unit="bytes")


async def scenario(request: Request) -> Response:
    """``/scenario.xlsx?rental_rate=3&lang=id``: the scenario as a workbook, see :func:`made`."""
    return await to_thread.run_sync(partial(made, request), limiter=_AT_ONCE)


def made(request: Request) -> Response:
    """The workbook of the link that a request carries.

    A whole link's query may be pasted. Any part that cannot be used is an error 400 that names
    every such part: in a file nobody would be told.
    """
    link, faults = links.read(request.query_params.multi_items())
    if faults:
        return JSONResponse(exports.refusal(faults), status_code=400)
    language, site = language_of(request, link), address_of(request)
    kept = kept_in(language, link)
    link = workbook.scenario_of(link)
    key = (query_of(link, language), site)
    name = workbook.file_name(link, language)
    content = _MADE.get(key, partial(workbook.make, link, language, site))
    headers = {
        **kept,
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "X-Robots-Tag": "noindex",
    }
    return Response(content, headers=headers, media_type=_MEDIA_TYPE)


ROUTES = (Route(PATH, scenario),)
