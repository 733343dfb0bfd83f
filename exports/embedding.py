"""The code that puts a figure or a chart of ours into a page of somebody else's."""

from dataclasses import dataclass
from html import escape

# How wide a frame is where nothing says otherwise: as wide as a column of text.
USUAL_WIDTH = 700


@dataclass(frozen=True)
class Frame:
    """What is to be put into a page; every address is a whole one.

    ``address`` is that of the document in the frame, ``page`` of the page that it is taken from,
    ``script`` of what makes the frame as high as the document. ``title`` says what is seen.
    ``height`` in pixels is enough for it on a narrow phone. ``picture`` is the address of a
    picture of it, empty if there is none, and ``alt`` says what is seen there.
    """

    address: str
    page: str
    script: str
    title: str
    height: int
    picture: str = ""
    alt: str = ""


def embed_code(frame: Frame, width: int | None = None, height: int | None = None) -> str:
    """The HTML to paste: a frame, and in it what stays where frames are taken out.

    The script is for the height alone, and may be left out. ``width`` and ``height`` in pixels
    are for a host that knows them; without, a frame is as wide as what it stands in.
    """
    script = f'<script async src="{escape(frame.script)}"></script>'
    return f"{_iframe(frame, width or '100%', height or frame.height)}\n{script}"


def _iframe(frame: Frame, width: int | str, height: int) -> str:
    return (
        f'<iframe src="{escape(frame.address)}" title="{escape(frame.title)}" width="{width}" '
        f'height="{height}" loading="lazy" style="border:0;max-width:100%">'
        f"{embed_picture(frame)}</iframe>"
    )


def embed_picture(frame: Frame) -> str:
    """The HTML where no frame is allowed: a picture that leads to the page, else its name."""
    shown = escape(frame.title)
    if frame.picture:
        shown = (
            f'<img src="{escape(frame.picture)}" alt="{escape(frame.alt)}" '
            'loading="lazy" style="max-width:100%;height:auto">'
        )
    return f'<a href="{escape(frame.page)}">{shown}</a>'


def oembed(
    frame: Frame, provider: str, site: str, width: int | None = None, height: int | None = None
) -> dict[str, object]:
    """The same as oEmbed 1.0 tells it, of type ``rich``, see https://oembed.com.

    ``provider`` is the name of this site and ``site`` its address; ``width`` and ``height`` in
    pixels are the most that the asker has room for.
    """
    across = min(width or USUAL_WIDTH, USUAL_WIDTH)
    down = min(height or frame.height, frame.height)
    # Where there is less room than it takes, it is scrolled, and no script makes it higher.
    html = embed_code(frame, across, down) if down == frame.height else _iframe(frame, across, down)
    return {
        "type": "rich",
        "version": "1.0",
        "title": frame.title,
        "provider_name": provider,
        "provider_url": f"{site}/",
        "cache_age": 300,
        "width": across,
        "height": down,
        "html": html,
    }
