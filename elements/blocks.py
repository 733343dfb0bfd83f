"""What pages are made of. A page reads like itself: one call for each thing seen.

Each block draws one thing for this reader: the words come from ``content/``, the
numbers from ``costmodel``, the picture from ``charts/``.
"""

import math
from collections.abc import Callable

import charts
import costmodel
from content import PAGES, STORY
from costmodel import Spread
from elements import controls, markup, medium
from exports import PACKAGES, citation
from telling import Telling, formulas, live, provenance

# The idea a page begins with, and the one that answers: the first figures on the page.
QUESTION, FIGURE = "question", "figure"


def opening(page: str) -> None:
    """The page's question as its heading, and its place in the story."""
    medium.begin(page)
    tell = medium.telling()
    place = (STORY.index(page) + 1, len(STORY)) if page in STORY else None
    step = place and tell.say("ui.step", step=(place[0], "people"), steps=(place[1], "people"))
    with medium.idea(QUESTION):
        markup.draw("opening", step=step, question=tell.say(f"pages.{page}.question"))


def prose(passage: str, **more: tuple[object, str]) -> None:
    """A passage, its blanks filled with this reader's numbers; nothing where none is to stand."""
    if text := medium.telling().passage(passage, **more):
        markup.prose(text)


def in_words(page: str) -> None:
    """What the page's answer is and is not, in words."""
    with medium.idea("words"):
        prose(f"{page}.opening")


def headline(figure: str, *steps: str, with_range: bool = False) -> None:
    """The one figure that answers the page: its grade, its sum, and how we got it.

    ``steps`` are figures on the way to it whose sums are written out first. The range
    stands under it where the reader wants ranges, and always ``with_range``.
    """
    tell = medium.telling()
    main = shown(tell, figure, with_range)
    medium.answers_with(figure)
    medium.results_in(result(tell, main))
    sums = [
        {"label": tell.name_of(id) if steps else "", **_sum(tell, id)} for id in (*steps, figure)
    ]
    with medium.idea(FIGURE):
        markup.draw("headline", main=main, sums=sums)
    if not with_range:
        range_switch()
    how(figure)
    cite()


def figures(*ids: str, apart: bool = False) -> None:
    """Figures side by side, each with its grade and the way to its record.

    Two that are to be told ``apart`` are written alike, with as many digits as that takes.
    """
    tell = medium.telling()
    all_shown = [shown(tell, id) for id in ids]
    if apart:
        key = live.apart_key(*ids)
        for part, number in enumerate(live.texts(tell, key)):
            all_shown[part] |= {"number": number, "live": key, "part": part}
    medium.answers_with(ids[0])
    medium.results_in(result(tell, *all_shown))
    with medium.idea(FIGURE):
        markup.draw("figures", figures=all_shown)


def result(tell: Telling, *figures: dict) -> str:
    """Figures as one sentence each, to be read out after a change."""
    return " ".join(
        tell.say("ui.result", label=(each["label"], ""), number=(each["number"], ""))
        for each in figures
    )


def range_switch() -> None:
    """Whether figures show, beside themselves, the range of nine in ten draws."""
    tell = medium.telling()
    controls.switch(
        "ranges",
        "ranges",
        tell.say("ui.show_ranges"),
        "shown",
        medium.link().ranges,
        about=tell.say("ui.show_ranges_help"),
    )


def how(figure: str) -> None:
    """How we got a figure and who says so: drawn only while the reader has it open."""
    tell = medium.telling()
    opened = medium.fold(f"how_{figure}", tell.say("ui.how"))
    if opened.open:
        with opened:
            markup.draw(
                "how",
                figure=provenance.figure(tell, figure),
                inputs=provenance.inputs(tell, figure),
                sum=_sum(tell, figure),
                say=tell.say,
                href=record_of(figure),
            )


def cite() -> None:
    """How to cite the page's figures in this scenario: drawn only while the reader has it open."""
    opened = medium.fold("cite", medium.telling().say("citing.fold"))
    if opened.open:
        with opened:
            cited(medium.page())


