"""Above every page: language, the desk, what was changed, what a link said that cannot be used."""

import datetime
from pathlib import Path

import streamlit as st

import costmodel
from content import LANGUAGES
from costmodel import Fault
from exports import RUN_PREFIX, VERSION_PARAMETER, LinkFault
from ui import controls, markup, reader, start
from ui.contents import GROUPS, file_of
from ui.telling import Telling

_STYLE = Path(__file__).resolve().parent.parent / "static" / "style.css"
# A link may hold hundreds of bad parts; after these the rest is counted.
_FAULTS_NAMED = 6
_FAMILIES = tuple(dict.fromkeys(row.family for row in costmodel.ASSUMPTIONS.values()))


def draw(path: str) -> None:
    """Draw everything that stands above the page at this path."""
    tell = reader.telling()
    if not start.serves_readers():
        st.html(_STYLE)
    if not reader.embedded():
        with st.container(horizontal=True, horizontal_alignment="distribute", key="bar"):
            _contents(tell, path)
            _language(tell)
    desk = st.expander(tell.say("ui.desk_open"), key="desk", on_change="rerun")
    if desk.open:
        with desk:
            _desk(tell)
    _changed(tell)
    _faults(tell)


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
                st.page_link(file_of(name), label=tell.say(f"pages.{name}.nav"))


def _language(tell: Telling) -> None:
    reader.widget_value("language", tell.language.code)
    st.segmented_control(
        tell.say("ui.language"),
        list(LANGUAGES),
        format_func=lambda code: LANGUAGES[code].name,
        required=True,
        key="language",
        label_visibility="collapsed",
        on_change=lambda: reader.choose_language(reader.widget_entry("language")),
    )


def _desk(tell: Telling) -> None:
    """Every assumption as a number field, one family at a time."""
    markup.draw("note", text=tell.say("ui.desk_intro"))
    family = st.selectbox(
        tell.say("ui.desk_family"),
        _FAMILIES,
        format_func=lambda family: tell.say(f"families.{family}"),
        key="desk_family",
    )
    for id, row in costmodel.ASSUMPTIONS.items():
        if row.family == family:
            controls.field(tell, id)


def _changed(tell: Telling) -> None:
    """Each changed number with its published value and a way back, one and all."""
    changes = reader.link().changes
    # Drawn when empty too: were it new at the first change, everything below would be drawn anew.
    with st.container(horizontal=True, key="changed", gap="small"):
        if changes:
            label = "ui.changed_one" if len(changes) == 1 else "ui.changed_many"
            markup.draw("note_changed", text=tell.say(label, count=(len(changes), "people")))
        for id in changes:
            st.button(
                tell.say(
                    "ui.reset_one",
                    label=(tell.name_of(id), ""),
                    value=(tell.number(id, "exact,full"), ""),
                    published=(
                        tell.written(costmodel.PUBLISHED[id], costmodel.unit_of(id), "exact,full"),
                        "",
                    ),
                ).replace("$", "\\$"),
                key=f"reset_{id}",
                help=tell.say("ui.reset_help"),
                wrap=True,
                on_click=reader.reset,
                args=(id,),
            )
        if reader.can_undo():
            st.button(tell.say("ui.undo"), key="undo", on_click=reader.undo)
        if changes:
            st.button(tell.say("ui.reset_all"), key="reset_all", on_click=reader.reset_all)


def _faults(tell: Telling) -> None:
    found = reader.faults()
    if not found:
        return
    messages = [fault_text(tell, fault) for fault in found[:_FAULTS_NAMED]]
    if len(found) > _FAULTS_NAMED:
        messages.append(tell.say("ui.faults_more", count=(len(found) - _FAULTS_NAMED, "people")))
    title = "ui.entry_title" if reader.faults_of_entry() else "ui.faults_title"
    markup.draw("faults", title=tell.say(title), messages=messages)


def fault_text(tell: Telling, fault: Fault) -> str:
    """A fault as a sentence in the reader's language."""
    reason = fault.reason
    if isinstance(fault, LinkFault):
        reason = "version" if fault.id == VERSION_PARAMETER else "link"
    elif fault.meant:
        reason = "meant"
    # A model of the reader's own has its parameters under this prefix in links.
    id = fault.id.removeprefix(RUN_PREFIX)
    known = id in costmodel.ASSUMPTIONS or id in costmodel.PARAMETERS
    limits = {
        name: (_limit(tell, id, limit, style), "")
        for name, limit, style in (("low", fault.low, "exact"), ("high", fault.high, "exact,full"))
        if limit is not None
    }
    return tell.say(
        f"ui.fault_{reason}",
        id=(tell.name_of(id) if known else fault.id, ""),
        given=(fault.given, ""),
        meant=(fault.meant or "", ""),
        **limits,
    )


def _limit(tell: Telling, id: str, limit: float | datetime.date, style: str) -> str:
    if isinstance(limit, datetime.date):
        return limit.isoformat()
    return tell.written(limit, costmodel.unit_of(id), style)
