"""What happens once per process, before the first reader comes."""

import gc
import runpy
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from threading import Lock

import streamlit as st

from ui.frame import failing, rehearsal
from ui.frame.checking import StartFault, reasons

# Whether this process serves the application, and not only its script. The same for
# every reader, and known before the first one comes.
_serves_the_application = False

_warming = Lock()
# What the warming up found wrong: None before it was done, empty when all is well.
_faults: list[str] | None = None


@asynccontextmanager
async def lifespan(_app: st.App, errors: Iterable[Exception]) -> AsyncIterator[None]:
    """The application's life: warm up, then serve.

    ``errors`` are what keeps the documents around the pages from being made.

    Raises:
        StartFault: naming everything that keeps a page from being drawn, and these.
    """
    global _serves_the_application
    if faults := [reason for error in errors for reason in reasons(error)]:
        raise StartFault(faults)
    warm_up()
    _serves_the_application = True
    yield


def serves_readers() -> bool:
    """Whether this process serves the application to browsers.

    The document around a page then brings the style, see ``web.documents``.
    """
    return _serves_the_application


def warm_up() -> None:
    """Draw every page once, as a reader's browser would, before a reader comes; only once.

    This imports what pages need, makes every chart, and finds whatever a page asks for
    and cannot have.

    Raises:
        StartFault: naming everything that failed, each time it is called.
    """
    global _faults
    # Run as a plain script it is the first readers who come by here, several at once.
    with _warming:
        if _faults is None:
            _faults = _warmed_up()
    if _faults:
        raise StartFault(_faults)


def _warmed_up() -> list[str]:
    """Make everything, put it out of the garbage collector's way, and say what failed.

    Streamlit collects garbage after every run of a page and would visit every object
    of every imported package each time. Freezing leaves to the collector only what is
    made for readers; it is the largest single gain in speed there is.
    """
    # The rehearsal's own runs are collected after too.
    gc.freeze()
    found = rehearsal.faults()
    gc.collect()
    gc.freeze()
    return found


def run_frame() -> None:
    """Run the frame, and with it the page the address asks for, inside the present script."""
    try:
        warm_up()
    except StartFault as fault:
        failing.stop(fault)
    with failing.told():
        runpy.run_path(str(rehearsal.FRAME), run_name="__main__")
