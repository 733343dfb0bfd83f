"""Reading the words of one language's folder, and naming every fault in its files at once."""

import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import textfiles

# A passage begins with a line "## name".
_HEADING = re.compile(r"^##(?!#)[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_NAME = re.compile(r"[a-z]\w*")
_TOML_TABLE = re.compile(r"\s*\[([^\[\]]+)\]\s*(?:#.*)?")
_TOML_KEY = r"""(?:[\w-]+|"[^"]*"|'[^']*')"""
_TOML_LABEL = re.compile(rf"\s*({_TOML_KEY}(?:\s*\.\s*{_TOML_KEY})*)\s*=(.*)")
# What a blank names: a number, or a sentence by its page and its name.
_BLANK = re.compile(r"\w+(\.\w+)*")
# How a number may be written, see ``Numbers.write``; a date takes a pattern of its parts.
_STYLE = re.compile(r"((precise|exact|full)(,(precise|exact|full))*)?|long|medium|short|[dMyE\W]+")


@dataclass
class Words:
    """What the files of one folder say, and what is wrong with them.

    ``labels`` are the tables of all ``*.toml`` as one, ``passages`` the Markdown of all
    ``*.md`` by ``page.name``. ``places`` gives the file and line of both, under
    ``label …`` and ``passage …``. ``unread`` are the files that could not be used:
    what stands in them is not also missing.
    """

    labels: dict = field(default_factory=dict)
    passages: dict[str, str] = field(default_factory=dict)
    places: dict[str, tuple[str, int]] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


def read(folder: Path) -> Words:
    """The words of ``folder``, ``content/<language>``; nothing is raised."""
    words = Words()
    here = f"content/{folder.name}"
    paths = sorted([*folder.glob("*.toml"), *folder.glob("*.md")])
    words.files = {path.name for path in paths}
    for path in paths:
        try:
            text = textfiles.read(path)
            if path.suffix == ".toml":
                _read_labels(words, f"{here}/{path.name}", text)
            else:
                _read_passages(words, f"{here}/{path.name}", text, path.stem)
        except textfiles.Unreadable as reason:
            words.faults.append(f"{here}/{path.name}: {reason}")
            words.unread.add(path.name)
        except tomllib.TOMLDecodeError as reason:
            words.faults.append(f"{here}/{path.name}{_line_of(reason, text)}")
            words.unread.add(path.name)
    return words


def flat(labels: Mapping, path: str = "") -> dict[str, object]:
    """Every label by its dotted path."""
    found: dict[str, object] = {}
    for key, value in labels.items():
        found |= flat(value, f"{path}{key}.") if isinstance(value, dict) else {path + key: value}
    return found


def blanks(text: str) -> set[str]:
    """The names in a text's ``{…}``.

    Raises:
        ValueError: if a brace stands alone, or a blank is more than a name and a style.
    """
    found = set()
    for _, name, style, conversion in string.Formatter().parse(text):
        if name is None:
            continue
        if not _BLANK.fullmatch(name) or conversion:
            raise ValueError(f"{{{name}}} is not a blank: a blank is one name")
        if not _STYLE.fullmatch(style or ""):
            raise ValueError(f"{{{name}:{style}}}: there is no style {style!r}")
        found.add(name)
    return found


def _line_of(error: tomllib.TOMLDecodeError, text: str) -> str:
    """``, line 3: reason`` of a message that ends in ``(at line 3, column 5)``."""
    reason, _, at = str(error).rpartition(" (at ")
    found = re.match(r"line (\d+)", at)
    line = int(found[1]) if found else text.rstrip().count("\n") + 1
    return f", line {line}: {reason or error}"


def _read_labels(words: Words, file: str, text: str) -> None:
    labels, lines = tomllib.loads(text), dict(_lines_of_labels(text))
    for path, label in flat(labels).items():
        place = (file, lines.get(path, 1))
        if f"label {path}" in words.places:
            other = ", line ".join(map(str, words.places[f"label {path}"]))
            words.faults.append(f"{file}, line {place[1]}: the label {path} stands in {other} too")
            continue
        words.places[f"label {path}"] = place
        if not isinstance(label, str):
            words.faults.append(
                f"{file}, line {place[1]}: the label {path} is {label!r}, where a text is needed"
            )
        else:
            _check_text(words, place, f"the label {path}", label)
    for path in _merge(words.labels, labels):
        words.faults.append(f"{file}: {path} is a table in one file and a label in another")


def _merge(into: dict, labels: dict, path: str = "") -> Iterator[str]:
    """Put ``labels`` into a table, which may be continued in several files; what does not fit."""
    for key, value in labels.items():
        if key not in into:
            into[key] = value
        elif isinstance(value, dict) and isinstance(into[key], dict):
            yield from _merge(into[key], value, f"{path}{key}.")
        elif isinstance(value, dict) or isinstance(into[key], dict):
            yield path + key


def _lines_of_labels(text: str) -> Iterator[tuple[str, int]]:
    """The line of each label: the parser itself does not tell."""
    table: tuple[str, ...] = ()
    ends_with = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if ends_with:
            ends_with = "" if ends_with in line else ends_with
        elif named := _TOML_TABLE.fullmatch(line):
            table = _keys(named[1])
        elif label := _TOML_LABEL.match(line):
            yield ".".join((*table, *_keys(label[1]))), number
            # A text over several lines is no place to look for labels.
            ends_with = next((q for q in ('"""', "'''") if label[2].count(q) == 1), "")


def _keys(text: str) -> tuple[str, ...]:
    return tuple(key.strip("\"'") for key in re.findall(_TOML_KEY, text))


def _read_passages(words: Words, file: str, text: str, page: str) -> None:
    headings = list(_HEADING.finditer(text))
    if text[: headings[0].start() if headings else None].strip():
        words.faults.append(f"{file}, line 1: the words before the first “## name” have no name")
    ends = [each.start() for each in headings[1:]] + [len(text)]
    spelt: dict[str, str] = {}
    for heading, end in zip(headings, ends, strict=True):
        name, body = heading[1], text[heading.end() : end].strip()
        place = (file, text.count("\n", 0, heading.start()) + 1)
        at = f"{file}, line {place[1]}"
        if not _NAME.fullmatch(name):
            words.faults.append(f"{at}: “## {name}” is no name of a passage, which is like_this")
        elif (alike := re.sub(r"[\W_]", "", name.lower())) in spelt:
            words.faults.append(
                f"{at}: the passage {name} stands here a second time, after “## {spelt[alike]}”"
            )
        else:
            spelt[alike] = name
            words.passages[f"{page}.{name}"] = body
            words.places[f"passage {page}.{name}"] = place
            _check_text(words, place, f"the passage {page}.{name}", body)


def _check_text(words: Words, place: tuple[str, int], name: str, text: str) -> None:
    at = f"{place[0]}, line {place[1]}: {name}"
    if not text.strip():
        words.faults.append(f"{at} is empty")
        return
    try:
        blanks(text)
    except ValueError as reason:
        words.faults.append(f"{at}: {reason}")
