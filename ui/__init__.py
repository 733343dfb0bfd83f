"""Streamlit: the screen that pages are drawn on, and what the reader holds.

``frame`` is what stands around every page, ``state`` what the reader holds, ``screen`` and
``projector`` what blocks are drawn on. May import every other room but ``pages``, ``paper`` and
``web``. Tested by ``tests/test_pages.py``, ``tests/test_browser.py``,
``tests/test_under_the_finger.py``, ``tests/test_ready.py``, ``tests/test_dear.py``,
``tests/test_talk.py``, ``tests/test_presenting.py`` and ``tests/test_odd_days.py``.
"""
