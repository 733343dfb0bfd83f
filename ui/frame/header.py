"""Above every page: language, the desk, what was changed, what a link said that cannot be used."""

from pathlib import Path

import streamlit as st

import costmodel
from elements import controls, faults, grades, markup, medium
from telling import Telling
from ui.frame import start
from ui.frame.contents import GROUPS
from ui.screen import page_link
from ui.state import reader

_STYLE = Path(__file__).resolve().parents[2] / "static" / "style.css"
_FAMILIES = tuple(dict.fromkeys(row.family for row in costmodel.ASSUMPTIONS.values()))


def draw(path: str) -> None:
    """Draw everything that stands above the page at this path."""
    tell = reader.telling()
    if not start.serves_readers():
        st.html(_STYLE)
    if not reader.embedded():
        with st.container(horizontal=True, horizontal_alignment="distribute", key="bar"):
            _contents(tell, path)
            controls.languages(tell)
    desk = medium.fold("desk", tell.say("ui.desk_open"))
    if desk.open:
        with desk:
            _desk(tell)
    _changed(tell)
    faults.of_link(reader.faults())
    with st.container(key="legend"):
        grades.legend()


def _contents(tell: Telling, path: str) -> None:
    """All pages, group by group: drawn only while the menu is open."""
    # A key of its own for each page: after a choice the menu is a new one, and closed.
    menu = st.popover(tell.say("ui.contents"), key=f"contents_{path}", on_change="rerun")
    if not menu.open:
        return
    with menu:
        for group, names in GROUPS.items():
            markup.draw("menu_group", text=tell.say(f"groups.{group}"))
            for name in names:
                page_link(name, tell.say(f"pages.{name}.nav"))


def _desk(tell: Telling) -> None:
    """Every assumption as a number field, one family at a time."""
    markup.draw("note", text=tell.say("ui.desk_intro"))
    present = reader.family() if reader.family() in _FAMILIES else _FAMILIES[0]
    controls.choice(
        "desk_family",
        "family",
        "",
        tell.say("ui.desk_family"),
        [(family, tell.say(f"families.{family}")) for family in _FAMILIES],
        present,
    )
    for id, row in costmodel.ASSUMPTIONS.items():
        if row.family == present:
            controls.field(tell, id)


def _changed(tell: Telling) -> None:
    """Each changed number with its published value and a way back, one and all."""
    changes = reader.link().changes
    both = {id: tell.changed(id) for id in changes}
    ways = [
        controls.button(
            f"reset_{id}",
            tell.say(
                "ui.reset_one",
                label=(tell.name_of(id), ""),
                value=(value, ""),
                published=(published, ""),
            ),
            "reset",
            id,
            help=tell.say("ui.reset_help"),
        )
        for id, (value, published) in both.items()
    ]
    if reader.can_undo():
        ways.append(controls.button("undo", tell.say("ui.undo"), "undo"))
    if changes:
        ways.append(controls.button("reset_all", tell.say("ui.reset_all"), "reset_all"))
    count = "ui.changed_one" if len(changes) == 1 else "ui.changed_many"
    # Drawn when empty too, so that what stands below keeps its place in the page.
    text = tell.say(count, count=(len(changes), "people")) if changes else ""
    markup.draw("changed", text=text, buttons=ways)
