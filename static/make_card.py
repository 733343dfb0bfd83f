"""Draw the pictures of link previews, card-<language>.png, and favicon.png from favicon.svg.

Needs Pillow, Playwright and a Chromium. Run after any change of the words below:

    python static/make_card.py
    python static/make_card.py --chromium /usr/bin/chromium   # a Chromium of your own
"""

import argparse
import base64
import io
from html import escape
from pathlib import Path
from string import Template

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

WORDS = {
    "en": {
        "headline": "The $5M Question",
        "question": "What did DeepSeek’s five million dollars buy?",
        "promise": "Every number explained, and yours to change.",
    },
    "id": {
        "headline": "Pertanyaan 5 Juta Dolar",
        "question": "Apa yang sebenarnya dibayar dengan lima juta dolar DeepSeek?",
        "promise": "Setiap angka dijelaskan dan bisa Anda ubah.",
    },
}

FOLDER = Path(__file__).parent
WIDTH, HEIGHT = 1200, 630  # what link previews ask for
MARGIN = 72

PAPER, TEXT = "#FBFAF7", "#1F1D1A"
RUN, HARDWARE, OPERATION, PEOPLE = "#2F6DB5", "#B8691C", "#2E7D5B", "#8455A8"

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


def card(language: str) -> str:
    """The card of one language, as a page with everything it needs inside."""
    lengths = [LONGEST / GROWTH**step for step in reversed(range(len(RUNGS)))]
    return PAGE.substitute(
        language=language,
        **{part: escape(words) for part, words in WORDS[language].items()},
        rungs="".join(
            f'<i style="width: {length:.0f}px; background: {colour}"></i>'
            for colour, length in zip(RUNGS, lengths, strict=True)
        ),
        serif=_inline(FOLDER / "fonts" / "source-serif-4.woff2", "font/woff2"),
        sans=_inline(FOLDER / "fonts" / "source-sans-3.woff2", "font/woff2"),
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
    """Write the pictures next to this file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--chromium", help="the Chromium to draw with, else Playwright's own")
    chromium = parser.parse_args().chromium

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        for language in WORDS:
            picture = shoot(browser, card(language), WIDTH, HEIGHT).convert("RGB")
            # 64 colours are enough for four hues and the edges of letters.
            picture.quantize(64, dither=Image.Dither.NONE).save(
                FOLDER / f"card-{language}.png", optimize=True
            )
        svg = (FOLDER / "favicon.svg").read_text(encoding="utf-8")
        icon = f'<body style="margin: 0">{svg}</body>'
        shoot(browser, icon, 64, 64).save(FOLDER / "favicon.png", optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
