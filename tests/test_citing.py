"""What is cited can be read by reference managers, and leads to the figures it names."""

import json
import re
from urllib.parse import parse_qsl, urlsplit

import bibtexparser
import pytest
import rispy
import yaml
from bibtexparser.bparser import BibTexParser

import costmodel
from content import LANGUAGES, PAGES
from costmodel import ASSUMPTIONS
from exports import VERSION, Link, citation, read
from paper import pages
from tests.conftest import EVERY_LANGUAGE, SCENARIOS, telling
from tests.test_repository import ROOT

SITE = "https://example.org"
LINKS = {
    "published": "",
    "one number": "rental_rate=3",
    "every number": "&".join(f"{id}={row.allowed_high!r}" for id, row in ASSUMPTIONS.items()),
    "another ratio": "numerator=capex&denominator=development_compute_cost",
    "another doubt": "figure=electricity_cost",
    "a class": "ask=1&guess_tco=unknown&hands_tco=3-10-12-4-1&present=1&screen=3",
}


def cited(page: str, query: str, code: str, site: str = SITE) -> citation.Citation:
    link, faults = read(parse_qsl(query), LANGUAGES)
    assert not faults
    return citation.of_page(page, link, code, site)


def written(form: str, it: citation.Citation) -> str:
    write_it, _ = citation.FORMATS[form]
    return write_it(it)


def bibtex_of(it: citation.Citation) -> dict[str, str]:
    """The entry as BibTeX reads it: what is escaped means the sign itself."""
    # An ending for each month is known to every style.
    parser = BibTexParser(common_strings=True)
    (entry,) = bibtexparser.loads(written("bib", it), parser=parser).entries

    def meant(text: str) -> str:
        named = {"textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^"}
        text = re.sub(r"\\(\w+)\{\}", lambda found: named[found[1]], text)
        return re.sub(r"\\([{}$&#%_])", r"\1", text)

    # An address is taken as it is.
    return {name: text if name == "url" else meant(text) for name, text in entry.items()}


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@pytest.mark.parametrize("name", LINKS)
@pytest.mark.parametrize("page", PAGES)
def test_each_form_says_the_same(page, name, code):
    it = cited(page, LINKS[name], code)
    (ris,) = rispy.loads(written("ris", it))
    (csl,) = json.loads(written("json", it))
    bib = bibtex_of(it)
    day = it.changed
    assert bib["ENTRYTYPE"] == "misc" and ris["type_of_reference"] == "ELEC"
    assert csl["type"] == "webpage"
    assert it.key == bib["ID"] == ris["id"] == csl["id"]
    author = "{" + it.author + "}"
    assert bib["author"] == author
    assert ris["authors"] == [it.author] == [each["literal"] for each in csl["author"]]
    assert bib["title"] == "{" + it.title + "}" and it.title == csl["title"]
    assert ris["title"] == it.title
    assert bib["howpublished"] == ris["secondary_title"] == csl["container-title"] == it.work
    assert bib["edition"] == ris["edition"] == csl["version"] == VERSION
    assert csl["issued"] == {"date-parts": [[day.year, day.month, day.day]]}
    assert (bib["year"], bib["month"], bib["day"]) == (
        f"{day:%Y}",
        f"{day:%B}",
        f"{day.day}",
    )
    assert (ris["year"], ris["date"]) == (f"{day:%Y}", f"{day:%Y/%m/%d}")
    assert bib["language"] == ris["language"] == csl["language"] == code
    assert bib["note"] == csl["note"] == " ".join(ris["notes"]) == it.says
    assert bib["url"] == ris["urls"][0] == csl["URL"] == it.address


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@pytest.mark.parametrize("name", LINKS)
@pytest.mark.parametrize("page", PAGES)
def test_the_sentence_has_all_there_is_to_cite_and_its_link_leads_back(page, name, code):
    it = cited(page, LINKS[name], code)
    text, language = citation.sentence(it), LANGUAGES[code]
    for part in (it.author, it.title, it.work, it.says, language.numbers.day(it.changed, "long")):
        assert part in text
    assert "\n" not in text
    address = text.split()[-1]
    assert address == it.address and address.startswith(f"{SITE}/")
    pairs = parse_qsl(urlsplit(address).query)
    assert dict(pairs)["v"] == VERSION and dict(pairs)["lang"] == code
    back, faults = read(pairs, LANGUAGES)
    link, _ = read(parse_qsl(LINKS[name]), LANGUAGES)
    assert not faults and back.changes == link.changes
    assert citation.figures_on(page, back) == citation.figures_on(page, link)
    # A talk, a guess and a show of hands are of one room.
    assert not (back.guesses or back.hands or back.present or back.ask)


@pytest.mark.parametrize("code", EVERY_LANGUAGE)
@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("page", PAGES)
def test_what_is_cited_is_what_the_page_answers_with(page, scenario, code):
    link = Link(changes=costmodel.Scenario(SCENARIOS[scenario]))
    figures = citation.figures_on(page, link)
    says, tell = citation.of_page(page, link, code, SITE).says, telling(code, SCENARIOS[scenario])
    if page != "verdict":
        for each in figures:
            assert f"{tell.name_of(each)}: {tell.number(each, 'precise,full')}." in says
    for id in list(link.changes)[:6]:
        assert tell.name_of(id) in says and tell.changed(id)[0] in says
    if scenario in ("published", "no machines") and code == "en":
        drawn = pages.draw(page, link, code).answer
        assert drawn == (figures if page == "verdict" else figures[:1])


def test_a_citation_is_of_one_page_scenario_and_language():
    keys = {
        cited(page, query, code).key
        for page in PAGES
        for query in ("", "rental_rate=3", "rental_rate=4")
        for code in EVERY_LANGUAGE
    }
    assert len(keys) == len(PAGES) * 3 * len(EVERY_LANGUAGE)
    assert all(re.fullmatch(r"[a-z0-9-]+", key) for key in keys)


@pytest.mark.parametrize("form", citation.FOR_PROGRAMS)
def test_where_the_site_is_not_known_programs_are_given_no_path_for_an_address(form):
    it = cited("claim", "", "en", site="")
    assert citation.sentence(it).endswith(f" /claim?v={VERSION}&lang=en")
    assert "/claim?" not in written(form, it)


def test_every_sign_with_a_meaning_to_tex_or_ris_means_itself():
    odd = r"50% of {x} \ ~ ^ $5 & #1 a_b" + "\nTY  - JOUR\r\nER  - "
    it = cited("claim", "", "en")
    spoilt = citation.Citation(**{**vars(it), "says": odd, "title": odd})
    said = " ".join(odd.split())
    assert bibtex_of(spoilt)["note"] == said
    records = rispy.loads(written("ris", spoilt))
    assert len(records) == 1 and " ".join(records[0]["notes"]) == said
    assert records[0]["type_of_reference"] == "ELEC"
    lines = written("ris", spoilt).split("\r\n")
    assert lines[-2:] == ["ER  - ", ""] and all(
        re.match(r"[A-Z][A-Z0-9]  - ", x) for x in lines[:-1]
    )


def test_the_author_is_the_one_the_work_names():
    work = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert [each["name"] for each in work["authors"]] == [citation.AUTHOR]
