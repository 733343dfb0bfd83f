"""The pictures that are made and not written: ``python -m pictures``.

Run it after any change of the words under ``[card]``; ``--chromium /usr/bin/chromium``
names a Chromium of your own. Needs Pillow, Playwright and a Chromium. What it draws is
served and goes to ``static/``; what it needs, and the README's picture, stay here.
"""
