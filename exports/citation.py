"""How to cite what a page says in a scenario: as a sentence, BibTeX, RIS and CSL-JSON.

The same link, language and site give the same bytes: the day on which somebody looked is that
reader's to add.
"""

import datetime
import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import costmodel
from content import LANGUAGES, path_of
from costmodel import NOTHING_CHANGED
from exports import dates
from exports.editions import VERSION
from exports.link import Link, write
from telling import Telling, bar, live

# As in CITATION.cff; a name, and so the same in every language.
AUTHOR = "The $5M Question contributors"

# What a page answers with, where that is the same in every scenario.
_ANSWERS = {
    "start": ("final_run_cost", "tco"),
    "claim": ("final_run_cost",),
    "hardware": ("fleet_gpus",),
    "capex": ("capex",),
    "opex": ("opex",),
    "salaries": ("staff_cost",),
    "since": ("v3_and_r1_cost",),
    "take": ("final_run_cost", "tco"),
    "classroom": ("tco_ratio",),
}
# A link may change every number; after these the rest is counted.
_CHANGES_NAMED = 6

# What means something to TeX, and how it is written to mean itself.
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "{}$&#%_"},
    }
)
# The names that every style of BibTeX knows the months by.
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True)
class Citation:
    """What is known of a page in a scenario, for whoever cites it.

    ``key`` is a name for it that no other page or scenario has; ``title`` the page's question,
    ``work`` what it is a page of, ``edition`` the edition of its numbers, ``changed`` the day of
    the last change of any number behind its figures. ``says`` is those figures and the scenario
    in words. ``query`` is the scenario's link, and ``site`` what all addresses of the site begin
    with, empty where that is not known.
    """

    key: str
    page: str
    title: str
    work: str
    edition: str
    language: str
    changed: datetime.date
    says: str
    query: str
    site: str
    author: str = AUTHOR

    @property
    def address(self) -> str:
        """Where the page stands with this scenario: a path, where the site is not known."""
        return f"{self.site}/{path_of(self.page)}?{self.query}"

    @property
    def whole_address(self) -> str:
        """The same for programs, which can do nothing with a path: empty, where it is one."""
        return self.address if self.site else ""


def figures_on(page: str, link: Link) -> tuple[str, ...]:
    """The figures a page answers with: several side by side; of ``verdict`` one over another."""
    if page == "doubts":
        return (link.figure,)
    if page == "verdict":
        return (link.numerator, link.denominator)
    return _ANSWERS.get(page, ())


def of_page(page: str, link: Link, language: str, site: str) -> Citation:
    """How to cite the page with this name for a link, in the language with this code.

    ``site`` is the address that everything on the site begins with, without a slash; where it
    is empty, the address is a path.

    Raises:
        KeyError: if there is no such page or language.
    """
    tell = Telling.of(LANGUAGES[language], link.changes)
    figures = figures_on(page, link)
    query = write(_to_be_cited(link, language), with_edition=True)
    # The site has several addresses perhaps; the page and its scenario have one name.
    digest = hashlib.sha256(query.encode()).hexdigest()[:8]
    return Citation(
        key=f"five-million-question-{page}-{digest}",
        page=page,
        title=tell.say(f"pages.{page}.question"),
        work=tell.say("ui.title"),
        edition=VERSION,
        language=language,
        changed=dates.newest(figures),
        says=" ".join((*_figures(tell, page, figures), _scenario(tell))),
        query=query,
        site=site,
    )


def _to_be_cited(link: Link, language: str) -> Link:
    """The page as it is read; what a room guessed and how it was shown is nobody's source."""
    return replace(
        link,
        language=language,
        ask=False,
        guesses=NOTHING_CHANGED,
        hands=NOTHING_CHANGED,
        present="",
        screen=1,
    )


def _figures(tell: Telling, page: str, figures: tuple[str, ...]) -> list[str]:
    if page == "verdict":
        ratio = costmodel.ratio(*map(tell.value, figures))
        told = [(bar.name(tell, *figures), tell.written(ratio, "×", "full"))]
    else:
        told = [(tell.name_of(each), live.number(tell, each)) for each in figures]
    return [tell.say("ui.result", label=(label, ""), number=(number, "")) for label, number in told]


