"""What happens once per process, before the first reader comes."""

import gc
import runpy
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

import charts
import costmodel
from content import LANGUAGES
from ui.telling import Telling

_FRAME = Path(__file__).with_name("frame.py")


# Whether this process serves the application, and not only its script. The same for
# every reader, and known before the first one comes.
_serves_the_application = False


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """The application's life: warm up, then serve."""
    global _serves_the_application
    _serves_the_application = True
    warm_up()
    yield


def serves_readers() -> bool:
    """Whether this process serves the application to browsers.

    The document around a page then brings the style, see ``web.documents``.
    """
    return _serves_the_application


@cache
def warm_up() -> None:
    """Import what pages need, make every chart once, and put all of it out of the collector's way.

    Streamlit collects garbage after every run of a page and would visit every object
    of every imported package each time. Freezing leaves to the collector only what is
    made for readers; it is the largest single gain in speed there is.
    """
    for language in LANGUAGES.values():
        tell = Telling(language, costmodel.evaluate())
        for chart in charts.ALL:
            chart(tell)
    gc.collect()
    gc.freeze()


def runs_as_a_script() -> bool:
    """Whether Streamlit is executing the calling file as a page instead of serving its ``app``."""
    return get_script_run_ctx(suppress_warning=True) is not None


def run_frame() -> None:
    """Run the frame, and with it the page the address asks for, inside the present script."""
    warm_up()
    runpy.run_path(str(_FRAME), run_name="__main__")
