"""The same pages as documents: HTML and Markdown, with everything unfolded; no script needed.

``sheet`` is what blocks are drawn on here, ``pages`` draws whole pages for a link and a
language, ``pictures`` makes their charts, ``markdown`` says the same as text. ``kit`` makes the
documents for teachers, ``changes`` the one that says what has moved since a link was made.
``embedding`` makes figures and charts for pages of somebody else's, and ``places`` says on which
page each of them stands. ``packages`` makes what a chart takes along when it leaves, and ``cards``
the previews of links, both as ``plates``: pictures that stand alone, set in ``lettering``.

May import: the standard library, vl_convert, markdown_it, markdownify, markupsafe, bs4, PIL,
``textfiles``, ``data``, ``costmodel``, ``content``, ``telling``, ``charts``, ``exports`` and
``elements``. Tested by ``tests/test_paper.py``, ``tests/test_kit.py``, ``tests/test_changes.py``,
``tests/test_chart_packages.py``, ``tests/test_cards.py`` and ``tests/test_embedding.py``.
"""
