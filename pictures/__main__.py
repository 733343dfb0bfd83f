"""Draw favicon.png from favicon.svg."""

import argparse
import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

SERVED = Path(__file__).parent.parent / "static"
SIZE = 64  # pixels, each way


def main() -> None:
    """Write the picture where it is served."""
    parser = argparse.ArgumentParser(prog="python -m pictures", description=__doc__)
    parser.add_argument("--chromium", help="the Chromium to draw with, else Playwright's own")
    chromium = parser.parse_args().chromium

    svg = (SERVED / "favicon.svg").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        page = browser.new_page(viewport={"width": SIZE, "height": SIZE})
        page.set_content(f'<body style="margin: 0">{svg}</body>')
        icon = page.screenshot(omit_background=True)
        browser.close()
    Image.open(io.BytesIO(icon)).save(SERVED / "favicon.png", optimize=True)


if __name__ == "__main__":
    main()
