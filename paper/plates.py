"""Pictures that stand alone: words and drawings set under one another in one SVG, and as PNG."""

import io
import math
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import vl_convert
from PIL import Image

from paper import lettering
from paper.lettering import SERIF, Face
from paper.markup import fill
from paper.pictures import Drawn, theme_of

_COLOURS = 256
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# The first chunk of any PNG: its length, name, thirteen bytes and a checksum.
_HEADER = 8 + 13 + 4


@dataclass
class Plate:
    """A picture in the making: what is added stands under what was added before.

    ``width``, ``margin`` and ``at``, how far down the next thing stands, are in pixels.
    ``title`` and ``description`` are read to those who cannot see it, in the language with this
    code.
    """

    width: int
    margin: int
    title: str
    description: str
    language: str
    theme: str = "light"
    at: float = field(init=False)
    texts: list[dict[str, Any]] = field(init=False, default_factory=list)
    _drawings: list[dict[str, Any]] = field(init=False, default_factory=list)
    _rectangles: list[dict[str, Any]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.at = float(self.margin)

    @property
    def room(self) -> int:
        """How wide a line of text may be, in pixels."""
        return self.width - 2 * self.margin

    @property
    def height(self) -> int:
        """How high it is with what stands there so far, in pixels."""
        return math.ceil(self.at + self.margin)

    def space(self, pixels: float) -> None:
        """Leave so much free."""
        self.at += pixels

    def text(
        self,
        text: str,
        face: Face,
        size: float,
        *,
        leading: float = 1.35,
        colour: str = "textColor",
        balanced: bool = False,
        left: float = 0,
        room: float | None = None,
    ) -> None:
        """A text in as many lines as it takes.

        Letters are ``size`` pixels large, lines ``leading`` times that apart, and ``colour`` is one
        of the theme's. ``balanced``, they are about as long as one another, and no more of them.
        It stands so far from the ``left`` margin, and lines are at most ``room`` wide.
        """
        room = room or self.room
        room = face.balanced(text, size, room) if balanced else room
        lines = []
        for line in face.lines(text, size, room):
            # The line's letters stand in the middle of its height.
            lines.append((round(self.at + size * (leading / 2 + 0.35), 2), line))
            self.at += size * leading
        self.texts.append(
            {
                "x": self.margin + left,
                "family": face.family,
                "kind": "serif" if face.family == SERIF else "sans-serif",
                "weight": face.weight,
                "size": size,
                "colour": theme_of(self.theme)[colour],
                "lines": lines,
            }
        )

    def drawing(self, drawn: Drawn) -> None:
        """A chart."""
        self._drawings.append(
            {
                "x": self.margin,
                "y": round(self.at, 2),
                "inside": drawn.inside,
            }
        )
        self.at += drawn.height

    def bar(self, width: float, height: float, colour: str, left: float = 0) -> None:
        """A bar in any colour, so far from the left margin."""
        self._rectangles.append(
            {
                "x": self.margin + left,
                "y": round(self.at, 2),
                "width": round(width, 2),
                "height": height,
                "colour": colour,
            }
        )
        self.at += height

    def svg(self, *, with_fonts: bool = True, height: int | None = None) -> str:
        """The picture as SVG, read alike everywhere ``with_fonts``; or of this ``height``."""
        return fill(
            "plate.svg",
            width=self.width,
            height=height or self.height,
            title=self.title,
            description=self.description,
            language=self.language,
            style=lettering.embedded() if with_fonts else "",
            ground=theme_of(self.theme)["backgroundColor"],
            texts=self.texts,
            drawings=self._drawings,
            rectangles=self._rectangles,
        )


def png(svg: str, scale: float = 1.0) -> bytes:
    """A plate's SVG as PNG, each of its pixels ``scale`` pixels wide and high."""
    lettering.register()
    drawn = Image.open(io.BytesIO(vl_convert.svg_to_png(svg, scale=scale))).convert("RGB")
    made = io.BytesIO()
    # Flat colours and the edges of letters: a seventh of the bytes, and nobody sees it.
    drawn.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        made, "PNG"
    )
    return made.getvalue()


def described(png: bytes, texts: Mapping[str, str]) -> bytes:
    """A PNG that says these texts of itself, by the keywords of its standard: ``Description``."""
    chunks = b"".join(
        _chunk(b"iTXt", keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode())
        for keyword, text in texts.items()
    )
    after = len(_SIGNATURE) + _HEADER
    return png[:after] + chunks + png[after:]


def _chunk(name: bytes, content: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + checksum
