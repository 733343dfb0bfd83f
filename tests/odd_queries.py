"""Queries as people, programs and mischief write them, drawn with a seed: the same again each time.

Each begins as a link that somebody made, whole and good, and then something happens to it on its
way: parts are added, misspelt, cut, encoded twice or not at all.
"""

import datetime
import string
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from urllib.parse import parse_qsl, quote, quote_plus, unquote

from content import LANGUAGES
from costmodel import (
    ASSUMPTIONS,
    GUESSED,
    MODEL,
    PARAMETERS,
    QUESTIONS,
    RUNGS,
    STATEMENTS,
    STORIES,
    YOURS,
    Statement,
    Target,
)
from exports import (
    DRAWS_OFFERED,
    GUESS_PREFIX,
    HANDS_PREFIX,
    LANGUAGE_PARAMETER,
    PRESENTED,
    RUN_PREFIX,
    TOGETHER_OFFERED,
    VERSION_PARAMETER,
    Link,
    read,
    write,
)
from exports.link import PARTS_READ

_FIGURES = tuple(MODEL.figures)
# Names of ours, of other people, and of nobody.
OURS = (
    *(VERSION_PARAMETER, LANGUAGE_PARAMETER, *ASSUMPTIONS),
    *("numerator", "denominator", "table", "ranges", "draws", "seed", "together", "figure"),
    *("statement", "question", "believed", "left", "right", "gap", "ask", "present", "screen"),
    *(RUN_PREFIX + id for id in PARAMETERS),
    *(prefix + id for prefix in (GUESS_PREFIX, HANDS_PREFIX) for id in GUESSED),
)
_STRANGERS = (
    *("utm_source", "fbclid", "gclid", "_ga", "mc_eid", "igshid", "ref", "s", "t", "share"),
    *("embed", "embed_options", "1732500000000", "_", "sessionid", "x-ref", "__proto__", "theme"),
)
_NOBODYS = (
    *("", " ", "?", "=", "a", "run_", "guess_", "hands_", "gpu_count_", "amp;", "&amp;amp;"),
    *("\u202erental_rate", "rental rate", "Rental-Rate[]", "rental_rate[0]", "réntal_rate", "\0"),
    *("nonsense", "../../etc/passwd", "{tco}", "{{7*7}}", "<script>", "' OR 1=1 --"),
    *("🙂", "$where"),
)
_VALUES = (
    *("", " ", "0", "-0", "-1", "1", "3", "3,5", "3.5", "1e999", "-1e999", "1e-999", "nan", "inf"),
    *("0x10", "1_000", "1 000", "١٢٣", "１２", "½", "²", "Ⅷ", "1/0", "1/3", "--1", "+3"),
    *(".5", "5."),
    *("2.0.0", "true", "None", "null", "undefined", "[object Object]", "id", "xx", "en-GB", "99"),
    *("a?b=c", "x?rental_rate=5", "?", "%", "%00", "\0", "\r\nX-Odd: 1", "<b>"),
    *("\ud800", "\ufeff3"),
    *("tco>1e9", "tco<", ">", "tco>nan", "tco=1e400", "capex=2e9=3", "1-2-3-4-5", "9-9-9-9-9-9"),
    *("2024-02-30", "0000-00-00", "9999-12-31", "2023-12-01T00:00", "unknown", "../.."),
    *("{0}", "%s"),
    *("9" * 400, "9" * 401, "0." + "0" * 390 + "1", "1" * 5_000, "e" * 300, "-" * 999, "🙂" * 100),
)
_LETTERS = string.ascii_letters + string.digits + "_-.~%&=+;/?#[]{}<>'\"\\ \0\tüß½٣水🙂\u202e\u200d"
# Escapes that stand for nothing: cut short, no digits, no character of UTF-8.
_BROKEN = (
    "%",
    "%z",
    "%zz",
    "%4",
    "%u0041",
    "%c0%af",
    "%ed%a0%80",
    "%ff%fe",
    "%80",
    "%00",
    "%f0%9f",
)


@dataclass(frozen=True)
class Odd:
    """A query, and the good parts of it that nothing else in it speaks of, as links write them."""

    query: str
    good: tuple[tuple[str, str], ...]


def odd(chance: Random, names: Sequence[str] = ()) -> Odd:
    """An odd query; ``names`` are those that an address has of its own."""
    good = tuple(parse_qsl(write(link(chance)))) if chance.random() < 0.7 else ()
    added = [
        part
        for part in (_part(chance, names) for _ in range(chance.choice((1, 1, 2, 2, 3, 4, 6))))
        # Of what is good nothing else may speak, else that would count; but of the edition.
        if not any(name in unquote(part) for name, _ in good if name != VERSION_PARAMETER)
    ]
    parts = [f"{quote_plus(name)}={quote_plus(text)}" for name, text in good]
    for part in added:
        parts.insert(chance.randint(0, len(parts)), part)
    if chance.random() < 0.002:
        # Behind all others: so many parts are not read.
        parts += chance.choices(added or ["x=1"], k=chance.choice((50, PARTS_READ, 3 * PARTS_READ)))
    between = chance.choice(("&", "&", "&", "&", "&&", "&amp;&"))
    return Odd(between.join(parts) + chance.choice(("", "", "", "&", "&=", "&&")), good)


