"""Whether every language says all there is to say: each fault by file and line, all at once."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import textfiles
from content.conditions import AT_SPOTS, FAULTS
from content.language import FALLBACK, FOLDER, Language, code_of
from content.reading import blanks, flat

_NAME = "ui.language_name"
# The words that languages share.
_ALIKE = FOLDER / "alike.toml"
# Parts of a text that are not words: blanks, where links lead, code, tags.
_NO_WORDS = re.compile(r"\{[^{}]*\}|\]\([^()]*\)|`[^`]*`|<[^<>]*>")


def faults(languages: Mapping[str, Language], folder: Path = FOLDER) -> list[str]:
    """What is wrong with the words of ``languages``, read from ``folder``; empty if nothing is.

    Each line reads ``file, line: reason``: what each file has wrong in itself, and what
    one language says and another does not: a file, a label, a passage, a blank.
    """
    found = [
        f"content/{path.name}: not the code of a language"
        for path in sorted(folder.iterdir())
        if path.is_dir() and path.name[0] not in "_." and not code_of(path)
    ]
    if FALLBACK not in languages:
        found.append(f"content/{FALLBACK}: missing; it is for readers of all other languages")
    for language in languages.values():
        found += language.words.faults
    found += FAULTS
    found += _names(languages)
    found += _files(languages)
    found += _at_spots(languages)
    for kind in ("label", "passage"):
        found += _texts(languages, kind)
    return list(dict.fromkeys(found))


def left_in_english(languages: Mapping[str, Language]) -> list[str]:
    """Labels and passages whose words are English's; empty if all are told in their language.

    No fault for a reader, who can be served meanwhile, and so none of :func:`faults`. Case,
    punctuation and digits say nothing; words that languages share stand in ``alike.toml``.
    """
    kinds = tomllib.loads(textfiles.read(_ALIKE)).values()
    alike = {word.casefold() for words in kinds for word in words}
    english = _by_place(languages[FALLBACK])
    return [
        f"{', line '.join(map(str, language.words.places[place]))}: "
        f"the {place} is left in English: “{text}”"
        for code, language in languages.items()
        if code != FALLBACK
        for place, text in _by_place(language).items()
        if (words := _words(text)) == _words(english.get(place, "")) and set(words) - alike
    ]


def _by_place(language: Language) -> dict[str, str]:
    """Every text of a language by its kind and name: ``label ui.next``."""
    labels = {f"label {path}": str(text) for path, text in flat(language.labels).items()}
    return labels | {f"passage {name}": text for name, text in language.passages.items()}


def _words(text: str) -> list[str]:
    found = re.findall(r"[^\W_]+", _NO_WORDS.sub(" ", text).casefold())
    return [each for each in found if each.isalpha() and len(each) > 1]


def _names(languages: Mapping[str, Language]) -> Iterator[str]:
    """Languages that readers could not tell apart where they choose one."""
    first: dict[str, str] = {}
    # English is nobody's copy.
    for language in sorted(languages.values(), key=lambda each: each.code != FALLBACK):
        name = str(flat(language.labels).get(_NAME, "")).strip()
        if name and (other := first.setdefault(name.casefold(), language.code)) != language.code:
            at = ", line ".join(map(str, language.words.places[f"label {_NAME}"]))
            yield f"{at}: the label {_NAME} is “{name}”, as in content/{other}"


def _files(languages: Mapping[str, Language]) -> Iterator[str]:
    """Files that one language has and another lacks; no language is without labels."""
    names = {name for each in languages.values() for name in each.words.files}
    for name in sorted(names | {"labels.toml"}):
        having = [each.code for each in languages.values() if name in each.words.files]
        known = f"; content/{having[0]} has it" if having else ""
        for language in languages.values():
            if name not in language.words.files:
                yield f"content/{language.code}/{name}: the file is missing{known}"


def _at_spots(languages: Mapping[str, Language]) -> Iterator[str]:
    """Texts that a condition decides on and that a language lacks."""
    for language in languages.values():
        if not language.words.unread:
            known = language.passages.keys() | flat(language.labels).keys()
            for text in AT_SPOTS.keys() - known:
                yield f"content/{language.code}: no {text}, which content/conditions.toml names"


def _texts(languages: Mapping[str, Language], kind: str) -> Iterator[str]:
    """Labels or passages that one language has and another lacks, or has with other blanks."""
    texts = {
        language: flat(language.labels) if kind == "label" else language.passages
        for language in languages.values()
    }
    for path in dict.fromkeys(path for each in texts.values() for path in each):
        first, *others = (language for language in texts if path in texts[language])
        file, line = first.words.places[f"{kind} {path}"]
        name = file.rpartition("/")[2]
        for language in texts:
            words = language.words
            if path not in texts[language] and name in words.files - words.unread:
                yield (
                    f"content/{language.code}/{name}: no {kind} {path}, "
                    f"which stands in {file}, line {line}"
                )
        for language in others:
            here, there = _blanks(texts[language][path]), _blanks(texts[first][path])
            if here is not None and there is not None and here != there:
                at = ", line ".join(map(str, language.words.places[f"{kind} {path}"]))
                yield (
                    f"{at}: the {kind} {path} has {_named(here - there)}, "
                    f"where {file}, line {line} has {_named(there - here)}"
                )


def _blanks(text: object) -> set[str] | None:
    """A text's blanks; None where it has a fault of its own."""
    try:
        return blanks(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _named(blanks: set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(blanks)) or "no such blank"
