"""The kit for teachers as documents: lesson, talk, worksheet and key, exit ticket and key.

Each is made for a link and a language, worksheet and key from a seed as well: the same give the
same document. What its Markdown says is what its HTML says.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup
from markupsafe import Markup

import costmodel
from content import FIRST, LANGUAGES, TALK, path_of
from content.lessons import LESSON, SPEECH
from costmodel import (
    STORIES,
    Believe,
    Compute,
    Exercise,
    Fault,
    Overturn,
    Unlike,
    WhichGrade,
    WhichStory,
)
from data import RECORDS
from elements import bar, faults, medium
from exports import VERSION, Link, qr_code, write
from paper import markdown
from paper.markup import fill
from paper.sheet import Sheet, prose
from telling import Telling
from telling.exercises import Told, told

# The documents, by name; these are made from a seed.
DOCUMENTS = ("lesson", "talk", "worksheet", "key", "quiz", "quiz_key")
SEEDED = ("worksheet", "key")
# Those that pupils write on, and so put their name on.
_WRITTEN_ON = ("worksheet", "quiz")
# Those that ask and say the same in every scenario.
_OF_NO_SCENARIO = ("quiz", "quiz_key")
# The sizes of paper, by what stands in an address, as a style names them.
SIZES = {"a4": "A4", "letter": "letter"}

# The questions of the exit ticket, and the choices of each; the first is right.
QUIZ = ("made_of", "multiple", "grade", "alleged")
_CHOICES = ("right", "other", "another", "third")

# What stands in Markdown where there is a line to write on.
_DOTS = "." * 90
# Lines to write on: where something is computed, where something is ticked, and for a sentence.
_TO_COMPUTE, _TO_TICK, _FOR_A_SENTENCE = 3, 1, 3


@dataclass(frozen=True)
class Asked:
    """A document that is asked for.

    ``name`` is one of :data:`DOCUMENTS`, ``size`` of :data:`SIZES`. ``link`` is the scenario,
    ``found`` what could not be used of it. ``site`` is the address that everything on the site
    begins with, empty where it is not known.
    """

    name: str
    link: Link
    language: str
    size: str = "a4"
    seed: int = 0
    found: Sequence[Fault] = ()
    site: str = ""

    @property
    def tell(self) -> Telling:
        """The scenario in the language."""
        return Telling.of(LANGUAGES[self.language], self.link.changes)


def html(asked: Asked, *, styles: Sequence[str], icon: str) -> str:
    """A document as HTML that stands alone, with the addresses of its ``styles`` and its ``icon``.

    Raises:
        KeyError: if there is no such document or size.
    """
    tell = asked.tell
    return fill(
        "kit.html",
        code=asked.language,
        direction=tell.language.direction,
        title=_title(asked),
        say=tell.say,
        up="../",
        size=SIZES[asked.size],
        foot=_in_style(" · ".join(_foot(asked))),
        styles=styles,
        icon=icon,
        name=asked.name,
        body=Markup(_body(asked)),
    )


def text(asked: Asked) -> str:
    """The same document as Markdown, to be edited.

    Raises:
        KeyError: if there is no such document.
    """
    soup = BeautifulSoup(_body(asked), "html.parser")
    for each in soup.select("img"):
        each.decompose()
    for each in soup.select(".line"):
        each.name, each.string = "p", _DOTS
    for each in soup.select(".fields span"):
        each.append(f"{_DOTS[: len(_DOTS) // 3]} ")
    return markdown.written(soup)


def _title(asked: Asked) -> str:
    return asked.tell.say(f"kit.titles.{asked.name}")


def _body(asked: Asked) -> str:
    tell = asked.tell
    text, changed = bar.changed(tell)
    return fill(
        "kit_body.html",
        say=tell.say,
        title=_title(asked),
        intro=tell.say(f"kit.intro.{asked.name}"),
        written_on=asked.name in _WRITTEN_ON,
        faults=Markup(_faults(asked)),
        number=_number(asked) if asked.name in SEEDED else "",
        changed=text if changed else tell.say("bar.none_changed"),
        numbers=list(changed.values()),
        scenario=(
            None
            if asked.name in _OF_NO_SCENARIO
            else _place(asked, "kit.scenario", FIRST, asked.link)
        ),
        parts=_PARTS[asked.name](asked),
        foot=_foot(asked),
    )


def _faults(asked: Asked) -> str:
    sheet = Sheet(replace(asked.link, language=asked.language), asked.language)
    with medium.drawn_on(sheet):
        faults.of_link(asked.found)
    return sheet.html()


def _foot(asked: Asked) -> list[str]:
    """What tells one print from another: the sheet, the edition of the numbers, and their date."""
    tell = asked.tell
    checked = max(row.accessed for row in RECORDS.sources.values())
    return [
        tell.say("ui.title"),
        *([_number(asked)] if asked.name in SEEDED else []),
        tell.say("kit.edition", edition=(VERSION, "")),
        tell.say("kit.sources_checked", date=(checked, "")),
    ]


def _number(asked: Asked) -> str:
    return asked.tell.say("kit.sheet_number", seed=(str(asked.seed), ""))


def _in_style(words: str) -> str:
    """A text as a string in a style sheet."""
    return "".join(f"\\{ord(each):06x}" for each in words)


@dataclass(frozen=True)
class _Place:
    """Where a scenario can be opened: under a label, and as a picture where the site is known."""

    label: str
    address: str
    code: str


def _place(asked: Asked, label: str, page: str, link: Link, anchor: str = "") -> _Place:
    query = write(replace(link, language=asked.language))
    address = f"{asked.site}/{path_of(page)}?{query}{anchor}"
    if not asked.site:
        return _Place(asked.tell.say("kit.scenario_path"), address, "")
    return _Place(asked.tell.say(label), address, qr_code(address))


@dataclass(frozen=True)
class _Part:
    """A part of a document: a heading, and below it what there is of each of these.

    ``minutes`` stand beside the heading; ``prose`` is markup; ``told`` is an exercise, ``lines``
    how many there are to write on; ``key`` whether its answer is told, and ``place`` where.
    """

    heading: str
    minutes: str = ""
    prose: str = ""
    told: Told | None = None
    lines: int = 0
    key: bool = False
    place: _Place | None = None


def _minutes(tell: Telling, minutes: int) -> str:
    return tell.say("kit.minutes", minutes=(minutes, "people"))


def _passage(tell: Telling, name: str) -> Markup:
    return Markup(prose(tell.passage(f"kit.{name}")))


def _lesson(asked: Asked) -> list[_Part]:
    tell = asked.tell
    goals = _Part(
        tell.say("kit.parts.goals"), _minutes(tell, sum(LESSON.values())), _passage(tell, "goals")
    )
    # Where a page asks before it tells.
    ask = _place(asked, "kit.guess_place", FIRST, replace(asked.link, ask=True))
    return [
        goals,
        *(
            _Part(
                tell.say(f"kit.parts.{part}"),
                _minutes(tell, minutes),
                _passage(tell, part),
                place=ask if part == "guess" else None,
            )
            for part, minutes in LESSON.items()
        ),
    ]


def _talk(asked: Asked) -> list[_Part]:
    tell = asked.tell
    screens = [f"{page}_{idea}" for page, idea in TALK]
    minutes = sum(SPEECH[screen] for screen in screens)
    talk = _place(asked, "kit.talk_place", TALK[0][0], replace(asked.link, present="talk"))
    how = _Part(
        tell.say("kit.parts.how"), _minutes(tell, minutes), _passage(tell, "talk_how"), place=talk
    )
    return [
        how,
        *(
            _Part(
                tell.say(
                    "kit.parts.screen",
                    place=(place, "people"),
                    title=(tell.say(f"kit.screens.{screen}"), ""),
                ),
                _minutes(tell, SPEECH[screen]),
                _passage(tell, f"talk_{screen}"),
            )
            for place, screen in enumerate(screens, start=1)
        ),
    ]


def _numbered(tell: Telling, place: int, kind: str) -> str:
    return tell.say("kit.parts.question", place=(place, "people"), kind=(kind, ""))


def _worksheet(asked: Asked) -> list[_Part]:
    tell = asked.tell
    each_told = [told(tell.language, each) for each in exercises(asked)]
    return [
        _Part(
            _numbered(tell, place, each.kind),
            told=each,
            lines=_TO_COMPUTE if each.rounding else _TO_TICK,
        )
        for place, each in enumerate(each_told, start=1)
    ]


def _key(asked: Asked) -> list[_Part]:
    tell = asked.tell
    parts = []
    for place, each in enumerate(exercises(asked), start=1):
        words = told(tell.language, each)
        page, link, anchor = where(asked.link, each)
        parts.append(
            _Part(
                _numbered(tell, place, words.kind),
                told=words,
                key=True,
                place=_place(asked, "kit.key.opens", page, link, anchor),
            )
        )
    return parts


def exercises(asked: Asked) -> tuple[Exercise, ...]:
    """The exercises of a worksheet, and of its key."""
    return costmodel.exercises(asked.seed, asked.link.changes)


def where(link: Link, each: Exercise) -> tuple[str, Link, str]:
    """The page and the link that show the answer to an exercise, and the place on the page."""
    match each:
        case Compute():
            return "doubts", replace(link, changes=each.changes, figure=each.figure), ""
        case Overturn():
            return "doubts", replace(link, changes=each.changes, statement=each.statement), ""
        case Believe():
            asked = replace(link, changes=each.asked, question=each.target)
            return "doubts", replace(asked, believed=each.assumption), ""
        case WhichStory():
            other = next(id for id in each.options if id != each.answer)
            story = replace(link, changes=STORIES[each.answer], gap=each.figure)
            return "compare", replace(story, left=each.answer, right=other), ""
        case WhichGrade():
            return "sources", link, f"#{each.id}" if each.id in costmodel.ASSUMPTIONS else ""
        case Unlike():
            first, second = each.answer
            # The reader's own scenario is the link's already.
            changes = STORIES.get(first.story, link.changes)
            ratio = replace(link, numerator=second.rung, denominator=first.rung)
            return "verdict", replace(ratio, changes=changes), ""


def _quiz(asked: Asked, key: bool = False) -> list[_Part]:
    tell = asked.tell
    parts = [
        _Part(_of_quiz(tell, place), told=_told(tell, id), key=key)
        for place, id in enumerate(QUIZ, start=1)
    ]
    own = Told("", tell.say("kit.quiz.own_words"), (), "", (), None, "", "")
    if key:
        own = replace(own, answer=tell.say("kit.quiz.own_words_key"))
    heading = _of_quiz(tell, len(QUIZ) + 1)
    return [*parts, _Part(heading, told=own, lines=0 if key else _FOR_A_SENTENCE, key=key)]


def _quiz_key(asked: Asked) -> list[_Part]:
    return _quiz(asked, key=True)


def _of_quiz(tell: Telling, place: int) -> str:
    return tell.say("kit.parts.question_of_quiz", place=(place, "people"))


def _told(tell: Telling, id: str) -> Told:
    options = [tell.say(f"kit.quiz.{id}.{choice}") for choice in _CHOICES]
    right = options[0]
    # In one order in every print and in every language; not always the first is right.
    order = list(range(len(options)))
    random.Random(id).shuffle(order)
    shown = tuple(options[place] for place in order)
    because = tell.say(f"kit.quiz.{id}.because")
    return Told(
        "", tell.say(f"kit.quiz.{id}.asks"), (), "", shown, shown.index(right), right, because
    )


_PARTS = {
    "lesson": _lesson,
    "talk": _talk,
    "worksheet": _worksheet,
    "key": _key,
    "quiz": _quiz,
    "quiz_key": _quiz_key,
}
