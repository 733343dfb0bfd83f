"""What a proxy says when no server of the site answers: that nothing is lost, and what it has kept.

A proxy asks for it while all is well and keeps it. It stands in the place of any address, so
its links begin at the root, and it brings its style with it.
"""

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from content import GROUPS, LANGUAGES, PAGES, path_of
from exports import Link
from web.files import FILES
from web.keeping import kept_in
from web.links import language_of, link_of, query_of
from web.markup import fill

PATH = "/unavailable"


def addresses(language: str) -> dict[str, str]:
    """Where each page stands as published, in the language with this code, without a slash."""
    query = query_of(Link(), language)
    return {page: f"{path_of(page)}?{query}" for page in PAGES}


def document(request: Request) -> HTMLResponse:
    """The answer, in the language that the address names or the browser prefers."""
    link = link_of(request)
    language = LANGUAGES[language_of(request, link)]
    say = language.label
    text = fill(
        "signpost.html",
        code=language.code,
        direction=language.direction,
        say=say,
        title=say("unavailable.title"),
        sentences=[say("unavailable.sentence"), say("unavailable.kept")],
        up="/",
        groups=GROUPS,
        addresses=addresses(language.code),
        icon=FILES.address("favicon.png"),
        styles=[],
        style="".join(map(FILES.inlined, ("style.css", "plain.css"))),
    )
    return HTMLResponse(text, headers=kept_in(language.code, link))


ROUTES = (Route(PATH, document),)
