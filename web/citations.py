"""How to cite a page, at plain addresses: as a sentence, and as reference managers read it."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

import exports
from content import PAGES
from exports import citation
from web import links
from web.keeping import kept_in
from web.links import language_of
from web.site import address_of


def cite(request: Request) -> Response:
    """``/cite/claim.bib?rental_rate=3``: a page in a scenario as a reference.

    What it ends in is one of ``exports.citation.FORMATS``. Any part of the link that cannot be
    used is an error 400 that names it: nobody is to cite another scenario than was meant.

    Raises:
        HTTPException: 404 if there is no such page or form.
    """
    page, form = request.path_params["page"], request.path_params["form"]
    if page not in PAGES or form not in citation.FORMATS:
        raise HTTPException(404)
    link, faults = links.read(request.query_params.multi_items())
    if faults:
        return JSONResponse(exports.refusal(faults), status_code=400)
    language = language_of(request, link)
    write, media_type = citation.FORMATS[form]
    headers = {
        **kept_in(language, link),
        "X-Robots-Tag": "noindex",
        "Content-Disposition": f'inline; filename="{page}.{form}"',
    }
    text = write(citation.of_page(page, link, language, address_of(request)))
    return Response(text, headers=headers, media_type=f"{media_type}; charset=utf-8")


ROUTES = (Route("/cite/{page}.{form}", cite),)
