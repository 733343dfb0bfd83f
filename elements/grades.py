"""What the grades of evidence mean."""

from elements import markup, medium
from telling import provenance


def legend() -> None:
    """What the grades mean: shown by the browser when the letter of one is touched."""
    tell = medium.telling()
    markup.draw(
        "grades",
        title=tell.say("ui.grades_title"),
        grades=[provenance.letter(tell, grade) for grade in tell.language.labels["grades"]],
        note=tell.say("ui.grades_weakest"),
        close=tell.say("ui.close"),
    )
