"""The web application: the story, and the plain addresses beside it.

``streamlit run app.py`` finds ``app`` and serves it. A host that runs this file as
a plain script, without looking for an application, gets the same story.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from ui.frame import checking, failing

# A fault in a file of numbers or words ends the start here, named, and without a traceback.
with checking.told():
    from ui.frame import start
    from web import connections, files, paths, previews, rehearsal, site
    from web.compression import Compressed
    from web.documents import Documents
    from web.doors import Doors
    from web.hosts import Hosts
    from web.keeping import Keeping
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
    async with start.lifespan(application, rehearsal.errors(DOCUMENT)):
        yield


app = st.App(
    ROOT / "ui" / "frame" / "frame.py",
    lifespan=lifespan,
    routes=[*paths.ROUTES, *previews.ROUTES, *files.ROUTES],
    # From the outside in.
    middleware=[
        Middleware(Protection, document=DOCUMENT),
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
    site.announce()
    # It is read when the first request comes; what is wrong with it is said now.
    frame_ancestors()
