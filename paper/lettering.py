"""The letters of pictures that stand alone: which fonts, how wide a line is, where it breaks.

``python -m pictures.fonts`` makes the files. Everywhere they are the same, so everywhere a
picture of one link is the same, whatever fonts a machine has.
"""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import vl_convert
from PIL import ImageFont

FOLDER = Path(__file__).with_name("fonts")
SANS, SERIF = "Five Million Sans", "Five Million Serif"
_STEPS = 16
# Where an address may be broken: behind what divides its parts.
_OF_AN_ADDRESS = re.compile(r"[^&?/]*[&?/]?")
# Between words, but not between a number and what it is a number of: "$2.57 billion".
_BETWEEN_WORDS = re.compile(r"(?<!\d)\s+|\s+(?![^\W\d_A-Z])")


@dataclass(frozen=True)
class Face:
    """A font at one weight: its family and weight, as SVG and CSS name them."""

    name: str
    family: str
    weight: int

    def width(self, text: str, size: float) -> float:
        """How wide a line is, in pixels, its letters so many pixels large."""
        return _hundred(self.name).getlength(text) * size / 100

    def lines(self, text: str, size: float, room: float) -> list[str]:
        """A text broken into lines that are at most ``room`` pixels wide.

        A word that is wider by itself is broken like an address, or between any two letters.
        """
        lines: list[str] = []
        for word, between in self._words(text, size, room):
            line = lines[-1] + between + word if lines else word
            if lines and self.width(line, size) <= room:
                lines[-1] = line
            else:
                lines.append(word)
        return lines

    def balanced(self, text: str, size: float, room: float) -> float:
        """The narrowest room, in steps, in which a text takes no more lines than in this one."""
        count = len(self.lines(text, size, room))
        narrower = (room * step / _STEPS for step in range(_STEPS // 2, _STEPS))
        return next((each for each in narrower if len(self.lines(text, size, each)) <= count), room)

    def _words(self, text: str, size: float, room: float) -> Iterator[tuple[str, str]]:
        """Each word, and what stands between it and the one before."""
        for word in _BETWEEN_WORDS.split(text.strip()):
            if self.width(word, size) <= room:
                yield word, " "
                continue
            for place, part in enumerate(filter(None, _OF_AN_ADDRESS.findall(word))):
                between = "" if place else " "
                while self.width(part, size) > room:
                    end = next(
                        n for n in range(len(part), 0, -1) if self._fits(part[:n], size, room)
                    )
                    yield part[:end], between
                    part, between = part[end:], ""
                yield part, between

    def _fits(self, text: str, size: float, room: float) -> bool:
        return len(text) == 1 or self.width(text, size) <= room


FACES = {
    face.name: face
    for face in (
        Face("regular", SANS, 400),
        Face("semibold", SANS, 600),
        Face("heading", SERIF, 600),
    )
}
REGULAR, SEMIBOLD, HEADING = FACES.values()


@lru_cache(maxsize=8)
def _hundred(name: str) -> ImageFont.FreeTypeFont:
    # Without kerning by another library: the same everywhere.
    return ImageFont.truetype(FOLDER / f"{name}.ttf", 100, layout_engine=ImageFont.Layout.BASIC)


@cache
def register() -> None:
    """Let what draws pictures find the fonts; done once."""
    vl_convert.register_font_directory(str(FOLDER))


@cache
def embedded() -> str:
    """The fonts as a style to stand in an SVG, which is then read alike everywhere."""
    return "".join(
        f"@font-face{{font-family:'{face.family}';font-weight:{face.weight};"
        f"src:url(data:font/woff2;base64,{_in_base64(face)}) format('woff2')}}"
        for face in FACES.values()
    )


def _in_base64(face: Face) -> str:
    return base64.b64encode((FOLDER / f"{face.name}.woff2").read_bytes()).decode()
