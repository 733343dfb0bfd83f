"""What stands around every page: navigation, the bar, the answer.

This is the main script. It lies in ``ui/frame/`` and not beside ``pages/``, because next
to that folder Streamlit's older page discovery would serve a fresh server's first
deep link without this frame.
"""

import time
from pathlib import Path

import streamlit as st

from elements import medium
from ui.frame import browser, contents, figures, hands, header, presenting
from ui.state import draws, openings, reader, watching

ROOT = Path(__file__).resolve().parents[2]

begun = time.perf_counter()
reader.begin(hands.listen())
tell = reader.telling()
page = st.navigation(
    [
        st.Page(
            contents.file_of(name),
            title=f"{tell.say(f'pages.{name}.question')} · {tell.say('ui.title')}",
            url_path=contents.path_of(name),
            default=name == contents.FIRST,
        )
        for name in contents.PAGES
    ],
    # Streamlit's own menu, once folded away on a phone, is not a well-formed list to
    # a screen reader; the header draws one.
    position="hidden",
)
st.set_page_config(page_icon=str(ROOT / "static" / "favicon.png"))
browser.draw(tell)
talk = presenting.talk(page.url_path or contents.FIRST)
if talk:
    presenting.begin(talk)
else:
    header.draw(page.url_path)
try:
    with openings.in_turn(page.url_path), draws.in_turn():
        if talk:
            with medium.drawn_on(talk.projector):
                page.run()
            presenting.end(talk)
        else:
            page.run()
            presenting.offer()
except Exception:
    # The failure is told below what stands already. That can still be used: without an
    # answer the browser would wait with whatever the reader does next.
    figures.complete()
    hands.answer(page.url_path, tell.language, reader.answer(), talk)
    raise
figures.complete()
hands.answer(page.url_path, tell.language, reader.answer(), talk)
watching.drawn(reader.occasion(), time.perf_counter() - begun)
