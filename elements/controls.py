"""The controls: each sets one part of the reader's link.

Said apart are what a control is, its template with its parts, and what it shows at the
moment. On a screen the one stands in the page, and the other goes to the browser at the end
of the run, which puts it in wherever no entry of the reader's is on its way: so a run never
takes back what a reader has just done. On paper both are written down.
"""

import json
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

import costmodel
from content import LANGUAGES
from data import Assumption, RunParameter
from elements import medium
from exports import HANDS_PREFIX
from telling import Telling, provenance
from telling.stops import stops


def slider(tell: Telling, id: str) -> None:
    """A slider over the allowed range, with steps, a field to type in, and what is published."""
    row, key = costmodel.ASSUMPTIONS[id], f"slider_{id}"
    parts = {
        "key": key,
        "id": id,
        "name": tell.name_of(id),
        "about": tell.say(f"assumptions.{id}.about"),
        "stops": _stops(id, tell.language.code),
        "published": repr(row.value),
        "likely": (repr(row.likely_low), repr(row.likely_high)) if row.has_likely_range else None,
        "it": _strip(tell, row),
        "say": tell.say,
    }
    medium.current().control("slider", parts, _state(tell, row))


def field(tell: Telling, id: str) -> None:
    """A number field that takes any value, and says why where it cannot use one."""
    row, key = costmodel.ASSUMPTIONS[id], f"field_{id}"
    _field(
        tell,
        key,
        "assumption",
        id,
        f"{tell.name_of(id)} ({tell.language.label(f'unit_names.{row.unit}')})",
        _state(tell, row),
        about=tell.say(f"assumptions.{id}.about"),
        it=_strip(tell, row),
    )


def number(
    tell: Telling, key: str, act: str, of: str, name: str, present: float, unit: str
) -> None:
    """A field for one number in ``unit`` beside the assumptions."""
    state = {"value": repr(present), "text": _typed(tell, present, unit)}
    _field(tell, key, act, of, name, state)


def parameter(tell: Telling, id: str, row: RunParameter, present: object) -> None:
    """A field for one parameter of a model of the reader's own; empty while nothing is said."""
    key, unit = f"run_{id}", tell.language.label(f"unit_names.{row.unit}")
    placeholder = tell.say("ui.needed") if row.value is None else ""
    if present is None:
        text = ""
    else:
        text = present.isoformat() if row.kind == "day" else _typed(tell, present, row.unit)
    name, state = f"{tell.name_of(id)} ({unit})", {"value": text, "text": text}
    _field(tell, key, "run", id, name, state, placeholder=placeholder)


def _field(
    tell: Telling, key: str, act: str, of: str, name: str, state: dict[str, object], **more: object
) -> None:
    parts = {"key": key, "act": act, "of": of, "name": name}
    usual = {"about": "", "placeholder": "", "it": None, "say": tell.say}
    medium.current().control("field", {**usual, **parts, **more}, state)


def choice(
    key: str,
    act: str,
    of: str,
    name: str,
    options: Iterable[tuple[str, str]],
    present: str,
) -> None:
    """A list of options, each ``(value, label)``, with the present one chosen."""
    parts = {"key": key, "act": act, "of": of, "name": name, "options": tuple(options)}
    medium.current().control("choice", parts, {"value": present})


def switch(key: str, of: str, name: str, value: str, on: bool, about: str = "") -> None:
    """A switch for a part of the address that is as usual, or says ``value``."""
    parts = {"key": key, "of": of, "name": name, "value": value, "about": about}
    medium.current().control("switch", parts, {"value": value if on else ""})


def button(
    key: str, label: str, act: str, of: str = "", value: str | None = None, help: str = ""
) -> dict[str, object]:
    """A button, ready to draw with :func:`buttons`."""
    return {"key": key, "label": label, "act": act, "of": of, "value": value, "help": help}


def copy(key: str, label: str, of: str, done: str) -> dict[str, object]:
    """A button that copies the text of the element with the id ``of``, and then says ``done``."""
    return {"key": key, "label": label, "copies": of, "done": done}


def buttons(*each: dict[str, object], name: str = "") -> None:
    """Buttons side by side; ``name`` says to who cannot see what they have in common."""
    medium.current().buttons(each, name)


def languages(tell: Telling) -> None:
    """The languages by the names their speakers give them, the present one pressed."""
    code = tell.language.code
    names = [(each.code, each.name) for each in LANGUAGES.values()]
    parts = {
        "key": "language",
        "name": tell.say("ui.language"),
        "languages": names,
        "present": code,
    }
    medium.current().control("languages", parts, {"value": code})


def passed_on(*named: str) -> list[tuple[str, str]]:
    """The parts of the address but those with these names, for a form or a link to pass on."""
    return [(name, text) for name, text in parse_qsl(medium.query()) if name not in named]


def address(path: str, **parts: str) -> str:
    """An address for the reader's scenario that says these parts, whatever the reader's does.

    Whose hands were raised on a page is nothing to hand out.
    """
    hands = (HANDS_PREFIX + figure for figure in costmodel.GUESSED)
    query = urlencode([*parts.items(), *passed_on(*parts, *hands)])
    return f"{path}?{query}" if query else path


def _typed(tell: Telling, value: float, unit: str) -> str:
    """A number as its field shows it: every digit, with the sign it has on pages."""
    return tell.written(value, unit, "exact")


def _state(tell: Telling, row: Assumption) -> dict[str, object]:
    """What the control of an assumption shows: the value, as typed, in words, and a warning."""
    state = {
        "value": repr(tell.value(row.id)),
        "text": tell.changed(row.id, "exact")[0],
        "says": tell.changed(row.id)[0],
    }
    if warning := provenance.unsupported(tell, row):
        state["warning"] = warning
    return state


def _strip(tell: Telling, row: Assumption) -> dict[str, object]:
    """What stands under a control: published value, sourced range and grade."""
    return {
        "published_value": repr(row.value),
        "published": provenance.published(tell, row),
        "range": provenance.sourced_range(tell, row),
        "grade": provenance.letter(tell, row.grade),
    }


@lru_cache(maxsize=512)
def _stops(id: str, language: str) -> str:
    """A slider's stops as JSON: value, in words, and as typed."""
    return json.dumps(
        [[each.value, each.label, each.typed] for each in stops(id, language)],
        ensure_ascii=False,
        separators=(",", ":"),
    )
