"""The document where there is no page: it says so, and leads to every page there is."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse

from content import GROUPS, LANGUAGES, PAGES, path_of
from web.files import FILES
from web.keeping import NOT_KEPT, varying
from web.links import embedding_of, language_of, link_of, query_of
from web.markup import fill


def document(request: Request) -> HTMLResponse:
    """The answer 404 in the reader's language; its links keep the scenario of the request."""
    link = link_of(request)
    language = LANGUAGES[language_of(request, link)]
    kept = (query_of(link, link.language), urlencode(embedding_of(request)))
    query = "&".join(filter(None, kept))
    say = language.label
    text = fill(
        "signpost.html",
        code=language.code,
        direction=language.direction,
        say=say,
        title=say("unknown_address.title"),
        sentences=[say("unknown_address.sentence")],
        up="../" * (request.scope["path"].count("/") - 1),
        groups=GROUPS,
        addresses={
            page: (path_of(page) or "./") + (f"?{query}" if query else "") for page in PAGES
        },
        icon=FILES.address("favicon.png"),
        styles=[FILES.address("style.css"), FILES.address("plain.css")],
        style="",
    )
    headers = {**NOT_KEPT, **varying(link)}
    return HTMLResponse(text, 404, headers)
