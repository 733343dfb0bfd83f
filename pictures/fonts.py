"""Make the fonts of pictures out of those of the pages: ``python -m pictures.fonts``.

What draws pictures reads no font whose weight is variable, nor one that is compressed. So each
weight that pictures use becomes a file of its own, as TrueType, which draws and measures, and as
WOFF2, which goes into an SVG. They get names of their own, as their licence asks of whoever
changes them, and as nobody's machine has a font of such a name.
"""

from pathlib import Path

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from paper.lettering import FACES, FOLDER, Face

PAGES = Path(__file__).parent.parent / "static" / "fonts"
# The weight of its family that a face is cut at, and the file of the pages that has it.
CUT = {
    "regular": ("source-sans-3.woff2", 400),
    "semibold": ("source-sans-3.woff2", 600),
    "heading": ("source-serif-4.woff2", 600),
}
ARROW = 0x2192


def cut(face: Face, source: str, weight: int) -> TTFont:
    """A face at one weight, with an arrow to the right, which the pages' fonts do not have."""
    font = instantiateVariableFont(TTFont(PAGES / source), {"wght": weight})
    add_arrow(font, thickness=weight // 7)
    for record in list(font["name"].names):
        if record.nameID in (1, 3, 4, 6, 16, 17, 21, 22, 25):
            font["name"].removeNames(nameID=record.nameID)
    family, style = face.family, "Bold" if face.weight > 400 else "Regular"
    names = {1: family, 2: style, 4: f"{family} {style}", 3: f"{family} {style} 1"}
    names[6] = f"{family}-{style}".replace(" ", "")
    for id, text in names.items():
        font["name"].setName(text, id, 3, 1, 0x409)
    font["OS/2"].usWeightClass = face.weight
    # The same bytes whenever they are made.
    font.recalcTimestamp = False
    return font


def add_arrow(font: TTFont, thickness: int) -> None:
    """Draw an arrow as wide as an em dash, at its height, where the font has none."""
    if ARROW in font.getBestCmap():
        return
    dash = font["glyf"][font.getBestCmap()[0x2014]]
    width, middle = font["hmtx"][font.getBestCmap()[0x2014]][0], (dash.yMin + dash.yMax) / 2
    left, right, half, head = 60, width - 60, thickness / 2, width // 4
    pen = TTGlyphPen(None)
    pen.moveTo((left, middle - half))
    for point in (
        (left, middle + half),
        (right - head * 0.6, middle + half),
        (right - head, middle + head * 0.7),
        (right - head + thickness, middle + head * 0.7 + half),
        (right, middle),
        (right - head + thickness, middle - head * 0.7 - half),
        (right - head, middle - head * 0.7),
        (right - head * 0.6, middle - half),
    ):
        pen.lineTo(point)
    pen.closePath()
    glyph = pen.glyph()
    glyph.recalcBounds(font["glyf"])
    font.setGlyphOrder([*font.getGlyphOrder(), "arrowright"])
    font["glyf"]["arrowright"] = glyph
    font["hmtx"]["arrowright"] = (width, left)
    for table in font["cmap"].tables:
        table.cmap[ARROW] = "arrowright"


def main() -> None:
    """Write every face where pictures look for it."""
    for name, (source, weight) in CUT.items():
        font = cut(FACES[name], source, weight)
        font.flavor = None
        font.save(FOLDER / f"{name}.ttf")
        font.flavor = "woff2"
        font.save(FOLDER / f"{name}.woff2")


if __name__ == "__main__":
    main()
