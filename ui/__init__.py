"""Streamlit: what the reader holds, and what pages are made of.

``reader`` is the only place that knows a reader has a session. ``blocks`` and
``controls`` are what pages are made of. May import every other room but
``pages``. Tested by ``tests/test_pages.py``, ``tests/test_browser.py``, ``tests/test_ready.py``
and ``tests/test_dear.py``.
"""
