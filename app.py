"""The web application: the story, and the plain addresses beside it.

``streamlit run app.py`` finds ``app`` and serves it. A host that runs this file as
a plain script, without looking for an application, gets the same story.
"""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from ui.frame import checking, failing

# A fault in a file of numbers or words ends the start here, named, and without a traceback.
with checking.told():
    from ui.frame import start
    from ui.state import draws, openings, watching
    from web import (
        connections,
        events,
        files,
        measures,
        metrics,
        paths,
        previews,
        rehearsal,
        site,
    )
    from web.compression import Compressed
    from web.documents import Documents
    from web.doors import Doors
    from web.hosts import Hosts
    from web.keeping import Keeping
    from web.measuring import Failing, Measured
    from web.methods import Methods
    from web.protection import Protection, frame_ancestors
    from web.starting import Starting

ROOT = Path(__file__).resolve().parent
# What Streamlit serves at every address of a page.
DOCUMENT = Path(st.__file__).with_name("static") / "index.html"


@asynccontextmanager
async def lifespan(application: st.App) -> AsyncIterator[None]:
    """The application's life, from before its doors open until they are shut."""
    connections.attend()
    events.tell("start", edition=metrics.EDITION)
    begun = time.monotonic()
    async with start.lifespan(application, rehearsal.errors(DOCUMENT)):
        # Those that were made meanwhile.
        events.attend()
        measures.watch_line("openings", openings.TURNS)
        measures.watch_line("draws", draws.TURNS)
        with watching.by(measures.Sessions()):
            events.tell("ready", seconds=round(time.monotonic() - begun, 1))
            yield
    events.tell("stop")


app = st.App(
    ROOT / "ui" / "frame" / "frame.py",
    lifespan=lifespan,
    routes=[*paths.ROUTES, *previews.ROUTES, *files.ROUTES],
    # From the outside in.
    middleware=[
        Middleware(Measured),
        Middleware(Protection, document=DOCUMENT),
        Middleware(Failing),
        Middleware(Hosts),
        Middleware(Doors),
        Middleware(Starting),
        Middleware(Methods),
        Middleware(Compressed),
        Middleware(Keeping),
        Middleware(Documents),
    ],
    on_script_error=failing.tell,
)

if checking.runs_as_a_script():
    start.run_frame()
else:
    events.attend()
    site.announce()
    # They are read when the first request comes; what is wrong with them is said now.
    frame_ancestors()
    metrics.networks()