def _scenario(tell: Telling) -> str:
    """What is changed in it, in words."""
    if not tell.changes:
        return tell.say("citing.none_changed")
    changes = []
    for id in list(tell.changes)[:_CHANGES_NAMED]:
        value, before = tell.changed(id)
        named = {"label": tell.name_of(id), "value": value, "published": before}
        blanks = {name: (text, "") for name, text in named.items()}
        changes.append(tell.say("ui.reset_one", **blanks))
    said = "; ".join(changes)
    if more := len(tell.changes) - len(changes):
        said = tell.say("citing.more", changes=(said, ""), count=(more, "people"))
    return tell.say("citing.changed", changes=(said, ""))


def sentence(citation: Citation) -> str:
    """What to write under an article: all that is known of it, on one line of text."""
    language = LANGUAGES[citation.language]
    return language.say(
        "citing.sentence",
        {
            "author": (citation.author, ""),
            "title": (citation.title, ""),
            "work": (citation.work, ""),
            "edition": (citation.edition, ""),
            "says": (citation.says, ""),
            "date": (citation.changed, ""),
            "address": (citation.address, ""),
        },
    )


def _text(citation: Citation) -> str:
    return f"{sentence(citation)}\n"


def bibtex(citation: Citation) -> str:
    """An entry for BibTeX, which BibLaTeX takes too."""
    day = citation.changed
    fields = {
        # A second pair of braces keeps a name whole and a title's capitals.
        "author": f"{{{_tex(citation.author)}}}",
        "title": f"{{{_tex(citation.title)}}}",
        "howpublished": _tex(citation.work),
        "edition": citation.edition,
        "year": f"{day.year}",
        "month": _MONTHS[day.month - 1],
        "day": f"{day.day}",
        "note": _tex(citation.says),
        "language": citation.language,
        "url": citation.whole_address,
    }
    lines = [
        f"  {name} = {text if name == 'month' else f'{{{text}}}'},"
        for name, text in fields.items()
        if text
    ]
    return "\n".join((f"@misc{{{citation.key},", *lines, "}")) + "\n"


def _tex(text: str) -> str:
    return _on_one_line(text).translate(_TEX)


def ris(citation: Citation) -> str:
    """A record as RIS: one tag a line, and lines end as the format says."""
    fields = (
        # A page on the web.
        ("TY", "ELEC"),
        ("ID", citation.key),
        ("AU", citation.author),
        ("TI", citation.title),
        ("T2", citation.work),
        ("ET", citation.edition),
        ("PY", f"{citation.changed.year}"),
        ("DA", f"{citation.changed:%Y/%m/%d}"),
        ("LA", citation.language),
        ("N1", citation.says),
        ("UR", citation.whole_address),
    )
    lines = [f"{tag}  - {_on_one_line(text)}\r\n" for tag, text in fields if text]
    return "".join((*lines, "ER  - \r\n"))


def _on_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def csl_json(citation: Citation) -> str:
    """A list of one item as CSL-JSON."""
    day = citation.changed
    item = {
        "id": citation.key,
        "type": "webpage",
        "title": citation.title,
        "container-title": citation.work,
        "author": [{"literal": citation.author}],
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "version": citation.edition,
        "language": citation.language,
        "note": citation.says,
        **({"URL": citation.whole_address} if citation.whole_address else {}),
    }
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


# Those that reference managers read, by their names, which are the same in every language.
FOR_PROGRAMS = {"bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON"}
# By the ending of an address: how it is written, and its media type.
FORMATS: Mapping[str, tuple[Callable[[Citation], str], str]] = {
    "txt": (_text, "text/plain"),
    "bib": (bibtex, "application/x-bibtex"),
    "ris": (ris, "application/x-research-info-systems"),
    "json": (csl_json, "application/vnd.citationstyles.csl+json"),
}
