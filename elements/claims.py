"""The fact-check: the article claim by claim, what others got wrong, and the tally of verdicts."""

from data import Claim
from elements import blocks, markup, medium
from telling import claims


def summary() -> None:
    """How many of the article's claims hold, and all of them at a glance, each a way to itself."""
    with medium.idea(blocks.FIGURE):
        markup.draw("tally", **claims.tally(medium.telling()))


def scale() -> None:
    """What each verdict means, and how many of the article's claims it was given to."""
    tell = medium.telling()
    with medium.idea("scale"):
        markup.draw("scale", caption=tell.say("ui.claims_scale"), verdicts=claims.verdicts(tell))


def of_article() -> None:
    """The article's claims, in its own order."""
    _section("article", claims.ARTICLE)


def of_others() -> None:
    """What others got wrong."""
    _section("others", claims.OTHERS)


def _section(name: str, those: list[Claim]) -> None:
    tell = medium.telling()
    markup.draw("subheading", text=tell.say(f"ui.claims_{name}"))
    blocks.prose(f"factcheck.{name}")
    markup.draw(
        "claims",
        say=tell.say,
        claims=[claims.claim(tell, each, blocks.record_of) for each in those],
    )
