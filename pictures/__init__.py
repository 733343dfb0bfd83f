"""The pictures and fonts that are made and not written.

``python -m pictures`` draws favicon.png from favicon.svg; ``--chromium /usr/bin/chromium`` names a
Chromium of your own. ``python -m pictures.fonts`` cuts the fonts of pictures from those of the
pages. Needs Pillow, Playwright and a Chromium; fontTools and Brotli. The README's picture is here.
"""
