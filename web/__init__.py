"""Plain addresses beside the story: the document around a page, JSON, what robots ask for.

Streamlit's server is made of Starlette; what stands here is put round it by
``app.py`` and knows nothing of sessions. From the outside in: ``methods`` takes what
reads, ``compression`` makes every answer small, ``documents`` completes what Streamlit
serves, ``addresses`` and ``files`` answer beside it. ``site`` says at which public
address all of it lies.

May import: the standard library, Starlette, anyio, jinja2, ``costmodel``, ``content``
and ``exports``. Tested by ``tests/test_addresses.py``, ``tests/test_documents.py``,
``tests/test_waiting.py``, ``tests/test_weight.py``, ``tests/test_files.py`` and
``tests/test_site.py``.
"""
