"""The HTML document around the application: language, title, description, card, per page.

Streamlit serves one document for every address. What link previews, search engines
and screen readers need before any script runs is written into it here.
"""

from html import escape

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import exports
from content import FIRST, LANGUAGES, PAGES, accepted, path_of, preferred
from web.files import FILES
from web.site import address_of

# With these Streamlit would answer compressed, or not at all; the document could not be rewritten.
_HINDERING = (b"accept-encoding", b"if-none-match", b"if-modified-since")


class Documents:
    """Middleware that completes every HTML document on its way out.

    Addresses that are no page get the status 404; the application itself then says so.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; rewrite what turns out to be a document."""
        # Scripts, fonts and pictures have a file name; they pass untouched, and compressed.
        if scope["type"] != "http" or "." in scope["path"].rpartition("/")[2]:
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        headers = [each for each in scope["headers"] if each[0] not in _HINDERING]
        start: Message | None = None
        body = b""

        async def rewrite(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                if "text/html" in Headers(raw=message["headers"]).get("content-type", ""):
                    start = message
                else:
                    await send(message)
            elif start is None or message["type"] != "http.response.body":
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body"):
                    page = page_at(request.url.path)
                    text = complete(body.decode(), request, page or FIRST).encode()
                    fields = MutableHeaders(raw=list(start["headers"]))
                    if request.method != "HEAD":
                        fields["content-length"] = str(len(text))
                    fields["vary"] = "Accept-Language"
                    if "etag" in fields:
                        del fields["etag"]
                    status = start["status"] if page else 404
                    await send({**start, "status": status, "headers": fields.raw})
                    await send({"type": "http.response.body", "body": text if body else b""})

        await self.app({**scope, "headers": headers}, receive, rewrite)


def page_at(path: str) -> str | None:
    """The page at an address, None if there is none."""
    return next((page for page in PAGES if path.strip("/") == path_of(page)), None)


def language_of(request: Request) -> str:
    """The language a link asks for, else the one the browser prefers."""
    link, _ = exports.read(request.query_params.multi_items(), LANGUAGES)
    return link.language or preferred(accepted(request.headers.get("accept-language", "")))


def complete(document: str, request: Request, page: str) -> str:
    """Streamlit's document with the language, title, description and card of ``page``."""
    language = LANGUAGES[code := language_of(request)]
    site = address_of(request)
    address = f"{site}/{path_of(page)}"
    name, title = language.label("ui.title"), language.label(f"pages.{page}.question")
    description = language.label(f"pages.{page}.description")
    tags = [f'<meta name="description" content="{escape(description)}">']
    tags += [
        f'<meta property="og:{field}" content="{escape(content)}">'
        for field, content in {
            "type": "article",
            "site_name": name,
            "title": title,
            "description": description,
            "url": f"{address}?lang={code}",
            "locale": code,
            "image": f"{site}/{FILES.address(f'card-{code}.png')}",
            "image:width": "1200",
            "image:height": "630",
            "image:alt": language.label("ui.card_alt"),
        }.items()
        # Cards are fetched by whole addresses only.
        if site or field not in ("url", "image", "image:width", "image:height", "image:alt")
    ]
    # In the document, and not drawn with the page: the browser reads it once, not at every change.
    tags.append(f'<link rel="stylesheet" href="./{FILES.address("style.css")}">')
    # The browser would ask for it only once it has read the style and drawn a heading.
    tags.append(
        f'<link rel="preload" href="./{FILES.address("fonts/source-serif-4.woff2")}" '
        'as="font" type="font/woff2" crossorigin>'
    )
    tags.append('<meta name="twitter:card" content="summary_large_image">')
    tags.append(f'<link rel="canonical" href="{escape(address)}?lang={code}">')
    tags += [
        f'<link rel="alternate" hreflang="{other}" href="{escape(address)}?lang={other}">'
        for other in LANGUAGES
    ]
    return (
        document.replace('<html lang="en">', f'<html lang="{code}">', 1)
        .replace("<title>Streamlit</title>", f"<title>{escape(title)} · {escape(name)}</title>", 1)
        .replace('href="./favicon.png"', f'href="./{FILES.address("favicon.png")}"', 1)
        .replace("</head>", "\n".join(tags) + "\n</head>", 1)
    )
