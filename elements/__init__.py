"""What pages are made of: one call for each thing seen, and the templates of its markup.

Holds what a page can name; the words come from ``telling``, the pictures from ``charts``, and
``medium`` is what all of it is drawn on, a screen or paper.

May import: the standard library, jinja2, markupsafe, ``textfiles``, ``data``, ``costmodel``,
``content``, ``telling``, ``charts`` and ``exports``. Tested by ``tests/test_pages.py``,
``tests/test_paper.py`` and ``tests/test_ready.py``.
"""
