"""What a teacher takes along: the kit, the ways to begin in front of a class, and phones."""

from elements import blocks, controls, markup, medium
from exports import SEEDS
from telling import Telling

# The documents of the kit, in the order of a lesson.
KIT = ("lesson", "talk", "worksheet", "key", "quiz", "quiz_key")
# Of these there are versions, by the number in the address.
_IN_VERSIONS = ("worksheet", "key")
_VERSIONS = {"A": "-1", "B": "-2", "C": "-3", "D": "-4"}
_ONE = {"": ""}
# How a document is had: the end of its address, and what it is printed on.
_FORMS = ((".html", "A4"), (".html", "Letter"), (".md", ""))
_FIRST_PAGE = "./"


def kit() -> None:
    """The ways to begin, and every document with what it is good for; all of this scenario."""
    tell = medium.telling()
    ways = [
        (tell.say(f"classroom.begin.{name}"), controls.address(_FIRST_PAGE, **{name: value}))
        for name, value in (("present", "talk"), ("ask", "1"))
    ]
    documents = [
        {
            "name": tell.say(f"classroom.kit.{name}.name"),
            "about": tell.say(f"classroom.kit.{name}.about"),
            "forms": _forms(tell, name),
        }
        for name in KIT
    ]
    markup.draw("ways_out", ways=ways)
    markup.draw("kit_list", documents=documents)


def versions() -> None:
    """How many versions there are of what has versions, and how another is had."""
    blocks.prose("classroom.versions", last_version=(str(SEEDS - 1), ""))


def together() -> None:
    """A class in which everybody answers on a phone, and the way to open one."""
    blocks.prose("classroom.together")
    label = medium.telling().say("classroom.open_room")
    markup.draw("ways_out", ways=[(label, controls.address("./rooms"))])


def paths(name: str) -> dict[str, str]:
    """Where a document of the kit is, by the letter of its version: none where there is one.

    >>> paths("quiz_key")
    {'': '/kit/quiz-key'}
    """
    versions = _VERSIONS if name in _IN_VERSIONS else _ONE
    # In an address hyphens stand for the underscores of a name.
    return {letter: f"/kit/{name.replace('_', '-')}{end}" for letter, end in versions.items()}


def _forms(tell: Telling, name: str) -> list[dict[str, object]]:
    """A document in each form, and its links: of what has no versions all in one line."""
    lines = []
    title = tell.say(f"classroom.kit.{name}.name")
    for ending, paper in _FORMS:
        form = (
            tell.say("classroom.on_paper", paper=(paper, "")) if paper else tell.say("classroom.md")
        )
        # Paper is usually A4.
        size = {"size": paper.lower()} if paper == "Letter" else {}
        links = [
            (
                letter or form,
                f"{title} {letter}: {form}" if letter else f"{title}: {form}",
                controls.address(f".{path}{ending}", **size),
            )
            for letter, path in paths(name).items()
        ]
        lines.append((form, links))
    if name in _IN_VERSIONS:
        return [{"name": form, "links": links} for form, links in lines]
    return [{"name": "", "links": [link for _, links in lines for link in links]}]
