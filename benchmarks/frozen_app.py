"""The bare application with everything it imported put out of the garbage collector's way."""

import gc
import runpy
from pathlib import Path

import streamlit as st

runpy.run_path(str(Path(__file__).with_name("bare_app.py")))


@st.cache_resource
def freeze() -> bool:
    """Once per process, after the first run."""
    gc.collect()
    gc.freeze()
    return True


freeze()
