"""Above every page: the bar, and what a link said that cannot be used."""

import streamlit as st

import costmodel
from elements import bar, controls, faults, grades, markup
from telling import Telling
from ui.frame import figures
from ui.frame.contents import GROUPS
from ui.screen import page_link
from ui.state import reader

_FAMILIES = tuple(dict.fromkeys(row.family for row in costmodel.ASSUMPTIONS.values()))


def draw(path: str) -> None:
    """Draw the bar, and below it everything else that stands above the page at this path."""
    tell = reader.telling()
    with st.container(horizontal=True, vertical_alignment="center", key="bar"):
        if not reader.embedded():
            _contents(tell, path)
        figures.keep_place()
        _numbers(tell)
        markup.draw("copy", id="copy_link", label=tell.say("bar.copy"), short=True)
        if not reader.embedded():
            controls.languages(tell)
    _printed(tell)
    faults.of_link(reader.faults())
    faults.of_edition(reader.moved())
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


def _numbers(tell: Telling) -> None:
    """What is changed with the ways back, the link, and every number there is; how many."""
    with st.container(horizontal=True, width="content", gap=None, key="numbers_and_count"):
        # Its label stays as it is: with another it would be another one, and closed.
        panel = st.popover(tell.say("bar.numbers"), key="numbers", on_change="rerun")
        digits, said = bar.count(tell)
        markup.draw("count", digits=digits, said=said)
    with panel:
        _changed(tell)
        # In words, and where the window is too narrow for the sign in the bar.
        markup.draw("copy", id="copy_link_in_words", label=tell.say("bar.copy"), short=False)
        if panel.open:
            _desk(tell)


def _changed(tell: Telling) -> None:
    """Each changed number with its published value and a way back, one and all."""
    text, changed = bar.changed(tell)
    help = tell.say("ui.reset_help")
    ways = [
        controls.button(f"reset_{id}", sentence, "reset", id, help=help)
        for id, sentence in changed.items()
    ]
    if reader.can_undo():
        ways.append(controls.button("undo", tell.say("ui.undo"), "undo"))
    if changed:
        ways.append(controls.button("reset_all", tell.say("ui.reset_all"), "reset_all"))
    else:
        text = tell.say("bar.none_changed")
    markup.draw("changed", text=text, buttons=ways)


def _desk(tell: Telling) -> None:
    """Every assumption as a number field, one family at a time."""
    markup.draw("menu_group", text=tell.say("ui.desk_open"))
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


def _printed(tell: Telling) -> None:
    """What is changed, for print alone, which opens nothing."""
    with st.container(key="printed"):
        text, changed = bar.changed(tell)
        markup.draw("changed_numbers", text=text, numbers=changed.values())
