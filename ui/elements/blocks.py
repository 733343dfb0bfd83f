"""What pages are made of. A page reads like itself: one call for each thing seen.

Each block draws one thing for this reader: the words come from ``content/``, the
numbers from ``costmodel``, the picture from ``charts/``.
"""

import math
import time
from collections.abc import Callable, Mapping
from types import MappingProxyType

import streamlit as st
from pandas import DataFrame

import charts
import costmodel
from costmodel import Spread
from telling import Telling, formulas, provenance
from ui.elements import controls, markup
from ui.frame import start
from ui.frame.contents import PAGES, STORY, file_of
from ui.state import draws, reader

# About two frames of a screen. Measured with ``make bench``: with half of it the figure waits.
_SECONDS_TO_PAINT = 0.035


def opening(page: str) -> None:
    """The page's question as its heading, and its place in the story."""
    if not reader.has_begun():
        # A host that runs app.py as a plain script finds this page beside it and answers
        # a first deep link with the page alone. The frame then runs from here.
        start.run_frame()
        st.stop()
    tell = reader.telling()
    place = (STORY.index(page) + 1, len(STORY)) if page in STORY else None
    markup.draw(
        "opening",
        step=place and tell.say("ui.step", step=(place[0], "people"), steps=(place[1], "people")),
        question=tell.say(f"pages.{page}.question"),
    )


def prose(passage: str, **more: tuple[object, str]) -> None:
    """A passage, its blanks filled with this reader's numbers; nothing where none is to stand."""
    if text := reader.telling().passage(passage, **more):
        markup.prose(text)


def headline(figure: str, *steps: str, with_range: bool = False) -> None:
    """The one figure that answers the page: its grade, its sum, and how we got it.

    ``steps`` are figures on the way to it whose sums are written out first. The range
    stands under it where the reader wants ranges, and always ``with_range``.
    """
    tell = reader.telling()
    main = shown(tell, figure, with_range)
    reader.results_in(result(tell, main))
    markup.draw(
        "headline",
        main=main,
        sums=[
            {"label": tell.name_of(id) if steps else "", "sum": formulas.in_numbers(tell, id)}
            for id in (*steps, figure)
        ],
    )
    if with_range:
        figure_first()
    else:
        range_switch()
    how(figure)


def figures(*ids: str, numbers: Mapping[str, str] = MappingProxyType({})) -> None:
    """Figures side by side, each with its grade and the way to its record.

    ``numbers`` are those that are written otherwise than figures in large type are.
    """
    tell = reader.telling()
    all_shown = [shown(tell, id) for id in ids]
    for id, each in zip(ids, all_shown, strict=True):
        each["number"] = numbers.get(id, each["number"])
    reader.results_in(result(tell, *all_shown))
    markup.draw("figures", figures=all_shown)


def result(tell: Telling, *figures: dict) -> str:
    """Figures as one sentence each, to be read out after a change."""
    return " ".join(
        tell.say("ui.result", label=(each["label"], ""), number=(each["number"], ""))
        for each in figures
    )


def figure_first() -> None:
    """Let the browser paint the figure above before the rest of the page keeps it busy.

    What arrives together is painted together, when all of it is ready: without a pause
    a reader who moves a control waits for the charts to see the figure.
    """
    if start.serves_readers():
        time.sleep(_SECONDS_TO_PAINT)


def range_switch() -> None:
    """Whether figures show, beside themselves, the range of nine in ten draws."""
    figure_first()
    tell = reader.telling()
    controls.switch(
        "ranges",
        "ranges",
        tell.say("ui.show_ranges"),
        "shown",
        reader.link().ranges,
        about=tell.say("ui.show_ranges_help"),
    )


def how(figure: str) -> None:
    """How we got a figure and who says so: drawn only while the reader has it open."""
    tell = reader.telling()
    opened = fold(f"how_{figure}", tell.say("ui.how"))
    if opened.open:
        with opened:
            markup.draw(
                "how",
                figure=provenance.figure(tell, figure),
                say=tell.say,
                href=record_of(figure),
            )


