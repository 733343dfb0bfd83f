"""The records of the sources page: every assumption and every figure, each with its anchor."""

from functools import cache

import costmodel
from content import Language
from elements import markup, medium, models
from telling import Telling, provenance


def assumptions() -> None:
    """Every assumption, family by family."""
    tell = medium.telling()
    markup.draw("subheading", text=tell.say("ui.assumptions"))
    families = dict.fromkeys(row.family for row in costmodel.ASSUMPTIONS.values())
    for family in families:
        markup.draw(
            "assumptions",
            say=tell.say,
            title=tell.say(f"families.{family}"),
            records=[
                provenance.assumption(tell, id)
                for id, row in costmodel.ASSUMPTIONS.items()
                if row.family == family
            ],
        )


def figures() -> None:
    """Every figure, module by module of the cost module, in the order of the story.

    Of training runs, DeepSeek-V3's; of the checks, the sums with printed numbers.
    """
    tell = medium.telling()
    markup.draw("subheading", text=tell.say("ui.figures"))
    tellings = {costmodel.TRAINING_RUN: models.run_telling(tell, costmodel.V3)}
    groups: dict[str, list[dict]] = {}
    for model in (costmodel.MODEL, costmodel.TRAINING_RUN, costmodel.CHECKS):
        for id in model.figures:
            record = provenance.figure(tellings.get(model, tell), id)
            groups.setdefault(model.quantity_of(id).subject, []).append(record)
    for subject, records in groups.items():
        markup.draw(
            "figure_records",
            say=tell.say,
            title=tell.say(f"subjects.{subject}"),
            records=records,
        )


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
