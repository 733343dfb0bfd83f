"""The preview of a link: one picture and one sentence with the figures of its scenario."""

from collections.abc import Sequence
from dataclasses import dataclass

from content import LANGUAGES
from exports import Link
from paper.lettering import HEADING, REGULAR, SEMIBOLD
from paper.packages import scenario
from paper.pictures import theme_of
from paper.plates import Plate, described, png
from telling import Telling, bar

# What the sites that show previews ask for, in pixels.
WIDTH, HEIGHT = 1200, 630
_MARGIN = 60
_SMALL, _LEADING = 26, 1.3
# What would take more lines is set smaller.
_QUESTION_SIZES, _QUESTION_LINES = (68, 60, 54, 48, 42), 2
_NUMBER_SIZES = (80, 72, 64, 56, 48)
# Between the columns.
_GAP = 40
# Beside the page's figure stands the total, and beside the total the final run.
_TOTAL, _BESIDE_TOTAL = ("tco",), ("final_run_cost",)


@dataclass(frozen=True)
class Previewed:
    """A page of a link in a language, and its figure or two, see ``elements.bar``."""

    page: str
    link: Link
    language: str
    answer: tuple[str, ...]

    @property
    def tell(self) -> Telling:
        """The link's scenario in the language."""
        return Telling.of(LANGUAGES[self.language], self.link.changes)

    @property
    def figures(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The page's figure and the total, each one figure or one over another."""
        return (_BESIDE_TOTAL if self.answer in ((), _TOTAL) else self.answer, _TOTAL)


def description(previewed: Previewed) -> str:
    """What the page is about, after its figures in this scenario."""
    tell = previewed.tell
    about = tell.say(f"pages.{previewed.page}.description")
    blanks = {"figures": (in_words(previewed), ""), "about": (about, "")}
    if not tell.changes:
        return tell.say("preview.description", **blanks)
    if len(tell.changes) == 1:
        return tell.say("preview.changed_one", **blanks)
    return tell.say("preview.changed", **blanks, count=(len(tell.changes), "people"))


def in_words(previewed: Previewed) -> str:
    """Both figures in a sentence each: what the picture says to who cannot see it."""
    tell = previewed.tell
    first, second = (
        tell.say(
            "preview.figure",
            name=(bar.name(tell, *figures), ""),
            number=(bar.number(tell, *figures), ""),
        )
        for figures in previewed.figures
    )
    return tell.say("preview.two", first=(first, ""), second=(second, ""))


def shows(previewed: Previewed, figure: str) -> bool:
    """Whether the figure with this id is one of those in the picture."""
    return figure in (bar.key_of(*figures) for figures in previewed.figures)


def picture(previewed: Previewed) -> bytes:
    """The picture as PNG, which says in itself what it shows."""
    drawn = plate(previewed)
    said = {"Title": drawn.title, "Description": drawn.description}
    return described(png(drawn.svg(with_fonts=False, height=HEIGHT)), said)


def plate(previewed: Previewed) -> Plate:
    """The picture in the making, :data:`HEIGHT` pixels high."""
    tell = previewed.tell
    question = tell.say(f"pages.{previewed.page}.question")
    made = Plate(WIDTH, _MARGIN, question, in_words(previewed), previewed.language)
    colours = theme_of(made.theme)["chartCategoricalColors"]
    made.text(tell.say("ui.title"), SEMIBOLD, 30)
    made.space(10)
    made.text(
        question,
        HEADING,
        _size_of(question, made.room, _QUESTION_SIZES, _QUESTION_LINES),
        leading=1.15,
        balanced=True,
    )
    made.space(36)
    top, column = made.at, made.room / 2
    room = column - _GAP
    numbers = [bar.number(tell, *figures) for figures in previewed.figures]
    size = min(_size_of(number, room, _NUMBER_SIZES, 1) for number in numbers)
    for place, (figures, number) in enumerate(zip(previewed.figures, numbers, strict=True)):
        made.at, left = top, place * column
        made.bar(120, 8, colours[place * 2], left)
        made.space(14)
        made.text(number, HEADING, size, leading=1.15, left=left, room=room)
        made.space(6)
        made.text(_named(tell, figures), REGULAR, 28, leading=1.25, left=left, room=room)
    whose = scenario(tell, named=1)
    # At the foot of the picture.
    lines = REGULAR.lines(whose, _SMALL, made.room)
    made.space(HEIGHT - made.height - len(lines) * _SMALL * _LEADING)
    made.text(whose, REGULAR, _SMALL, leading=_LEADING)
    return made


def _named(tell: Telling, figures: tuple[str, ...]) -> str:
    """What a figure is, and where it is not as published, what it was."""
    name, published = bar.name(tell, *figures), bar.published(tell, *figures)
    if published == bar.number(tell, *figures):
        return name
    return tell.say("preview.instead", name=(name, ""), published=(published, ""))


def _size_of(text: str, room: float, sizes: Sequence[int], lines: int) -> int:
    """The largest of these sizes in which a heading takes no more than so many lines."""
    fitting = (size for size in sizes if len(HEADING.lines(text, size, room)) <= lines)
    return next(fitting, sizes[-1])
