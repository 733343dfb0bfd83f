"""Text from outside, read in one step: what it means, or None.

Links, fields and command lines may hold anything at any length. So nothing is checked
by one rule and then converted by another, which would refuse what the first let pass;
every reader takes time in proportion to its text; and what is longer than anything it
could mean is refused unread.
"""

import datetime
import difflib
import re
from collections.abc import Collection
from functools import cached_property

# The largest float, written out, has 309 digits; the rest is room for a fraction.
LONGEST_NUMBER = 400

# Plain decimal notation in ASCII digits. float() alone would also accept "1_0", "nan",
# "infinity" and digits of other scripts. Each character can match in one way only: a
# pattern that can share digits out between two parts tries every way to do so.
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)

# Longer texts are cut in messages.
_QUOTED = 40
# Fewer letters than these could be meant for anything.
_FEWEST_LETTERS = 3
# How many letters more than the longest id a misspelt one may have.
_LETTERS_MORE = 4
# How many misspelt ids are compared with what there is.
_COMPARED = 20


def read_number(text: str) -> float | None:
    """The number a text is, in plain notation, blanks around it or not; None if it is none.

    What is too large for a float is infinite.
    """
    found = _NUMBER.fullmatch(text.strip()) if len(text) <= LONGEST_NUMBER else None
    # Adding zero makes a zero of -0, which would show its sign.
    return float(found.group()) + 0.0 if found else None


def write_number(value: float) -> str:
    """The shortest text that :func:`read_number` reads back as the very same number.

    Without a plus sign, which addresses take for a blank.
    """
    return repr(float(value)).removesuffix(".0").replace("e+", "e")


def read_whole(text: str) -> int | None:
    """The whole number of at most 18 digits that a text is; None if it is none."""
    found = _WHOLE.fullmatch(text)
    return int(found.group()) if found else None


def read_day(text: str) -> datetime.date | None:
    """The day a text is, written YYYY-MM-DD; None if it is none."""
    found = _DAY.fullmatch(text.strip())
    try:
        return datetime.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def quoted(text: str) -> str:
    """A text as messages repeat it: cut, and with a mark for each character nobody can see.

    What is left can be sent in any encoding and cannot turn the letters around it.
    """
    cut = text if len(text) <= _QUOTED else text[:_QUOTED] + "…"
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in cut)


class Spellings:
    """Which id each misspelt one was meant to be.

    Comparing is dear, some tenths of a millisecond. So only the first names are
    compared, each once, and none that is too short or too long to be meant for an id:
    whoever misspells more than these is no reader.
    """

    def __init__(self, ids: Collection[str]) -> None:
        self._ids = ids
        self._made: dict[tuple[str, float], str | None] = {}

    @cached_property
    def _longest(self) -> int:
        # Most scenarios have no misspelt id, and never ask.
        return max(map(len, self._ids)) + _LETTERS_MORE

    def of(self, name: str, likeness: float = 0.6) -> str | None:
        """The id most like ``name``, None if it is like none, or one name too many.

        ``likeness`` is the share of letters that must be the same, in the same order:
        between 0 and 1, which only the id itself has.
        """
        if not _FEWEST_LETTERS <= len(name) <= self._longest:
            return None
        if (name, likeness) not in self._made:
            if len(self._made) >= _COMPARED:
                return None
            near = difflib.get_close_matches(name, self._ids, n=1, cutoff=likeness)
            self._made[name, likeness] = near[0] if near else None
        return self._made[name, likeness]
