"""Streamlit: what the reader holds, and what pages are made of.

``frame`` is what stands around every page, ``state`` what the reader holds, ``elements``
what pages are made of. May import every other room but
``pages``. Tested by ``tests/test_pages.py``, ``tests/test_browser.py``, ``tests/test_ready.py``
and ``tests/test_dear.py``.
"""