def cited(page: str) -> None:
    """The sentence that cites a page in this scenario, and the same for reference managers."""
    tell = medium.telling()
    found = citation.of_page(page, medium.link(), tell.language.code, medium.site())
    ways = {
        name: f"cite/{page}.{form}?{found.query}" for form, name in citation.FOR_PROGRAMS.items()
    }
    markup.draw("cite", sentence=citation.sentence(found), ways=ways, say=tell.say)
    done = tell.say("citing.copied")
    controls.buttons(controls.copy("copy_cited", tell.say("citing.copy"), "cited", done))


def old_links() -> None:
    """The way to what has moved since an old link was made."""
    text = medium.telling().say("changes.to_page")
    markup.draw("way", href=f"changes?{medium.query()}".removesuffix("?"), text=text)


def _sum(tell: Telling, figure: str) -> dict:
    """A figure's sum, ready to draw so that it follows a slider."""
    return {"key": live.sum_key(figure), "parts": formulas.parts(tell, figure)}


def shown(tell: Telling, figure: str, with_range: bool = False) -> dict:
    """A figure with its name, its grade and the way to its record, ready to draw."""
    return {
        "label": tell.name_of(figure),
        "number": live.number(tell, figure),
        "live": live.number_key(figure),
        "part": 0,
        "range": range_of(tell, figure) if with_range or medium.link().ranges else "",
        "grade": provenance.grade(tell, figure),
        "href": record_of(figure),
        "look_up": tell.say("ui.look_up"),
    }


def range_of(tell: Telling, figure: str) -> str:
    """Between what amounts a figure lies in nine of ten draws, in words."""
    found = costmodel.spread(figure, tell.changes, *medium.draws())
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
    query = medium.query()
    return f"sources?{query}#{figure}" if query else f"sources#{figure}"


def control(*assumptions: str) -> None:
    """A slider for each of these assumptions."""
    tell = medium.telling()
    for id in assumptions:
        controls.slider(tell, id)


def chart(draw: Callable[..., charts.Picture], *arguments: object) -> None:
    """A chart under the finding it shows, the ways to take it along, and its numbers as a table.

    ``arguments`` are what the chart needs beside the scenario.
    """
    tell = medium.telling()
    picture = draw(tell, *arguments)
    with medium.idea(f"chart_{picture.id}"):
        markup.draw("chart_title", title=picture.title)
        medium.current().picture(picture)
        if picture.note:
            markup.draw("note", text=picture.note)
    taken_along(picture.id, tell.say("package.take"))
    table = medium.fold(f"table_{picture.id}", tell.say("ui.table"))
    if table.open:
        with table:
            markup.draw("table", caption=picture.title, rows=picture.table)


def taken_along(chart: str, label: str) -> None:
    """The forms in which the chart with this id can be taken away, in one line."""
    markup.draw(
        "take_chart",
        id=chart,
        label=label,
        endings=PACKAGES,
        query=controls.address(""),
        code=medium.telling().say("take.code_of_chart"),
    )


def section(name: str) -> None:
    """The heading of a part of the page."""
    markup.draw("subheading", text=medium.telling().say(f"sections.{name}"))


def left_out(page: str) -> None:
    """What the page's figure leaves out."""
    with medium.idea("left_out"):
        markup.draw("subheading", text=medium.telling().say("ui.left_out"))
        prose(f"{page}.left_out")


def way_on(page: str) -> None:
    """To the page before and the page after; after the story come the doubts."""
    tell = medium.telling()
    at = PAGES.index(page)
    ways = [
        (
            word,
            PAGES[step],
            f"{tell.say(f'ui.{word}_page')}: {tell.say(f'pages.{PAGES[step]}.nav')}",
        )
        for step, word in ((at - 1, "previous"), (at + 1, "next"))
        if 0 <= step < len(PAGES)
    ]
    medium.current().ways(ways)
