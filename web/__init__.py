"""Plain addresses beside the story: the document around a page, JSON, what robots ask for.

Streamlit's server is made of Starlette; what stands here is put round it by
``app.py`` and knows nothing of sessions. From the outside in: ``methods`` takes what
reads, ``compression`` makes every answer small, ``keeping`` says whether what somebody
kept still holds, ``documents`` completes what Streamlit serves, ``addresses`` and
``files`` answer beside it. ``site`` says at which public address all of it lies.
``rehearsal`` makes every document once before anybody asks.

Outside of these ``protection``, ``hosts`` and ``doors`` refuse what has no business
here, and ``connections`` looks after the server's own. Outermost ``measuring`` counts whatever is
answered: ``measures`` is what is counted, ``metrics`` tells it to who runs the site, and ``events``
words what happens for the log.

``classrooms`` is a class together, and ``classroom_documents`` what phones and projector show.
``papers`` answers with the pages as documents, ``kit`` with those for teachers, ``previews`` with
what figures will read while a slider moves. What leaves the site: ``packages`` are charts to take
away, ``workbooks`` scenarios as spreadsheets, ``figures`` their figures in a documented form,
``citations`` how to cite a page, ``changes`` what has moved since a link was made, ``embedding``
figures and charts for pages of somebody else's, which ``oembed`` tells how to put them there, and
``cards`` what links show of themselves where they are shared. ``unavailable`` is what a proxy keeps
for when no server answers.

May import: the standard library, Starlette, uvicorn, anyio, cachetools,
prometheus_client, ``costmodel``, ``content``,
``telling``, ``exports``, ``classrooms``, ``elements`` and ``paper``. Tested by
``tests/test_addresses.py``, ``tests/test_classroom_together.py``, ``tests/test_documents.py``,
``tests/test_paper.py``, ``tests/test_previews.py``, ``tests/test_waiting.py``,
``tests/test_weight.py``, ``tests/test_keeping.py``, ``tests/test_files.py``,
``tests/test_site.py``, ``tests/test_doors.py``, ``tests/test_hosts.py``, ``tests/test_ready.py``,
``tests/test_protection.py``, ``tests/test_kit.py``, ``tests/test_kit_addresses.py``,
``tests/test_workbook_address.py``, ``tests/test_connections.py``,
``tests/test_citing_addresses.py``, ``tests/test_changes.py``, ``tests/test_json_addresses.py``,
``tests/test_chart_packages.py``, ``tests/test_chart_addresses.py``, ``tests/test_cards.py``,
``tests/test_embedding.py``, ``tests/test_oembed.py``, ``tests/test_framed.py``,
``tests/test_odd_requests.py``, ``tests/test_deployment.py``, ``tests/test_metrics.py``,
``tests/test_events.py`` and ``tests/test_what_is_logged.py``.
"""
