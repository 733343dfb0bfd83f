"""The controls: each one act of ``ui.state.acts`` in the reader's hands, drawn as plain HTML.

What stands in the page says what a control is; what it shows at the moment goes to the
browser at the end of the run (``reader.shows``), which puts it in wherever no entry of
the reader's is on its way. So a run never takes back what a reader has just done.
"""

import json
from collections.abc import Iterable
from functools import lru_cache

import costmodel
from content import LANGUAGES
from data import Assumption, RunParameter
from telling import Telling, provenance
from ui.elements import markup
from ui.state import reader, refusals
from ui.state.acts import Doubtful

# Stops of a logarithmic slider between one and ten.
_DECADE = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)
# A logarithmic slider that may stand at nothing begins its scale here.
_SMALLEST_COUNT = 1


def slider(tell: Telling, id: str) -> None:
    """A slider over the allowed range, with steps, a field to type in, and what is published."""
    row, key = costmodel.ASSUMPTIONS[id], f"slider_{id}"
    markup.draw(
        "slider",
        key=key,
        id=id,
        name=tell.name_of(id),
        about=tell.say(f"assumptions.{id}.about"),
        stops=_stops(id, tell.language.code),
        published=repr(row.value),
        likely=(repr(row.likely_low), repr(row.likely_high)) if row.has_likely_range else None,
        it=_strip(tell, row),
        say=tell.say,
    )
    _shows(tell, key, repr(tell.value(id)), tell.changed(id, "exact")[0], row)


def field(tell: Telling, id: str) -> None:
    """A number field that takes any value, and says why where it cannot use one."""
    row, key = costmodel.ASSUMPTIONS[id], f"field_{id}"
    _field(
        tell,
        key,
        "assumption",
        id,
        f"{tell.name_of(id)} ({tell.language.label(f'unit_names.{row.unit}')})",
        about=tell.say(f"assumptions.{id}.about"),
        it=_strip(tell, row),
    )
    _shows(tell, key, repr(tell.value(id)), tell.changed(id, "exact")[0], row)


def number(
    tell: Telling, key: str, act: str, of: str, name: str, present: float, unit: str
) -> None:
    """A field for one number in ``unit`` beside the assumptions."""
    _field(tell, key, act, of, name)
    _shows(tell, key, repr(present), _typed(tell, present, unit))


def parameter(tell: Telling, id: str, row: RunParameter, present: object) -> None:
    """A field for one parameter of a model of the reader's own; empty while nothing is said."""
    key, unit = f"run_{id}", tell.language.label(f"unit_names.{row.unit}")
    placeholder = tell.say("ui.needed") if row.value is None else ""
    _field(tell, key, "run", id, f"{tell.name_of(id)} ({unit})", placeholder=placeholder)
    if present is None:
        shown = ""
    else:
        shown = present.isoformat() if row.kind == "day" else _typed(tell, present, row.unit)
    _shows(tell, key, shown, shown)


def _field(tell: Telling, key: str, act: str, of: str, name: str, **more: object) -> None:
    parts = {"about": "", "placeholder": "", "it": None, "say": tell.say, **more}
    markup.draw("field", key=key, act=act, of=of, name=name, **parts)


def choice(
    key: str,
    act: str,
    of: str,
    name: str,
    options: Iterable[tuple[str, str]],
    present: str,
) -> None:
    """A list of options, each ``(value, label)``, with the present one chosen."""
    markup.draw("choice", key=key, act=act, of=of, name=name, options=tuple(options))
    reader.shows(key, value=present)


def switch(key: str, of: str, name: str, value: str, on: bool, about: str = "") -> None:
    """A switch for a part of the address that is as usual, or says ``value``."""
    markup.draw("switch", key=key, of=of, name=name, value=value, about=about)
    reader.shows(key, value=value if on else "")


def button(
    key: str, label: str, act: str, of: str = "", value: str | None = None, help: str = ""
) -> dict[str, object]:
    """A button, ready to draw with :func:`buttons`."""
    return {"key": key, "label": label, "act": act, "of": of, "value": value, "help": help}


def buttons(*each: dict[str, object], name: str = "") -> None:
    """Buttons side by side; ``name`` says to who cannot see what they have in common."""
    markup.draw("buttons", buttons=each, name=name)


def languages(tell: Telling) -> None:
    """The languages by the names their speakers give them, the present one pressed."""
    code = tell.language.code
    names = [(each.code, each.name) for each in LANGUAGES.values()]
    markup.draw("languages", name=tell.say("ui.language"), languages=names, present=code)
    reader.shows("language", value=code)


def _typed(tell: Telling, value: float, unit: str) -> str:
    """A number as its field shows it: every digit, with the sign it has on pages."""
    return tell.written(value, unit, "exact")


def _shows(tell: Telling, key: str, value: str, text: str, row: Assumption | None = None) -> None:
    """What a field or slider shows, and what it says of an entry that did not count."""
    unsettled = reader.unsettled(key)
    state = {
        "value": value,
        "text": unsettled.entry.value if unsettled and unsettled.entry.typed else text,
        "refusal": refusals.in_words(tell, unsettled.reason) if unsettled else "",
        "doubtful": bool(unsettled) and isinstance(unsettled.reason, Doubtful),
    }
    if row:
        state["says"], _ = tell.changed(row.id)
        warning = provenance.unsupported(tell, row)
        if warning:
            state["warning"] = warning
    reader.shows(key, **state)


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
    """A slider's stops as JSON: value, in words, and as typed; each wording once, rising."""
    row, numbers = costmodel.ASSUMPTIONS[id], LANGUAGES[language].numbers
    labelled: dict[str, float] = {}
    # The values that matter keep their labels where a stop beside them reads the same.
    matter = [row.value, row.likely_low, row.likely_high, row.allowed_low, row.allowed_high]
    for value in [*(v for v in matter if v is not None), *_grid(row)]:
        labelled.setdefault(numbers.write(value, row.unit, "exact,full"), float(value))
    rising = sorted(labelled.items(), key=lambda each: each[1])
    return json.dumps(
        [[value, label, numbers.write(value, row.unit, "exact")] for label, value in rising],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _grid(row: Assumption) -> list[float]:
    if row.scale == "linear":
        first, last = round(row.allowed_low / row.step), round(row.allowed_high / row.step)
        # Rounding keeps 0.3 from being written as 0.30000000000000004.
        grid = [round(n * row.step, 9) for n in range(first, last + 1)]
    else:
        grid, decade = [], float(max(_SMALLEST_COUNT, row.allowed_low))
        while decade <= row.allowed_high:
            grid += [round(decade * part) for part in _DECADE]
            decade *= 10
    return [value for value in grid if row.allows(value)]
