"""The proxy keeps a copy of every page: ``python -m deploy.copies [ADDRESS] [--every SECONDS]``.

When no replica answers, the proxy shows what it has kept. Readers keep it filled with what they
open; this opens the rest: every page as published in every language, as it is asked for with and
without a query, and what these documents ask for.
"""

import argparse
import http.client
import re
import sys
import time
import urllib.request
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from content import LANGUAGES, PAGES, path_of
from web import unavailable
from web.site import SETTING, public_address

# What a document names that a browser asks for at once.
_ASKED_FOR = re.compile(rb'(?:src|href)="(\./(?:static|app/static)/[^"]+)"')
_SECONDS = 30


def documents() -> Iterator[tuple[str, str]]:
    """Path and query of what is kept, each with the language it is asked for in.

    Without a query the reader's browser chooses: mostly one of the languages there are, or none.
    """
    for code in LANGUAGES:
        yield f"{unavailable.PATH}?lang={code}", code
        for page in PAGES:
            yield f"/{path_of(page)}", code
            for preferred in (*LANGUAGES, ""):
                yield f"/{unavailable.addresses(code)[page]}", preferred
    for page in PAGES:
        yield f"/{path_of(page)}", ""


def keep(address: str, host: str) -> tuple[int, list[str]]:
    """Ask for everything once: how much was answered, and what was not.

    ``address`` is where the proxy is; ``host`` the name by which readers ask for the site.
    """
    asked: set[tuple[str, str]] = set()
    failed = []
    waiting = list(documents())
    while waiting:
        path, language = each = waiting.pop(0)
        if each in asked:
            continue
        asked.add(each)
        body = _answer(address + path, host, language)
        if body is None:
            failed.append(path)
            continue
        found = (urljoin(path, name.decode()) for name in _ASKED_FOR.findall(body))
        # They are the same in every language.
        waiting += [(name.replace("&amp;", "&"), "") for name in found]
    return len(asked) - len(failed), failed


def _answer(address: str, host: str, language: str) -> bytes | None:
    """The body at an address, None if there is none."""
    headers = {"Host": host, "Accept-Encoding": "identity"}
    if language:
        headers["Accept-Language"] = language
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:
            return answer.read()
    except (OSError, http.client.HTTPException):
        return None


def main() -> int:
    """Keep everything, once or again and again; 1 where something was not answered."""
    arguments = argparse.ArgumentParser(prog="python -m deploy.copies", description=__doc__)
    arguments.add_argument("address", nargs="?", help=f"of the proxy; by default {SETTING}")
    arguments.add_argument("--every", type=float, metavar="SECONDS")
    given = arguments.parse_args()
    public = public_address()
    address = (given.address or public or "").rstrip("/")
    if not address:
        arguments.error(f"neither an address nor {SETTING} is given")
    host = urlsplit(public or address).netloc
    while True:
        kept, failed = keep(address, host)
        sys.stderr.write(f"{kept} answers are kept for {host}\n")
        for path in failed:
            sys.stderr.write(f"not answered: {path}\n")
        if given.every is None:
            return 1 if failed else 0
        time.sleep(given.every)


if __name__ == "__main__":
    raise SystemExit(main())
