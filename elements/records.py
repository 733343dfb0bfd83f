"""The records of the sources page: every assumption and every figure, each with its anchor."""

from functools import cache

from markupsafe import Markup, escape

import costmodel
from content import Language
from elements import markup, medium, models
from telling import Telling, formulas, provenance


def assumptions() -> None:
    """Every assumption, family by family."""
    tell = medium.telling()
    markup.draw("subheading", text=tell.say("ui.assumptions"))
    families = dict.fromkeys(row.family for row in costmodel.ASSUMPTIONS.values())
    for family in families:
        markup.draw(
            "records",
            title=tell.say(f"families.{family}"),
            records=[
                _changed(tell, id) if id in tell.changes else _published(tell.language, id)
                for id, row in costmodel.ASSUMPTIONS.items()
                if row.family == family
            ],
        )


def _changed(tell: Telling, id: str) -> Markup:
    """The record of an assumption."""
    record = provenance.assumption(tell, id)
    return Markup(markup.filled("assumption_record", say=tell.say, record=record))


# What a reader has not changed is the same in every scenario.
@cache
def _published(language: Language, id: str) -> Markup:
    return _changed(Telling.of(language), id)


def figures() -> None:
    """Every figure, module by module of the cost module, in the order of the story.

    Of training runs, DeepSeek-V3's; of the checks, the sums with printed numbers.
    """
    tell = medium.telling()
    markup.draw("subheading", text=tell.say("ui.figures"))
    tellings = {costmodel.TRAINING_RUN: models.run_telling(tell, costmodel.V3)}
    groups: dict[str, list[Markup]] = {}
    for model in (costmodel.MODEL, costmodel.TRAINING_RUN, costmodel.CHECKS):
        for id in model.figures:
            record = _figure(tellings.get(model, tell), id)
            groups.setdefault(model.quantity_of(id).subject, []).append(record)
    for subject, records in groups.items():
        markup.draw("records", title=tell.say(f"subjects.{subject}"), records=records)


def _figure(tell: Telling, id: str) -> Markup:
    """The record of a figure."""
    before, between, after = _around(tell.language, id)
    value, numbers = map(escape, (provenance.value(tell, id), formulas.in_numbers(tell, id)))
    return Markup("".join((before, value, between, numbers, after)))


# Stands for a number until the record is drawn; no text has this character.
_PLACE = "\x02"


# All of a figure's record but its value and its sum is the same in every scenario.
@cache
def _around(language: Language, id: str) -> tuple[str, str, str]:
    """A figure's record: what stands before its value, between that and its sum, and after."""
    tell = Telling.of(language)
    record = {**provenance.behind(tell, id), "value": _PLACE, "numbers": _PLACE}
    html = markup.filled("figure_record", say=tell.say, record=record)
    before, between, after = html.split(_PLACE)
    return before, between, after


def quoted() -> None:
    """Every number and date the story quotes, with its sources."""
    tell = medium.telling()
    markup.draw("subheading", text=tell.say("ui.quoted"))
    medium.current().put(_quoted(tell.language))


# Nobody can change them, so they are the same in every scenario.
@cache
def _quoted(language: Language) -> str:
    tell = Telling.of(language)
    records = [*provenance.quoted(tell), *provenance.parameters(tell)]
    return markup.filled("quoted", records=records)
