"""The scenario in an address: a query string and back, nothing lost and nothing swallowed.

``v=2&rental_rate=3&lang=id`` carries only what differs from the published
values; ``v`` says from those of which edition, so that an old link keeps its figures. Parts
that cannot be used are named, and the rest is kept.

Whose a part is, its name decides, in this order:

1. *ours*: spelt exactly as here. It is read; what cannot be used is a fault.
2. *known to be somebody else's*: ``utm_…``, the ids of clicks, Streamlit's own. Ignored.
3. *an attempt at ours*: one of our names in other letters or signs (``Rental-Rate[]``),
   or one that begins as our families do (``gpu_count_…``, ``run_…``). A fault, which says
   what was meant.
4. *in a form that somebody else's parts have*, as ``exports.strangers`` tells them:
   ignored, unless four fifths of its letters are those of one of our names; then it is
   an attempt.
5. *anything else*: a fault. It may have been meant for us, and nothing is swallowed.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from costmodel import (
    ASSUMPTIONS,
    DRAWS,
    GUESSED,
    MODEL,
    NOTHING_CHANGED,
    PARAMETERS,
    QUESTIONS,
    RUNGS,
    SEED,
    STATEMENTS,
    STORIES,
    STORIES_AT_FIRST,
    TRAINING_RUN,
    UNKNOWN,
    YOURS,
    Fault,
    Hands,
    Scenario,
    Spellings,
    Statement,
    Target,
    quoted,
    read_changes,
    read_guesses,
    read_hands,
    read_parameters,
    read_statement,
    read_target,
    read_whole,
    write_hands,
    write_number,
    write_statement,
    write_target,
)
from exports.editions import EDITIONS, RUN_PREFIX, VERSION, moved_since
from exports.strangers import is_known, looks_appended, without_ampersands, words_of

VERSION_PARAMETER = "v"
LANGUAGE_PARAMETER = "lang"
# Before the figure that a reader guessed.
GUESS_PREFIX = "guess_"
# Before the figure that a room has raised its hands for.
HANDS_PREFIX = "hands_"
# How many draws a reader may ask for.
DRAWS_OFFERED = (DRAWS, 2 * DRAWS, 4 * DRAWS)
# How strongly the counts of GPUs may be tied together: the correlations offered.
TOGETHER_OFFERED = (0.0, 0.25, 0.5, 0.75, 1.0)
# How many seeds there are to choose from, zero the first.
SEEDS = 1_000_000

# What is presented: all screens of the story, or the ready talk.
PRESENTED = ("1", "talk")
# The last screen that a link may name; no page has as many.
LAST_SCREEN = 99

# How many parts of an address are read; Streamlit reads as many.
PARTS_READ = 1_000

# How like one of ours a name must be to be taken for it; and how like if it has the form
# of somebody else's.
_A_GUESS = 0.6
_AN_ATTEMPT = 0.8


@dataclass(frozen=True)
class LinkFault(Fault):
    """A part of a link other than an assumption that cannot be used."""

    @property
    def message(self) -> str:
        """The fault in English, naming the part."""
        return f"{self.id}: {self.given!r} is not known here"


@dataclass(frozen=True)
class Link:
    """Everything an address says.

    ``changes``: assumptions that differ from the published values. ``language``:
    None where the reader's browser decides. ``numerator`` and ``denominator``: the
    two rungs the reader compares. ``first_version``: whether the hardware table is
    summed the way its first version was, one column short.

    The doubts: ``ranges``, whether figures show their range beside them; ``draws`` and
    ``seed``, which draws these come from; ``together``, the correlation of the counts of
    GPUs in them; ``figure``, the figure in doubt;
    ``statement``, the sentence to be turned over, and ``question``, the headline to be
    believed, each a ready one or the reader's own; ``believed``, the assumption to believe it
    by, None for the likeliest; ``left`` and ``right``, the two stories compared, and
    ``gap``, the figure they differ in. ``run``: parameters of a model of the reader's own.

    ``ask``: whether pages ask for a guess before they tell; ``guesses``: what the reader
    guessed, by figure, None of one the reader said not to know. ``hands``: how many in a room
    raised a hand for each of a figure's ranges, by figure.

    ``present``: which of :data:`PRESENTED` is shown one idea at a time, empty for a page to
    read; ``screen``, which of the page's screens, from one. Past a page's last it is the last.
    """

    changes: Scenario[float] = NOTHING_CHANGED
    language: str | None = None
    numerator: str = "tco"
    denominator: str = "final_run_cost"
    first_version: bool = False
    ranges: bool = False
    draws: int = DRAWS
    seed: int = SEED
    together: float = 0.0
    figure: str = "tco"
    statement: Statement = STATEMENTS["total_over_hundred_claims"]
    question: Target = QUESTIONS["four_hundred_times"]
    believed: str | None = None
    left: str = STORIES_AT_FIRST[0]
    right: str = STORIES_AT_FIRST[1]
    gap: str = "tco"
    run: Scenario[float | datetime.date] = NOTHING_CHANGED
    ask: bool = False
    guesses: Scenario[float | None] = NOTHING_CHANGED
    hands: Scenario[Hands] = NOTHING_CHANGED
    present: str = ""
    screen: int = 1


@dataclass(frozen=True)
class _Part:
    """One part of an address: the field it fills, and how its text is read; None refuses it."""

    field: str
    read: Callable[[str], Any]
    write: Callable[[Any], str] = str


def _one_of(*choices: object) -> Callable[[str], object | None]:
    by_text = {str(each): each for each in choices}
    return by_text.get


def _seed(text: str) -> int | None:
    seed = read_whole(text)
    return seed if seed is not None and 0 <= seed < SEEDS else None


def _screen(text: str) -> int | None:
    screen = read_whole(text)
    return screen if screen is not None and 1 <= screen <= LAST_SCREEN else None


# What stands in an address beside assumptions, by name.
_PARTS: dict[str, _Part] = {
    "numerator": _Part("numerator", _one_of(*RUNGS)),
    "denominator": _Part("denominator", _one_of(*RUNGS)),
    "table": _Part("first_version", {"first": True}.get, lambda _: "first"),
    "ranges": _Part("ranges", {"shown": True}.get, lambda _: "shown"),
    "draws": _Part("draws", _one_of(*DRAWS_OFFERED)),
    "seed": _Part("seed", _seed),
    "together": _Part("together", _one_of(*TOGETHER_OFFERED)),
    "figure": _Part("figure", _one_of(*MODEL.figures)),
    "statement": _Part("statement", read_statement, write_statement),
    "question": _Part("question", read_target, write_target),
    "believed": _Part("believed", _one_of(*ASSUMPTIONS)),
    "left": _Part("left", _one_of(*STORIES, YOURS)),
    "right": _Part("right", _one_of(*STORIES, YOURS)),
    "gap": _Part("gap", _one_of(*MODEL.figures)),
    "ask": _Part("ask", {"1": True}.get, lambda _: "1"),
    "present": _Part("present", _one_of(*PRESENTED)),
    "screen": _Part("screen", _screen),
}
_USUAL = Link()

# Every name that can be given a value, and every name that cannot: ours, exactly.
_NAMES = (
    VERSION_PARAMETER,
    LANGUAGE_PARAMETER,
    *_PARTS,
    *ASSUMPTIONS,
    *(RUN_PREFIX + id for id in PARAMETERS),
    *(GUESS_PREFIX + figure for figure in GUESSED),
    *(HANDS_PREFIX + figure for figure in GUESSED),
)
_FIGURES = frozenset((*MODEL.figures, *(RUN_PREFIX + id for id in TRAINING_RUN.figures)))
# Each by its letters alone, for those who write it in other signs.
_BY_LETTERS = {
    name.replace("_", ""): name
    for name in (*_NAMES, *_FIGURES)
    if name != VERSION_PARAMETER  # any single letter might be meant for it
}
# How names begin that several of ours share: gpu_count_, run_.
_FAMILIES = (
    RUN_PREFIX,
    GUESS_PREFIX,
    HANDS_PREFIX,
    *(
        stem + "_"
        for stem, ids in Counter(id.rpartition("_")[0] for id in ASSUMPTIONS).items()
        if ids > 1 and "_" in stem
    ),
)
# The words they are made of; of two letters are only words like "of".
_OUR_WORDS = frozenset(
    word for name in (*_NAMES, *_FIGURES) for word in name.split("_") if len(word) > 2
)


def with_part(link: Link, name: str, text: str) -> tuple[Link, Fault | None]:
    """The link with one part of its address as ``text`` says; empty is as usual.

    ``name`` is a part beside assumptions, such as ``figure``. What cannot be used is
    named, and the link stays as it is.
    """
    part = _PARTS.get(name)
    if part and not text:
        return replace(link, **{part.field: getattr(_USUAL, part.field)}), None
    value = part.read(text) if part else None
    if part is None or value is None:
        return link, LinkFault("unknown", quoted(name), quoted(text))
    return replace(link, **{part.field: value}), None


def write(link: Link, with_edition: bool = False) -> str:
    """The query string of a link, without the question mark; empty for the published scenario.

    ``with_edition`` it says also of the published scenario which edition's that is: a link to be
    cited, which is to keep its figures when published numbers move.
    """
    parts: dict[str, str] = {}
    if link.changes or link.run or with_edition:
        parts[VERSION_PARAMETER] = VERSION
    parts |= {id: write_number(value) for id, value in link.changes.items()}
    for name, part in _PARTS.items():
        value = getattr(link, part.field)
        if value != getattr(_USUAL, part.field):
            parts[name] = part.write(value)
    parts |= {
        RUN_PREFIX + id: entry.isoformat()
        if isinstance(entry, datetime.date)
        else write_number(entry)
        for id, entry in link.run.items()
    }
    parts |= {
        GUESS_PREFIX + figure: _written(link.guesses[figure])
        # In one order, whatever was guessed first: the same guesses are the same address.
        for figure in GUESSED
        if figure in link.guesses
    }
    parts |= {
        HANDS_PREFIX + figure: write_hands(link.hands[figure])
        for figure in GUESSED
        if figure in link.hands
    }
    if link.language:
        parts[LANGUAGE_PARAMETER] = link.language
    return urlencode(parts)


def _written(guess: float | None) -> str:
    return UNKNOWN if guess is None else write_number(guess)


def edition_of(pairs: Iterable[tuple[str, str]]) -> str:
    """The edition that an address says it was made with; today's where it says none there was."""
    said = [
        text
        for name, text in _mended(islice(pairs, PARTS_READ))
        if name == VERSION_PARAMETER and text in EDITIONS
    ]
    return said[-1] if said else VERSION


