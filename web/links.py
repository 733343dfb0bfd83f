"""The link that a request carries: what it asks for, and in which language."""

from collections.abc import Iterable
from dataclasses import replace

from starlette.requests import Request

import exports
from content import LANGUAGES, accepted, preferred
from costmodel import Fault
from exports import Link
from web import measures

# Streamlit's own parts of an address: whether the page stands inside another site.
_EMBEDDING = ("embed", "embed_options")


def read(pairs: Iterable[tuple[str, str]]) -> tuple[Link, tuple[Fault, ...]]:
    """The link that these parts of a request's query make, and what cannot be used of them."""
    link, faults = exports.read(pairs, LANGUAGES)
    measures.note(faults)
    return link, faults


def link_of(request: Request) -> Link:
    """The link a request carries; what cannot be used of it is left out."""
    link, _ = read(request.query_params.multi_items())
    return link


def language_of(request: Request, link: Link) -> str:
    """The code of the language a link asks for, else of the one the browser prefers."""
    return link.language or preferred(accepted(request.headers.get("accept-language", "")))


def query_of(link: Link, language: str | None) -> str:
    """The query of a link in a language, or in the one the reader's browser will prefer."""
    return exports.write(replace(link, language=language))


def embedding_of(request: Request) -> list[tuple[str, str]]:
    """The parts of an address that put a page inside another site; no link of ours holds them.

    Empty where the page does not stand inside one.
    """
    found = [each for each in request.query_params.multi_items() if each[0] in _EMBEDDING]
    return found if any((name, on.lower()) == ("embed", "true") for name, on in found) else []
