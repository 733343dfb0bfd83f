"""Streamlit: the screen that pages are drawn on, and what the reader holds.

``frame`` is what stands around every page, ``state`` what the reader holds, ``screen`` what
blocks are drawn on. May import every other room but ``pages``, ``paper`` and ``web``. Tested by
``tests/test_pages.py``, ``tests/test_browser.py``, ``tests/test_ready.py`` and
``tests/test_dear.py``.
"""
