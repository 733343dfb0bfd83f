"""What leaves with a reader: each in this scenario, with the address where it is had."""

from content import FIRST
from costmodel import write_number
from elements import blocks, controls, markup, medium, outline

# What stands before an address of ours where our own is not known.
_SOMEWHERE = "…"


def link() -> None:
    """The scenario's link, to be copied."""
    _to_copy("link", _whole("/"))


def workbook() -> None:
    """The scenario as a spreadsheet."""
    markup.draw(
        "ways_out",
        ways=[(medium.telling().say("take.open_workbook"), controls.address("scenario.xlsx"))],
    )


def charts() -> None:
    """Every chart there is, by its name, in each form in which it can be taken away."""
    tell = medium.telling()
    for id in outline.charts():
        blocks.taken_along(id, tell.say("take.chart", name=(tell.say(f"chart_names.{id}"), "")))


def code(*figures: str) -> None:
    """The ways to the code that puts one of these figures into a page of somebody else's."""
    tell = medium.telling()
    markup.draw(
        "ways_out",
        ways=[
            (
                tell.say("take.code_of", name=(tell.name_of(id), "")),
                controls.address(f"embed/{id}/code"),
            )
            for id in figures
        ],
    )


def paper() -> None:
    """The first page as a document to print, and as text."""
    tell = medium.telling()
    ways = [
        (tell.say(f"take.paper.{form}"), controls.address(f"{FIRST}.{form}"))
        for form in ("html", "md")
    ]
    markup.draw("ways_out", ways=ways)


def programs() -> None:
    """The scenario's figures for a shell, and for pandas."""
    changes = medium.telling().changes
    given = [f"{id}={write_number(value)}" for id, value in changes.items()]
    figures = _whole("/api/v1/figures.json")
    _to_copy("command", " ".join(("python -m costmodel --json", *given)))
    _to_copy("curl", f'curl "{figures}"')
    _to_copy(
        "pandas",
        "import json\n"
        "import urllib.request\n\n"
        "import pandas\n\n"
        f'with urllib.request.urlopen("{figures}") as answer:\n'
        '    figures = pandas.DataFrame(json.load(answer)["figures"]).T\n'
        "print(figures)",
    )


def _to_copy(name: str, text: str) -> None:
    """A text with what it is for, and a button that copies it."""
    tell, id = medium.telling(), f"taken_{name}"
    markup.draw("snippet", id=id, label=tell.say(f"take.snippets.{name}"), text=text)
    copied = tell.say("take.copied")
    controls.buttons(controls.copy(f"copy_{id}", tell.say("take.copy"), id, copied))


def _whole(path: str) -> str:
    return controls.address(f"{medium.site() or _SOMEWHERE}{path}")