def link(chance: Random) -> Link:
    """A link that somebody could have made: some of its fields are not as usual."""
    fields: dict[str, object] = {"changes": _changes(chance)}
    for field, choices in _CHOICES.items():
        if chance.random() < 0.12:
            fields[field] = chance.choice(choices)
    if chance.random() < 0.1:
        fields["seed"] = chance.randrange(1_000_000)
        fields["statement"] = Statement(
            chance.choice(_FIGURES), chance.choice(("above", "below")), _number(chance)
        )
        fields["question"] = Target(chance.choice(_FIGURES), _number(chance))
    if chance.random() < 0.2:
        fields |= {"run": _run(chance), "guesses": _guesses(chance), "hands": _hands(chance)}
    # As it is read: without what is as usual.
    usual, faults = read(parse_qsl(write(Link(**fields)), keep_blank_values=True), LANGUAGES)
    if faults:
        raise AssertionError(f"a good link has faults: {faults}")
    return usual


_CHOICES: dict[str, tuple[object, ...]] = {
    "language": tuple(LANGUAGES),
    "numerator": RUNGS,
    "denominator": RUNGS,
    "first_version": (True,),
    "ranges": (True,),
    "draws": DRAWS_OFFERED,
    "together": TOGETHER_OFFERED,
    "figure": _FIGURES,
    "statement": tuple(STATEMENTS.values()),
    "question": tuple(QUESTIONS.values()),
    "believed": tuple(ASSUMPTIONS),
    "left": (*STORIES, YOURS),
    "right": (*STORIES, YOURS),
    "gap": _FIGURES,
    "ask": (True,),
    "present": PRESENTED,
    "screen": tuple(range(1, 100)),
}


def _number(chance: Random) -> float:
    return chance.choice((-1, 1, 1, 1)) * chance.uniform(1, 10) * 10.0 ** chance.randint(-9, 15)


def _between(chance: Random, low: float, high: float) -> float:
    value = chance.choice((low, high, chance.uniform(low, high), chance.uniform(low, high)))
    # As a slider leaves it, as somebody types it, or with all the digits there are.
    rounded = float(f"{value:.{chance.choice((2, 3, 17))}g}")
    return rounded if low <= rounded <= high else value


def _changes(chance: Random) -> dict[str, float]:
    chosen = chance.sample(list(ASSUMPTIONS.values()), chance.choice((0, 1, 1, 2, 3, 8)))
    return {row.id: _between(chance, row.allowed_low, row.allowed_high) for row in chosen}


def _run(chance: Random) -> dict[str, float | datetime.date]:
    run: dict[str, float | datetime.date] = {}
    for id in chance.sample(list(PARAMETERS), 3):
        row = PARAMETERS[id]
        if row.kind == "day":
            days = (row.allowed_high - row.allowed_low).days
            run[id] = row.allowed_low + datetime.timedelta(chance.randint(0, days))
        else:
            run[id] = _between(chance, row.allowed_low, row.allowed_high)
    return run


def _guesses(chance: Random) -> dict[str, float | None]:
    return {
        id: chance.choice((None, _between(chance, row.allowed_low, row.allowed_high)))
        for id, row in GUESSED.items()
        if chance.random() < 0.5
    }


def _hands(chance: Random) -> dict[str, tuple[int, ...]]:
    return {
        id: tuple(chance.randint(0 if place else 1, 9) for place in range(5))
        for id in GUESSED
        if chance.random() < 0.5
    }


def _part(chance: Random, names: Sequence[str]) -> str:
    """One part of a query, escaped well, badly or not at all."""
    name, text = _name(chance, names), _text(chance)
    way = chance.random()
    if way < 0.5:
        return f"{quote(name, errors='replace')}={quote(text, errors='replace')}"
    if way < 0.6:
        return f"{quote_plus(name, errors='replace')}={quote_plus(text, errors='replace')}".lower()
    if way < 0.7:
        return quote(f"{quote(name, errors='replace')}={quote(text, errors='replace')}", safe="=%")
    part = f"{name}={text}".encode(errors="replace").decode()
    if way < 0.8:
        place = chance.randint(0, len(part))
        return (
            quote(part[:place], safe="=&") + chance.choice(_BROKEN) + quote(part[place:], safe="=")
        )
    if way < 0.9:
        return "".join(f"%{chance.randrange(256):02X}" for _ in range(chance.randint(1, 12)))
    # As it stands, but for what no line of a request can hold.
    return quote(part, safe=string.punctuation)


def _name(chance: Random, names: Sequence[str]) -> str:
    way = chance.random()
    if names and way < 0.4:
        return chance.choice(names)
    if way < 0.55:
        return chance.choice(OURS)
    if way < 0.65:
        return _misspelt(chance, chance.choice((*OURS, *_FIGURES)))
    if way < 0.8:
        return chance.choice(_STRANGERS)
    if way < 0.92:
        return chance.choice(_NOBODYS)
    return _letters(chance, 1_000 if chance.random() < 0.01 else 30)


def _text(chance: Random) -> str:
    way = chance.random()
    if way < 0.5:
        return chance.choice(_VALUES)
    if way < 0.65:
        return chance.choice((*OURS, *_FIGURES, *STATEMENTS, *QUESTIONS, *STORIES))
    if way < 0.85:
        return repr(_number(chance)) + chance.choice(
            ("", "", "", "%", " ", "e", "?x=1", ",0", "\0")
        )
    return _letters(chance, 20_000 if chance.random() < 0.002 else 40)


def _letters(chance: Random, most: int) -> str:
    return "".join(chance.choices(_LETTERS, k=chance.randint(0, most)))


def _misspelt(chance: Random, name: str) -> str:
    place = chance.randrange(len(name))
    return chance.choice(
        (
            name[:place] + name[place + 1 :],
            name[:place] + name[place] + name[place:],
            name[:place] + chance.choice(_LETTERS) + name[place + 1 :],
            name.upper(),
            name.title(),
            name.replace("_", chance.choice(("-", ".", "", " ", "__"))),
            name + chance.choice(("[]", "s", "_", " ", "\0", "?", ";")),
            "amp;" + name,
        )
    )
