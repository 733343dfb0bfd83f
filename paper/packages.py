"""A chart on its way out of the house: its picture by itself, its numbers, and all of it in one.

The same link gives the same bytes: nothing here knows the time.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from charts import Picture
from content import LANGUAGES, Language, path_of
from costmodel import DRAWS
from elements import bar
from elements.medium import USUAL_DRAWS
from exports import Link, archive, records, tables, write
from paper import pictures
from paper.lettering import HEADING, REGULAR, SEMIBOLD
from paper.pictures import THEMES
from paper.plates import Plate, described, png
from telling import Telling, provenance

# In pixels of the picture, and how many of a screen's or a printer's each of them is. Narrower,
# names would run into amounts.
NARROWEST, WIDEST, USUAL_WIDTH = 480, 1200, 800
SCALES, USUAL_SCALE = (1, 2, 3), 2
LICENCE = "MIT"
_LICENCE = (Path(__file__).resolve().parent.parent / "LICENSE").read_text(encoding="utf-8").rstrip()
# The grade of our own assumptions.
_OURS = "D"
# Below this a picture has the letters and the margin of a phone.
_NARROW = 560
# Of what is changed, and of who says so, this many are named in a picture; its link has the rest.
_CHANGES_NAMED, _NAMES_NAMED = 4, 5


@dataclass(frozen=True)
class Taken:
    """What somebody takes away: a chart of a page, drawn for a link in a language.

    ``site`` is what addresses begin with, see ``web.site``. ``width`` is from :data:`NARROWEST`
    to :data:`WIDEST`, ``scale`` one of :data:`SCALES`, ``theme`` one of ``paper.pictures.THEMES``.
    """

    picture: Picture = field(repr=False)
    page: str
    link: Link
    language: str
    site: str = ""
    width: int = USUAL_WIDTH
    scale: int = USUAL_SCALE
    theme: str = THEMES[0]

    @property
    def tell(self) -> Telling:
        """The link's scenario in the language."""
        return Telling.of(LANGUAGES[self.language], self.link.changes)

    @cached_property
    def plate(self) -> Plate:
        """The picture, drawn once for all the forms it is taken in."""
        return _plate(self)

    @property
    def address(self) -> str:
        """Where the page stands, live, with this scenario."""
        return f"{self.site}/{path_of(self.page)}?{self.query}"

    @property
    def query(self) -> str:
        """The link's query in this language."""
        return write(replace(self.link, language=self.language))


def svg(taken: Taken) -> bytes:
    """The picture, which stands alone, as SVG; its fonts are in it."""
    return taken.plate.svg().encode()


def png_of(taken: Taken) -> bytes:
    """The picture as PNG. What it shows in words, its link and its licence are in it as well."""
    picture, tell = taken.picture, taken.tell
    drawn = png(taken.plate.svg(with_fonts=False), taken.scale)
    return described(
        drawn,
        {
            "Title": picture.title,
            "Description": picture.alt,
            "Author": tell.say("ui.title"),
            "Source": taken.address,
            "Copyright": tell.say("package.licence"),
        },
    )


def _plate(taken: Taken) -> Plate:
    """The picture with everything a reader needs who sees nothing else."""
    picture, tell, is_narrow = taken.picture, taken.tell, taken.width < _NARROW
    plate = Plate(
        taken.width,
        20 if is_narrow else 32,
        picture.title,
        picture.alt,
        taken.language,
        taken.theme,
    )
    plate.text(tell.say(f"pages.{taken.page}.question"), SEMIBOLD, 14 if is_narrow else 15)
    plate.space(6)
    plate.text(picture.title, HEADING, 21 if is_narrow else 26, leading=1.25, balanced=True)
    plate.space(18)
    theme = pictures.theme_of(taken.theme)
    plate.drawing(
        pictures.drawn(
            picture,
            plate.room,
            theme=taken.theme,
            font=REGULAR.family,
            text=theme["textColor"],
        )
    )
    plate.space(14)
    for text in (*notes(taken), scenario(tell), evidence(picture, tell)):
        plate.text(text, REGULAR, 13, leading=1.4)
        plate.space(4)
    plate.space(8)
    plate.bar(plate.room, 1, theme["borderColor"])
    plate.space(8)
    plate.text(f"{tell.say('ui.title')} · {taken.address}", REGULAR, 12)
    plate.text(f"{as_of(tell)} · {tell.say('package.licence')}", REGULAR, 12)
    return plate


def notes(taken: Taken) -> list[str]:
    """What the chart does not say by itself."""
    picture, link = taken.picture, taken.link
    said = [picture.note, picture.legend]
    if picture.shows_draws and (link.draws, link.seed, link.together) != USUAL_DRAWS:
        said.append(taken.tell.say("paper.usual_draws", draws=(DRAWS, "people")))
    return [*filter(None, said)]


def scenario(tell: Telling, named: int = _CHANGES_NAMED) -> str:
    """What is changed in a scenario, the first few of it ``named``; or that nothing is."""
    _, each = bar.changed(tell)
    if not each:
        return tell.say("package.unchanged")
    changes = [*each.values()][:named]
    if rest := len(each) - len(changes):
        changes.append(_more(tell, rest))
    return f"{tell.say('package.changed')} {'; '.join(changes)}"