def shown(tell: Telling, figure: str, with_range: bool = False) -> dict:
    """A figure with its name, its grade and the way to its record, ready to draw."""
    return {
        "label": tell.name_of(figure),
        "number": tell.number(figure, "precise,full"),
        "range": range_of(tell, figure) if with_range or reader.link().ranges else "",
        "grade": provenance.grade(tell, figure),
        "href": record_of(figure),
        "look_up": tell.say("ui.look_up"),
    }


def range_of(tell: Telling, figure: str) -> str:
    """Between what amounts a figure lies in nine of ten draws, in words."""
    found = costmodel.spread(figure, tell.changes, *draws.which())
    return range_in_words(tell, found, costmodel.unit_of(figure))


def range_in_words(tell: Telling, found: Spread, unit: str) -> str:
    """``9 in 10 draws: $830 million to $2.2 billion``."""
    if not math.isfinite(found.middle):
        return ""
    if found.certain:
        return tell.say("ui.range_certain")
    low, high = tell.between(found.low, found.high, unit)
    return tell.say("ui.range_drawn", low=(low, ""), high=(high, ""))


def record_of(figure: str) -> str:
    """The address of a figure's record on the sources page, for this scenario."""
    query = reader.query()
    return f"sources?{query}#{figure}" if query else f"sources#{figure}"


def control(*assumptions: str) -> None:
    """A slider for each of these assumptions."""
    tell = reader.telling()
    for id in assumptions:
        controls.slider(tell, id)


def chart(draw: Callable[..., charts.Picture], *arguments: object) -> None:
    """A chart under the finding it shows, and its numbers as a table.

    ``arguments`` are what the chart needs beside the scenario.
    """
    tell = reader.telling()
    picture = draw(tell, *arguments)
    markup.draw("chart_title", title=picture.title)
    # A specification that stays the same lets the browser keep its chart and take the rows.
    st.vega_lite_chart(
        {
            **picture.design,
            "datasets": {name: DataFrame(rows) for name, rows in picture.data.items()},
        },
        alt=picture.alt,
        key=f"chart_{picture.id}",
        width="stretch",
    )
    if picture.note:
        markup.draw("note", text=picture.note)
    table = fold(f"table_{picture.id}", tell.say("ui.table"))
    if table.open:
        with table:
            markup.draw("table", caption=picture.title, rows=picture.table)


def fold(key: str, label: str) -> st.delta_generator.DeltaGenerator:
    """What is folded away until the reader opens it; whether it is ``open`` is its own."""
    reader.keep_fold(key)
    box = st.expander(label, key=key, on_change="rerun")
    reader.note_fold(key, box.open)
    return box


def page_link(page: str, label: str) -> None:
    """A link to another page of this scenario, also in a tab or a session of its own."""
    st.page_link(file_of(page), label=label, query_params=reader.query_pairs())


def section(name: str) -> None:
    """The heading of a part of the page."""
    markup.draw("subheading", text=reader.telling().say(f"sections.{name}"))


def left_out(page: str) -> None:
    """What the page's figure leaves out."""
    markup.draw("subheading", text=reader.telling().say("ui.left_out"))
    prose(f"{page}.left_out")


def way_on(page: str) -> None:
    """To the page before and the page after; after the story come the doubts."""
    tell = reader.telling()
    at = PAGES.index(page)
    with st.container(horizontal=True, horizontal_alignment="distribute", key="way_on"):
        for step, word in ((at - 1, "previous"), (at + 1, "next")):
            if 0 <= step < len(PAGES):
                # Its arrow is drawn by the style, for nobody to hear.
                with st.container(width="content", key=word):
                    nav = tell.say(f"pages.{PAGES[step]}.nav")
                    page_link(PAGES[step], f"{tell.say(f'ui.{word}_page')}: {nav}")
