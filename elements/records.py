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
                _assumption(tell, id) if id in tell.changes else _published(tell.language, id)
                for id, row in costmodel.ASSUMPTIONS.items()
                if row.family == family
            ],
        )


def _assumption(tell: Telling, id: str) -> Markup:
    """The record of an assumption."""
    now = provenance.present(tell, id)
    said = " · ".join(filter(None, (now["yours"], now["unsupported"])))
    pieces = _around_assumption(tell.language, id, now["changed"])
    return _joined(pieces, now["yours"], now["published"], said)


# What a reader has not changed is the same in every scenario.
@cache
def _published(language: Language, id: str) -> Markup:
    return _assumption(Telling.of(language), id)


# All of a record but the reader's numbers is the same in every scenario.
@cache
def _around_assumption(language: Language, id: str, changed: bool) -> tuple[str, ...]:
    """An assumption's record without its value, the published one, and what is said of its own."""
    tell = Telling.of(language)
    record = {**provenance.known(tell, id), "changed": changed}
    return _pieces("assumption_record", tell, record, "yours", "published", "said")


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
    pieces = _around_figure(tell.language, id)
    return _joined(pieces, provenance.value(tell, id), formulas.in_numbers(tell, id))


@cache
def _around_figure(language: Language, id: str) -> tuple[str, ...]:
    """A figure's record without its value and its sum."""
    tell = Telling.of(language)
    return _pieces("figure_record", tell, provenance.behind(tell, id), "value", "numbers")


# Stands for a text until the record is drawn; no text has this character.
_PLACE = "\x02"


def _pieces(template: str, tell: Telling, record: dict, *left_out: str) -> tuple[str, ...]:
    """A record's markup, cut where those of its texts that are left out are to stand."""
    places = dict.fromkeys(left_out, _PLACE)
    html = markup.filled(template, say=tell.say, record={**record, **places})
    return tuple(html.split(_PLACE))


def _joined(pieces: tuple[str, ...], *texts: str) -> Markup:
    """A record's pieces, and between each and the next a text, in the order of the markup."""
    first, *rest = pieces
    between = zip(map(escape, texts), rest, strict=True)
    return Markup(first + "".join(f"{text}{piece}" for text, piece in between))


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