def evidence(picture: Picture, tell: Telling) -> str:
    """Who says so, by grade, with what each grade means."""
    return f"{tell.say('package.sources')} {'; '.join(_grades(picture, tell))}"


def _grades(picture: Picture, tell: Telling) -> list[str]:
    return [
        _of_grade(tell, each) for each in provenance.evidence(tell, picture.figures, picture.quoted)
    ]


def _of_grade(tell: Telling, each: Mapping[str, Any]) -> str:
    blanks = {"grade": (each["letter"], ""), "meaning": (each["name"], "")}
    # What is ours, somebody may have said as well; they do not answer for it.
    names = [] if each["letter"] == _OURS else each["publishers"][:_NAMES_NAMED]
    if not names:
        return tell.say("package.of_grade_alone", **blanks)
    if rest := len(each["publishers"]) - len(names):
        names.append(_more(tell, rest))
    return tell.say("package.of_grade", **blanks, names=(", ".join(names), ""))


def _more(tell: Telling, count: int) -> str:
    return tell.say("package.more", count=(count, "people"))


def as_of(tell: Telling) -> str:
    """Of which day the evidence is."""
    return tell.say("package.as_of", day=(provenance.read_on(), ""))


def csv(taken: Taken) -> bytes:
    """The numbers for a spreadsheet of the language, headed in words with their units."""
    language, numbers = LANGUAGES[taken.language], taken.picture.numbers
    headings = [
        f"{each.heading} ({language.label(f'unit_names.{each.unit}')})"
        if each.unit
        else each.heading
        for each in numbers.columns
    ]
    text = tables.for_spreadsheets(headings, numbers.rows, language.numbers.decimal_mark)
    return text.encode()


def plain_csv(taken: Taken) -> bytes:
    """The numbers for programs, headed by ids, in base units."""
    numbers = taken.picture.numbers
    return tables.for_programs([each.id for each in numbers.columns], numbers.rows).encode()


def data(taken: Taken) -> bytes:
    """The numbers and everything known of them as JSON."""
    picture, tell, numbers = taken.picture, taken.tell, taken.picture.numbers
    language: Language = LANGUAGES[taken.language]
    figures = records.of_figures(language, taken.link.changes, picture.figures)
    quoted = records.of_quoted(picture.quoted)
    said = {
        "chart": picture.id,
        "language": taken.language,
        "question": tell.say(f"pages.{taken.page}.question"),
        "title": picture.title,
        "description": picture.alt,
        "notes": notes(taken),
        "link": taken.address,
        "sources_read_on": provenance.read_on().isoformat(),
        "licence": LICENCE,
        "changed": records.of_changes(tell),
        "columns": [
            {"id": each.id, "heading": each.heading, "unit": each.unit} for each in numbers.columns
        ],
        "rows": tables.as_data([each.id for each in numbers.columns], numbers.rows),
        "figures": figures,
        "quoted": quoted,
        "sources": records.of_sources(
            tell, [id for row in (*figures, *quoted) for id in row["sources"]]
        ),
    }
    return (json.dumps(said, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def readme(taken: Taken) -> str:
    """What is in the archive, how to cite it, what was changed, and what may be done with it."""
    tell, picture = taken.tell, taken.picture
    _, changed = bar.changed(tell)
    citation = tell.say(
        "package.readme.citation",
        site=(tell.say("ui.title"), ""),
        title=(picture.title, ""),
        address=(taken.address, ""),
        day=(provenance.read_on(), ""),
    )
    with_commas = LANGUAGES[taken.language].numbers.decimal_mark == ","
    parts = {
        "finding": [picture.title, picture.alt, *notes(taken)],
        "link": [taken.address],
        "cite": [citation],
        "changed": [f"- {each}" for each in changed.values()] or [tell.say("package.unchanged")],
        "evidence": [f"- {each}" for each in _grades(picture, tell)],
        "files": [
            f"- {picture.id}{ending}: {tell.say(f'package.readme.{said}')}"
            for ending, said in (
                (".png", "png"),
                (".svg", "svg"),
                (".csv", "csv_comma" if with_commas else "csv_point"),
                ("-plain.csv", "plain"),
                (".json", "json"),
            )
        ],
        "shares": [],
        "licence": [tell.say("package.licence"), _LICENCE],
    }
    lines = [f"# {tell.say(f'pages.{taken.page}.question')}", ""]
    for part, said in parts.items():
        heading = tell.say(f"package.readme.{part}")
        # A list's entries stand under one another, sentences apart.
        between = "\n" if said and said[0].startswith("- ") else "\n\n"
        lines += [f"## {heading}" if said else heading, ""]
        lines += [between.join(filter(None, said)), ""] if said else []
    return "\n".join(lines).rstrip() + "\n"


def zipped(taken: Taken) -> bytes:
    """Picture, numbers, where they come from, and a text that says what is what."""
    id = taken.picture.id
    return archive(
        {
            "readme.md": readme(taken).encode(),
            f"{id}.png": png_of(taken),
            f"{id}.svg": svg(taken),
            f"{id}.csv": csv(taken),
            f"{id}-plain.csv": plain_csv(taken),
            f"{id}.json": data(taken),
        }
    )
