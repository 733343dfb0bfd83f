"""The bar above every page: its figures, how many numbers are changed, and which."""

from telling import Telling, bar, live

# What stands there beside the total where a page has no figure of its own.
_TOTAL = ("tco",)
_BESIDE_TOTAL = ("final_run_cost",)


def figures(tell: Telling, answer: tuple[str, ...]) -> list[dict[str, str]]:
    """The page's figure and the total, ready to draw.

    ``answer`` is what :func:`elements.medium.answers_with` was told, empty where it was nothing.
    """
    first = _BESIDE_TOTAL if answer in ((), _TOTAL) else answer
    return [_figure(tell, *each) for each in (first, _TOTAL)]


def _figure(tell: Telling, *figures: str) -> dict[str, str]:
    key = bar.key_of(*figures)
    return {
        # A ratio of the reader's choice is no figure with an id, and follows no slider.
        "live": live.bar_key(key) if key else "",
        "live_distance": live.distance_key(key) if key else "",
        "label": bar.label(tell, *figures),
        "number": bar.number(tell, *figures),
        "distance": bar.distance(tell, *figures),
        "about": tell.say(
            "bar.as_published",
            name=(bar.name(tell, *figures), ""),
            value=(bar.published(tell, *figures), ""),
        ),
    }


def count(tell: Telling) -> tuple[str, str]:
    """How many numbers are changed: in digits, and as a sentence; both empty for none."""
    many = len(tell.changes)
    if not many:
        return "", ""
    digits = (many, "people")
    said = tell.say("bar.count_one") if many == 1 else tell.say("bar.count_many", count=digits)
    return tell.written(many, "people"), said


def changed(tell: Telling) -> tuple[str, dict[str, str]]:
    """What is changed: a sentence that says so, and of each number what it was and is."""
    changes = tell.changes
    heading = "ui.changed_one" if len(changes) == 1 else "ui.changed_many"
    both = {id: tell.changed(id) for id in changes}
    return tell.say(heading, count=(len(changes), "people")), {
        id: tell.say(
            "ui.reset_one",
            label=(tell.name_of(id), ""),
            value=(value, ""),
            published=(published, ""),
        )
        for id, (value, published) in both.items()
    }
