"""The records of the sources page: every assumption and every figure, each with its anchor."""

import costmodel
from ui import markup, provenance, reader


def assumptions() -> None:
    """Every assumption, family by family."""
    tell = reader.telling()
    markup.draw("subheading", text=tell.say("ui.assumptions"))
    families = dict.fromkeys(row.family for row in costmodel.ASSUMPTIONS.values())
    for family in families:
        markup.draw(
            "assumptions",
            say=tell.say,
            family=family,
            title=tell.say(f"families.{family}"),
            records=[
                provenance.assumption(tell, id)
                for id, row in costmodel.ASSUMPTIONS.items()
                if row.family == family
            ],
        )


def figures() -> None:
    """Every figure, module by module of the cost module, in the order of the story."""
    tell = reader.telling()
    markup.draw("subheading", text=tell.say("ui.figures"))
    groups: dict[str, list[str]] = {}
    for id in costmodel.MODEL.figures:
        groups.setdefault(costmodel.MODEL.quantity_of(id).subject, []).append(id)
    for subject, ids in groups.items():
        markup.draw(
            "figure_records",
            say=tell.say,
            title=tell.say(f"subjects.{subject}"),
            records=[provenance.figure(tell, id) for id in ids],
        )


def quoted() -> None:
    """Every number and date the story quotes, with its sources."""
    tell = reader.telling()
    markup.draw("subheading", text=tell.say("ui.quoted"))
    markup.draw("quoted", say=tell.say, records=provenance.quoted(tell))
