"""One language: its labels, its passages, its numbers."""

import datetime
import re
import string
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from babel import Locale, UnknownLocaleError, negotiate_locale
from babel.core import get_global

from content.numbers import Numbers
from content.reading import flat, read
from content.sums import Styled

FOLDER = Path(__file__).parent
FALLBACK = "en"


class WordsFault(KeyError):
    """A label or a passage that is asked for and missing, or that cannot be filled."""

    def __str__(self) -> str:
        # A KeyError by itself shows the representation of its key.
        return str(self.args[0])


# A language as browsers name it, and how much they want it: "id-ID;q=0.8".
_WANTED = re.compile(
    r"\s*([a-z]{1,8}(?:[-_][a-z0-9]{1,8})*)\s*(?:;\s*q\s*=\s*([01](?:\.\d*)?|\.\d+)\s*)?",
    re.IGNORECASE | re.ASCII,
)
# No reader reads more languages than these, and none has a longer name.
_LANGUAGES_READ = 20
_LONGEST_WANTED = 60


class Language:
    """The words of one folder below ``content/``.

    A folder with faults is read as far as it goes: ``content.faults`` names them, and
    whoever fails for want of a word can still say so in what words there are.

    Raises:
        WordsFault: by any method, naming the file and the label or passage that is
            missing, or the blank that nothing fills.
    """

    def __init__(self, folder: Path) -> None:
        self.code = folder.name
        self.words = read(folder)
        self.labels: dict = self.words.labels
        self.passages: dict[str, str] = self.words.passages
        # A page says hundreds of labels, each by its whole path.
        self._by_path = texts = flat(self.labels)
        units = _Units(self.code)
        units |= _below("units.", texts)
        self.numbers = Numbers(
            self.code,
            units,
            str(texts.get("ui.undefined", "?")),
            _below("abbreviations.", texts),
            _below("fractions.", texts),
        )

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``: which way its lines run."""
        return self.numbers.locale.text_direction

    @cached_property
    def name(self) -> str:
        """What its speakers call the language."""
        return self.label("ui.language_name")

    def has_label(self, path: str) -> bool:
        """Whether there is a label at this path."""
        return isinstance(self._by_path.get(path), str)

    def label(self, path: str) -> str:
        """The label at a dotted path: ``figures.capex.label``."""
        if isinstance(found := self._by_path.get(path), str):
            return found
        if found is None and not _below(f"{path}.", self._by_path):
            raise WordsFault(f"content/{self.code}: no file has a label {path}")
        raise WordsFault(f"content/{self.code}: {path} is not a label but a table of labels")

    def say(self, path: str, blanks: Mapping[str, tuple[object, str]]) -> str:
        """The label at a dotted path with its blanks filled, see :meth:`fill`."""
        return self._filled("label", path, self.label(path), blanks)

    def passage(self, name: str, blanks: Mapping[str, tuple[object, str]]) -> str:
        """A passage, ``page.name``, as Markdown with its blanks filled, see :meth:`fill`."""
        if name not in self.passages:
            page, _, passage = name.partition(".")
            raise WordsFault(f"content/{self.code}/{page}.md: no passage “## {passage}”")
        return self._filled("passage", name, self.passages[name], blanks)

    def fill(self, text: str, blanks: Mapping[str, tuple[object, str]]) -> str:
        """``text`` with each ``{id}`` or ``{id:style}`` replaced by its value.

        ``blanks`` gives for each id a value and a unit; a date or a text has the
        unit ``""``. Styles are those of ``Numbers.write``; a value that is
        ``content.sums.Styled`` brings one of its own.
        """
        # Most labels have no blanks; a page says thousands of labels.
        if "{" not in text and "}" not in text:
            return text
        return _Filler(self.numbers, blanks).format(text)

    def _filled(self, kind: str, name: str, text: str, blanks: Mapping) -> str:
        try:
            return self.fill(text, blanks)
        except (LookupError, ValueError) as reason:
            file, line = self.words.places.get(f"{kind} {name}", (f"content/{self.code}", 1))
            raise WordsFault(f"{file}, line {line}: the {kind} {name}: {reason}") from reason


def _below(path: str, texts: Mapping[str, object]) -> dict[str, str]:
    """The labels below a path, by the rest of their own."""
    return {
        each.removeprefix(path): str(text) for each, text in texts.items() if each.startswith(path)
    }


class _Units(dict):
    """The labels of units; asked for one it lacks, it names the label and the language."""

    def __init__(self, code: str) -> None:
        self.code = code

    def __missing__(self, unit: str) -> str:
        raise WordsFault(f"content/{self.code}: no file has a label units.{unit}")


class _Filler(string.Formatter):
    def __init__(self, numbers: Numbers, blanks: Mapping[str, tuple[object, str]]) -> None:
        self.numbers = numbers
        self.blanks = blanks

    def get_field(self, field_name, args, kwargs):
        # A name with points in it is that of a sentence, and not of a part of something.
        return self.get_value(field_name, args, kwargs), field_name

    def get_value(self, key, args, kwargs):
        try:
            return self.blanks[key]
        except KeyError:
            raise WordsFault(f"nothing fills the blank {{{key}}}") from None

    def format_field(self, value, format_spec):
        content, unit = value
        if isinstance(content, str):
            return content
        if isinstance(content, datetime.date):
            return self.numbers.day(content, format_spec or "long")
        if isinstance(content, Styled):
            style = ",".join(filter(None, (content.style, format_spec)))
            return self.numbers.write(content.value, unit, style)
        return self.numbers.write(float(content), unit, format_spec)


def code_of(folder: Path) -> str | None:
    """The language a folder's name is the code of, None if there is none.

    Codes are written as browsers and documents write them, with a hyphen before a region.
    """
    try:
        return str(Locale.parse(folder.name, sep="-")) and folder.name
    except (ValueError, UnknownLocaleError):
        return None


def languages(folder: Path) -> dict[str, Language]:
    """Every language there is a folder for, by its code."""
    return {
        path.name: Language(path)
        for path in sorted(folder.iterdir())
        if path.is_dir() and path.name[0] not in "_." and code_of(path)
    }


LANGUAGES = languages(FOLDER)


def accepted(header: str) -> list[str]:
    """The languages a browser accepts, best first: ``id,en;q=0.5`` gives ``["id", "en"]``.

    Any text at all may stand in the header. What is no language, or not wanted (``q=0``),
    is left out; after some twenty languages the rest is not read.
    """
    weights: dict[str, float] = {}
    for part in header.split(",", _LANGUAGES_READ)[:_LANGUAGES_READ]:
        if len(part) <= _LONGEST_WANTED and (found := _WANTED.fullmatch(part.strip())):
            tag, weight = found.groups(default="1")
            weights.setdefault(tag, min(1.0, float(weight)))
    wanted = [tag for tag, weight in weights.items() if weight]
    return sorted(wanted, key=weights.__getitem__, reverse=True)


def preferred(accepted: list[str]) -> str:
    """The first language of ``accepted`` (``["id-ID", "en"]``) there are words in, else English."""
    wanted = [tag.replace("-", "_") for tag in accepted]
    # Some browsers still call a language by an older code, such as "in", Indonesian's until 1989.
    older = get_global("language_aliases")
    wanted = [
        older.get(language.lower(), language) + joint + rest
        for language, joint, rest in (tag.partition("_") for tag in wanted)
    ]
    wanted += [tag.split("_")[0] for tag in wanted]
    by_name = {code.replace("-", "_").lower(): code for code in LANGUAGES}
    # Babel compares without regard to case, and gives back what was asked for.
    found = negotiate_locale(wanted, list(by_name)) if wanted else None
    return by_name.get((found or "").lower(), FALLBACK)
