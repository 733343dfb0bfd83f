"""Figures as JSON in the documented form, and its schema, at addresses that carry its version."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

import exports
from costmodel import Fault, quoted
from exports import BESIDE, FORM, LinkFault, described
from exports.schema import schema
from web import links
from web.keeping import FOR_MINUTES
from web.site import address_of

# What is to stand beside the values: the only part of the address that is of no link.
_WITH = "with"
_FIGURES, _SCHEMA = f"/api/v{FORM}/figures.json", f"/api/v{FORM}/schema.json"
# Whoever computes on a page of their own may ask from there, and ask whether what it has holds.
_OPEN = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag"}


def figures(request: Request) -> Response:
    """``/api/v1/figures.json?rental_rate=3&with=units,grades``: a scenario in the documented form.

    ``with`` names what is to stand beside values, with commas between or as often as there is
    something. Any part that cannot be used is an error 400 that names it.
    """
    given = request.query_params.multi_items()
    wanted = [word for name, text in given if name == _WITH for word in text.split(",")]
    unknown: list[Fault] = [_Beside("unknown", _WITH, quoted(x)) for x in wanted if x not in BESIDE]
    link, faults = links.read(each for each in given if each[0] != _WITH)
    if refused := (*unknown, *faults):
        return JSONResponse(exports.refusal(refused), status_code=400, headers=_OPEN)
    told = described(link, wanted, schema=address_of(request) + _SCHEMA)
    return JSONResponse(told, headers={**_OPEN, "Cache-Control": FOR_MINUTES})


class _Beside(LinkFault):
    """A word behind ``with`` that asks for nothing."""

    @property
    def message(self) -> str:
        """The fault in English, naming what can be asked for."""
        return f"{super().message}; it is one of {', '.join(BESIDE)}"


def form(request: Request) -> Response:
    """``/api/v1/schema.json``: what the answer of :func:`figures` looks like, as JSON Schema."""
    told = schema(address_of(request) + _SCHEMA)
    headers = {**_OPEN, "Cache-Control": FOR_MINUTES}
    return JSONResponse(told, headers=headers, media_type="application/schema+json")


ROUTES = (Route(_FIGURES, figures), Route(_SCHEMA, form))
