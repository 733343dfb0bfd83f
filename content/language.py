"""One language: its labels, its passages, its numbers."""

import datetime
import re
import string
import tomllib
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from babel import negotiate_locale

from content.numbers import Numbers

FOLDER = Path(__file__).parent
FALLBACK = "en"

_PASSAGE = re.compile(r"^## (\w+)\n", re.MULTILINE)

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

    Raises:
        KeyError: by any method, naming the language and the label or passage that
            it lacks.
    """

    def __init__(self, folder: Path) -> None:
        self.code = folder.name
        self._folder = folder
        self.labels: dict = _merged(
            tomllib.loads(path.read_text(encoding="utf-8"))
            for path in sorted(folder.glob("*.toml"))
        )
        self.passages: dict[str, str] = {
            f"{path.stem}.{name}": text
            for path in sorted(folder.glob("*.md"))
            for name, text in _passages(path.read_text(encoding="utf-8"))
        }
        self.numbers = Numbers(self.code, self.labels["units"], self.label("ui.undefined"))

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``: which way its lines run."""
        return self.numbers.locale.text_direction

    @cached_property
    def name(self) -> str:
        """What its speakers call the language."""
        return self.label("ui.language_name")

    def label(self, path: str) -> str:
        """The label at a dotted path: ``figures.capex.label``."""
        found = self.labels
        for part in path.split("."):
            if not isinstance(found, Mapping) or part not in found:
                raise KeyError(f"content/{self.code} has no label {path}")
            found = found[part]
        return found

    def say(self, path: str, blanks: Mapping[str, tuple[object, str]]) -> str:
        """The label at a dotted path with its blanks filled, see :meth:`fill`."""
        return self.fill(self.label(path), blanks)

    def passage(self, name: str, blanks: Mapping[str, tuple[object, str]]) -> str:
        """A passage, ``page.name``, as Markdown with its blanks filled, see :meth:`fill`."""
        if name not in self.passages:
            raise KeyError(f"content/{self.code} has no passage {name}")
        return self.fill(self.passages[name], blanks)

    def fill(self, text: str, blanks: Mapping[str, tuple[object, str]]) -> str:
        """``text`` with each ``{id}`` or ``{id:style}`` replaced by its value.

        ``blanks`` gives for each id a value and a unit; a date or a text has the
        unit ``""``. Styles are those of ``Numbers.write``.
        """
        return _Filler(self.numbers, blanks).format(text)


class _Filler(string.Formatter):
    def __init__(self, numbers: Numbers, blanks: Mapping[str, tuple[object, str]]) -> None:
        self.numbers = numbers
        self.blanks = blanks

    def get_value(self, key, args, kwargs):
        return self.blanks[key]

    def format_field(self, value, format_spec):
        content, unit = value
        if isinstance(content, str):
            return content
        if isinstance(content, datetime.date):
            return self.numbers.day(content, format_spec or "long")
        return self.numbers.write(float(content), unit, format_spec)


def _merged(files: Iterable[dict]) -> dict:
    """The tables of several files as one; a table may be continued in another file.

    Raises:
        ValueError: if two files give the same label.
    """
    labels: dict = {}
    for file in files:
        for key, value in file.items():
            if isinstance(value, dict) and isinstance(labels.get(key), dict):
                labels[key] = _merged([labels[key], value])
            elif key in labels:
                raise ValueError(f"the label {key} stands in two files")
            else:
                labels[key] = value
    return labels


def _passages(text: str) -> list[tuple[str, str]]:
    """``(name, Markdown)`` of each passage: a line ``## name``, then the words."""
    parts = _PASSAGE.split(text)[1:]
    return [(name, body.strip()) for name, body in zip(parts[::2], parts[1::2], strict=True)]


LANGUAGES: dict[str, Language] = {
    path.parent.name: Language(path.parent) for path in sorted(FOLDER.glob("*/labels.toml"))
}


def accepted(header: str) -> list[str]:
    """The languages a browser accepts, best first: ``id,en;q=0.5`` gives ``["id", "en"]``.

    Any text at all may stand in the header. What is no language, or not wanted (``q=0``),
    is left out; after some twenty languages the rest is not read.
    """
    weights: dict[str, float] = {}
    for part in header.split(",", _LANGUAGES_READ)[:_LANGUAGES_READ]:
        if len(part) <= _LONGEST_WANTED and (found := _WANTED.fullmatch(part)):
            tag, weight = found.groups(default="1")
            weights.setdefault(tag, min(1.0, float(weight)))
    wanted = [tag for tag, weight in weights.items() if weight]
    return sorted(wanted, key=weights.__getitem__, reverse=True)


def preferred(accepted: list[str]) -> str:
    """The first language of ``accepted`` (``["id-ID", "en"]``) there are words in, else English."""
    wanted = [tag.replace("-", "_") for tag in accepted]
    # Some browsers still say "in", Indonesian's code until 1989.
    wanted = [
        "id" + tag[2:] if tag[:2].lower() == "in" and tag[2:3] in ("", "_") else tag
        for tag in wanted
    ]
    wanted += [tag.split("_")[0] for tag in wanted]
    found = negotiate_locale(wanted, list(LANGUAGES)) if wanted else None
    return found if found in LANGUAGES else FALLBACK
