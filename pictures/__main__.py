"""Draw the pictures of link previews, card-<language>.png, and favicon.png from favicon.svg."""

import argparse
import base64
import io
import tomllib
from html import escape
from pathlib import Path
from string import Template

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from content import LANGUAGES, Language

HERE = Path(__file__).parent
SERVED = HERE.parent / "static"
WIDTH, HEIGHT = 1200, 630  # what link previews ask for
MARGIN = 72

_THEME = tomllib.loads((HERE.parent / ".streamlit" / "config.toml").read_text(encoding="utf-8"))[
    "theme"
]["light"]
PAPER, TEXT = _THEME["backgroundColor"], _THEME["textColor"]
RUN, HARDWARE, OPERATION, PEOPLE = _THEME["chartCategoricalColors"]

# The eight rungs of the ladder, from the narrowest question to the widest, each in the
# colour of the costs it adds. The lengths are a drawing: each is a fixed multiple of the
# one before and none is a figure.
RUNGS = (RUN, RUN, RUN, RUN, HARDWARE, HARDWARE, OPERATION, PEOPLE)
LONGEST, GROWTH = WIDTH - 2 * MARGIN, 1.42

PAGE = Template("""<!doctype html>
<html lang="$language">
<style>
  @font-face { font-family: "Card Serif"; font-weight: 200 900; src: url($serif) }
  @font-face { font-family: "Card Sans"; font-weight: 200 900; src: url($sans) }
  body {
    margin: 0; box-sizing: border-box; width: ${width}px; height: ${height}px;
    padding: 56px ${margin}px 64px; display: flex; flex-direction: column;
    justify-content: space-between; background: $paper; color: $text;
  }
  h1 { margin: 0; font: 600 96px/1.1 "Card Serif"; letter-spacing: -0.02em; white-space: nowrap }
  p { margin: 18px 0 0; font: 400 36px/1.3 "Card Sans"; white-space: nowrap }
  i { display: block; height: 18px; margin-top: 12px }
</style>
<body>
  <header><h1>$headline</h1><p>$question<br>$promise</p></header>
  <div>$rungs</div>
</body>
</html>""")

# What must not be true of a page before its picture is taken.
TOO_WIDE = "[...document.querySelectorAll('h1, p')].some(e => e.scrollWidth > e.clientWidth)"
FONT_MISSING = "[...document.fonts].some(font => font.status !== 'loaded')"


def card(language: Language) -> str:
    """The card of one language, as a page with everything it needs inside."""
    lengths = [LONGEST / GROWTH**step for step in reversed(range(len(RUNGS)))]
    return PAGE.substitute(
        language=language.code,
        headline=escape(language.label("ui.title")),
        question=escape(language.label("card.question")),
        promise=escape(language.label("card.promise")),
        rungs="".join(
            f'<i style="width: {length:.0f}px; background: {colour}"></i>'
            for colour, length in zip(RUNGS, lengths, strict=True)
        ),
        serif=_inline(SERVED / "fonts" / "source-serif-4.woff2", "font/woff2"),
        sans=_inline(SERVED / "fonts" / "source-sans-3.woff2", "font/woff2"),
        width=WIDTH,
        height=HEIGHT,
        margin=MARGIN,
        paper=PAPER,
        text=TEXT,
    )


def shoot(browser: Browser, html: str, width: int, height: int) -> Image.Image:
    """A page as a picture, transparent where the page paints nothing.

    Raises:
        ValueError: where a line is too long or a font is not there.
    """
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_content(html)
    page.evaluate("document.fonts.ready")
    if page.evaluate(TOO_WIDE):
        raise ValueError("a line of words runs into the margin")
    if page.evaluate(FONT_MISSING):
        raise ValueError("a font of the page did not load")
    picture = page.screenshot(omit_background=True)
    page.close()
    return Image.open(io.BytesIO(picture))


def _inline(path: Path, media_type: str) -> str:
    return f"data:{media_type};base64,{base64.b64encode(path.read_bytes()).decode()}"


def main() -> None:
    """Write the pictures where they are served."""
    parser = argparse.ArgumentParser(prog="python -m pictures", description=__doc__)
    parser.add_argument("--chromium", help="the Chromium to draw with, else Playwright's own")
    chromium = parser.parse_args().chromium

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        for code, language in LANGUAGES.items():
            picture = shoot(browser, card(language), WIDTH, HEIGHT).convert("RGB")
            # 64 colours are enough for four hues and the edges of letters.
            picture.quantize(64, dither=Image.Dither.NONE).save(
                SERVED / f"card-{code}.png", optimize=True
            )
        svg = (SERVED / "favicon.svg").read_text(encoding="utf-8")
        icon = f'<body style="margin: 0">{svg}</body>'
        shoot(browser, icon, 64, 64).save(SERVED / "favicon.png", optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
