"""The site as a folder that needs no server: ``make offline``.

``places`` says where in the folder what the site has at an address stands, ``links`` leads each
document's links there, ``folder`` asks for everything there is and writes it down. What is in the
folder is what the site answers; only links and the foot of a page differ. ``live`` puts the story
beside it, live in a reader's browser, with what ``fetching`` brings; ``live.js`` starts it there.

May import: the standard library, ``content``, ``costmodel``, ``exports``, ``elements`` and ``web``.
Tested by ``tests/test_offline.py`` and ``tests/test_offline_folder.py``.
"""
