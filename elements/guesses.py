"""A guess before the figure: asked where a link asks, and set beside the figure once it is said."""

from markupsafe import Markup

from costmodel import UNKNOWN, write_number
from elements import controls, markup, medium
from exports import GUESS_PREFIX, Link
from telling import Telling, guesses

# Everything that stands below a question is hidden by the style while it is asked: so paper asks
# as the live page does, and nothing that was there has to be drawn anew.


def invitation() -> None:
    """A quiet way to be asked before being told; nothing for who is asked, or was."""
    link = medium.link()
    if link.ask or link.guesses:
        return
    markup.draw("guess_invitation", say=medium.telling().say, others=controls.passed_on("ask"))


def asked(*figures: str) -> None:
    """Each of these figures that the reader has yet to guess, or what was guessed of it.

    Of several only the first is seen where a page is read, as what stands below it is hidden.
    """
    link, tell = medium.link(), medium.telling()
    for figure in figures:
        with medium.idea(GUESS_PREFIX + figure):
            if figure in link.guesses:
                _set_beside(tell, link, figure)
            elif medium.current().asks():
                _ask(tell, figure)


def _ask(tell: Telling, figure: str) -> None:
    named = GUESS_PREFIX + figure
    markup.draw(
        "guess",
        figure=figure,
        named=named,
        question=tell.say(f"guess.question.{figure}"),
        amounts=amounts(tell, figure, named),
        unknown=UNKNOWN,
        others=controls.passed_on(named),
        without_asking=controls.passed_on("ask"),
        say=tell.say,
    )


def amounts(tell: Telling, figure: str, named: str, chosen: str = "") -> Markup:
    """What a guess of a figure is chosen with, for a form; ``named`` is the field it answers.

    ``chosen`` is the amount it stands at; empty for none.
    """
    scale = [(write_number(value), label) for value, label in guesses.amounts(tell, figure)]
    return Markup(
        markup.filled(
            "amounts",
            amounts=scale,
            anchors=guesses.anchors(tell, figure),
            named=named,
            chosen=chosen,
            say=tell.say,
        )
    )


def _set_beside(tell: Telling, link: Link, figure: str) -> None:
    markup.draw(
        "guessed",
        figure=figure,
        it=guesses.guessed(tell, figure, link.guesses[figure]),
        others=controls.passed_on(GUESS_PREFIX + figure, "ask"),
        say=tell.say,
    )
