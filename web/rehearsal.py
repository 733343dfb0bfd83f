"""Every document made before the first reader comes, so that none fails when one does."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from starlette.requests import Request

from content import LANGUAGES, PAGES, path_of
from web import addresses, unknown
from web.documents import complete

# Other sentences stand in a document when a link changes something.
_LINKS = ("", "&rental_rate=3")


def errors(document: Path) -> Iterator[Exception]:
    """What is raised where a template, a word or a file is missing or wrong.

    ``document`` is the file that Streamlit serves at the address of every page.
    """
    page = partial(complete, document.read_text(encoding="utf-8"))
    making = {f"/{path_of(each)}": page for each in PAGES}
    making |= {"/nowhere": unknown.document, "/sitemap.xml": addresses.sitemap}
    for code in LANGUAGES:
        for path, make in making.items():
            for more in _LINKS:
                try:
                    make(_request(path, f"lang={code}{more}"))
                except Exception as error:
                    yield error


def _request(path: str, query: str) -> Request:
    return Request(
        {
            "type": "http",
            "method": "GET",
            "scheme": "http",
            "path": path,
            "query_string": query.encode(),
            # This machine's own name: with it a document has all its parts.
            "headers": [(b"host", b"localhost")],
        }
    )