def read(
    pairs: Iterable[tuple[str, str]], languages: Iterable[str], as_of_today: bool = False
) -> tuple[Link, tuple[Fault, ...]]:
    """A link from the ``(name, text)`` pairs of an address, and every part that is unusable.

    ``languages`` are the ones there are words in. Any text at all may stand in
    the pairs; nothing is raised. After :data:`PARTS_READ` pairs the rest is not read.
    What a link leaves out is as published in its edition, or ``as_of_today``.
    """
    parts = {
        **_PARTS,
        VERSION_PARAMETER: _Part("version", _one_of(*EDITIONS)),
        LANGUAGE_PARAMETER: _Part("language", _one_of(*languages)),
    }
    chosen: dict[str, Any] = {}
    changed: list[tuple[str, str]] = []
    own_run: list[tuple[str, str]] = []
    guessed: list[tuple[str, str]] = []
    raised: list[tuple[str, str]] = []
    faults: list[Fault] = []
    spellings = Spellings(_NAMES)
    pairs = iter(pairs)
    for name, text in _mended(islice(pairs, PARTS_READ)):
        if name in parts:
            value = parts[name].read(text)
            if value is None:
                faults.append(LinkFault("unknown", name, quoted(text)))
            else:
                chosen[parts[name].field] = value
        elif name in ASSUMPTIONS or name in MODEL.units:
            changed.append((name, text))
        elif name in _NAMES and name.startswith(GUESS_PREFIX):
            guessed.append((name.removeprefix(GUESS_PREFIX), text))
        elif name in _NAMES and name.startswith(HANDS_PREFIX):
            raised.append((name.removeprefix(HANDS_PREFIX), text))
        elif name in _NAMES or name in _FIGURES:
            own_run.append((name.removeprefix(RUN_PREFIX), text))
        else:
            faults += _of_unknown(name, text, spellings)
    if next(pairs, None):
        faults.append(Fault("too_many", "", str(PARTS_READ)))
    version = chosen.pop("version", VERSION)
    for name, value in _of_its_edition(VERSION if as_of_today else version, changed, own_run):
        if name in ASSUMPTIONS:
            changed.append((name, write_number(value)))
        elif name in _NAMES:
            own_run.append((name.removeprefix(RUN_PREFIX), write_number(value)))
        else:
            faults.append(Fault("unknown", name, write_number(value)))
    changes, of_changes = read_changes(changed)
    run, found = read_parameters(own_run)
    of_run = (replace(fault, id=RUN_PREFIX + fault.id) for fault in found)
    guesses, found = read_guesses(guessed)
    of_guesses = (replace(fault, id=GUESS_PREFIX + fault.id) for fault in found)
    hands, found = read_hands(raised)
    of_hands = (replace(fault, id=HANDS_PREFIX + fault.id) for fault in found)
    link = Link(changes=changes, run=run, guesses=guesses, hands=hands, **chosen)
    return link, (*faults, *of_changes, *of_run, *of_guesses, *of_hands)


