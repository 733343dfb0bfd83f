"""A talk: which screens it has, what stands around them, and the button that starts it.

``presenting.js`` says how one moves from screen to screen. That is the browser's affair, and
asks the server only for the next page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import streamlit as st

import exports
from content import STORY, TALK, path_of
from costmodel import NOTHING_CHANGED
from elements import controls, faults, grades, markup, outline
from elements.blocks import QUESTION
from telling import Telling
from ui.frame.contents import file_of
from ui.projector import Projector, key_of
from ui.screen import page_link
from ui.state import reader

# The screens of ours around those of the pages: what is wrong with a link, and the link.
_FAULTS, _LINK = "faults", "link"
_READY = "talk"
# What keys do, in the order in which it is listed; presenting.js does it.
_KEYS = ("on", "back", "ends", "arrows", "blank", "full", "help", "leave")


@dataclass(frozen=True)
class Talk:
    """A talk as it stands while one of its pages is drawn: every screen by page and idea."""

    page: str
    screens: Sequence[tuple[str, str]]

    @property
    def projector(self) -> Projector:
        """What the page is drawn on; its question stands above every screen."""
        shown = {idea for page, idea in self.screens if page == self.page}
        return Projector(self.page, {QUESTION, *shown})

    def told(self) -> dict[str, object]:
        """What the browser is told of it: of each screen its page's path, its box, its place."""
        tell, count = reader.telling(), len(self.screens)
        return {
            "screens": [
                {
                    "path": path_of(page),
                    "box": key_of(page, idea),
                    "kind": idea,
                    "place": tell.say(
                        "presenting.place", at=(number, "people"), count=(count, "people")
                    ),
                }
                for number, (page, idea) in enumerate(self.screens, 1)
            ]
        }


def talk(page: str) -> Talk | None:
    """The talk that the reader's link asks for, with this page open; None for a page to read."""
    present = reader.link().present
    if not present:
        return None
    if present == _READY:
        screens = list(TALK)
    else:
        # A page beside the story is a talk of its own.
        pages = STORY if page in STORY else (page,)
        screens = list(whole(pages))
    screens.append((screens[-1][0], _LINK))
    if reader.faults():
        here = next((at for at, (each, _) in enumerate(screens) if each == page), 0)
        screens.insert(here, (page, _FAULTS))
    return Talk(page, screens)


def whole(pages: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Every idea of these pages; but a guess that two of them ask for is asked for once."""
    asked = set()
    for page in pages:
        for idea in outline.ideas(file_of(page)):
            if idea.startswith(exports.GUESS_PREFIX):
                if idea in asked:
                    continue
                asked.add(idea)
            yield page, idea


def begin(talk: Talk) -> None:
    """Draw what stands before a page's screens."""
    tell = reader.telling()
    with st.container(key="legend"):
        grades.legend()
    if reader.faults():
        with st.container(key=key_of(talk.page, _FAULTS)):
            faults.of_link(reader.faults())
    keys = [tell.say(f"presenting.keys.{key}") for key in _KEYS]
    markup.draw("presenting", say=tell.say, keys=keys)


def end(talk: Talk) -> None:
    """Draw what stands after them: at the end the link, and the ways to the other pages."""
    tell = reader.telling()
    last, _ = talk.screens[-1]
    if talk.page == last:
        with st.container(key=key_of(last, _LINK)):
            _link(tell, last)
    with st.container(key="way_on"):
        for page in dict.fromkeys(page for page, _ in talk.screens):
            page_link(page, tell.say(f"pages.{page}.nav"))


def _link(tell: Telling, page: str) -> None:
    """The way to this scenario for everybody in the room, from its first page.

    What was guessed in front of them, and by how many, stays there: each has a guess of their own.
    """
    link = replace(
        reader.link(),
        language=tell.language.code,
        present="",
        guesses=NOTHING_CHANGED,
        hands=NOTHING_CHANGED,
    )
    query = exports.write(link)
    address = f"{reader.site(path_of(page))}?{query}"
    markup.draw("link", say=tell.say, address=address, code=exports.qr_code(address))


def offer() -> None:
    """The buttons that start a talk, quiet, at the foot of a page to read."""
    tell = reader.telling()
    with st.container(key="presenting_offer"):
        controls.buttons(
            controls.button("present", tell.say("presenting.all"), "present", value="1"),
            controls.button("present_talk", tell.say("presenting.talk"), "present", value=_READY),
            name=tell.say("presenting.name"),
        )
