"""The story in a reader's browser: the script that the browser's Streamlit runs."""

import runpy
from pathlib import Path

from altair.utils.schemapi import debug_mode
from streamlit import runtime

from ui import frame
from ui.frame import failing

# In this Streamlit the module knows its one runtime and the class does not; components ask it.
runtime.Runtime.exists = staticmethod(runtime.exists)
runtime.Runtime.instance = staticmethod(runtime.get_instance)

# That every design is well formed has been found out before there was a folder.
with debug_mode(False), failing.told():
    runpy.run_path(str(Path(frame.__file__).with_name("frame.py")), run_name="__main__")