def _of_its_edition(
    version: str, changed: list[tuple[str, str]], own_run: list[tuple[str, str]]
) -> Iterator[tuple[str, float]]:
    """What a link leaves out, and meant as it was published then.

    ``changed`` and ``own_run`` are what it says itself. A link without a model of the
    reader's own means nothing by how such a model would usually be computed.
    """
    said = {id for id, _ in changed} | {RUN_PREFIX + id for id, _ in own_run}
    for name, value in moved_since(version).items():
        if name not in said and (own_run or not name.startswith(RUN_PREFIX)):
            yield name, value


def _mended(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The pairs without what passing them on has done to an address.

    An ampersand written for HTML leaves ``amp;`` before a name. Who appends without
    looking puts a second question mark: ``rental_rate=3?source=x``.
    """
    for name, text in pairs:
        name = without_ampersands(name)
        if name in _NAMES:
            # No value of ours has a question mark in it.
            text, mark, appended = text.partition("?")
            other, equals, rest = appended.partition("=")
            if mark and equals:
                yield without_ampersands(other), rest
            else:
                text += mark + appended
        if name or text:
            yield name, text


def _of_unknown(name: str, text: str, spellings: Spellings) -> Iterator[Fault]:
    """The fault of a part whose name is not ours; none if it is somebody else's."""
    if is_known(name):
        return
    words = words_of(name)
    spelt, same = "_".join(words), _BY_LETTERS.get("".join(words))
    if same in _FIGURES:
        yield Fault("figure", quoted(name), quoted(text))
        return
    attempt = same or spelt.startswith(_FAMILIES)
    foreign = not attempt and looks_appended(name, _OUR_WORDS)
    meant = same or spellings.of(spelt, _AN_ATTEMPT if foreign else _A_GUESS)
    if meant or not foreign:
        yield Fault("unknown", quoted(name), quoted(text), meant=meant)
