"""One link must not freeze the house: every reader of text is quick, bounded, and never raises.

Whatever stands in an address, a header, a field or on a command line is read in time
in proportion to its length, is answered in few words, and leaves every page standing.
"""

import contextlib
import io
import json
import time
from collections.abc import Callable
from urllib.parse import parse_qsl, quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.requests import Request

import exports
from content import LANGUAGES, accepted, language, preferred
from costmodel import (
    ASSUMPTIONS,
    MODEL,
    PARAMETERS,
    Spellings,
    quoted,
    read_changes,
    read_day,
    read_number,
    read_run,
    read_statement,
    read_target,
    read_whole,
    report,
    without_dust,
)
from costmodel.commandline import COMMANDS, main
from costmodel.engine import reading
from exports import LANGUAGE_PARAMETER, RUN_PREFIX, VERSION_PARAMETER
from exports.link import _PARTS, PARTS_READ
from exports.strangers import is_known, looks_appended, without_ampersands, words_of
from tests.asking import ask
from tests.drawn import opened
from ui.state.acts import ACTS, Doubtful, Entry, Refused, perform
from web.addresses import figures

NAMES = (
    *(VERSION_PARAMETER, LANGUAGE_PARAMETER, *_PARTS, *ASSUMPTIONS),
    *(RUN_PREFIX + id for id in PARAMETERS),
)


def answered(query: bytes) -> tuple[int, bytes]:
    """What the JSON address says to a query, whatever bytes it is made of."""
    answer = figures(Request({"type": "http", "query_string": query, "headers": []}))
    return answer.status_code, answer.body


def commanded(*arguments: str) -> tuple[int, str]:
    """The exit code of a command, and what it says on standard error."""
    said = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
        try:
            code = main(list(arguments))
        except SystemExit as stopped:  # argparse leaves this way
            code = stopped.code
    return code, said.getvalue()


# Everything that reads text, as a function of one text.
READERS: dict[str, Callable[[str], object]] = {
    "a number": read_number,
    # The patterns alone too: they must not owe their speed to the bounds before them.
    "a number's pattern": reading._NUMBER.fullmatch,
    "a language's pattern": language._WANTED.fullmatch,
    "a whole number": read_whole,
    "a day": read_day,
    "a quotation": quoted,
    "a statement": read_statement,
    "a statement's number": lambda text: read_statement(f"tco>{text}"),
    "a question": read_target,
    "a question's number": lambda text: read_target(f"tco={text}"),
    "a misspelt id": lambda text: Spellings(ASSUMPTIONS).of(text),
    "changes": lambda text: read_changes([("rental_rate", text), (text, text)]),
    "a run": lambda text: read_run([("chip_hours", text), ("start", text), (text, text)]),
    "a language header": accepted,
    "a language": lambda text: preferred([text]),
    "a stranger": lambda text: (is_known(text), looks_appended(text, ASSUMPTIONS), words_of(text)),
    "an ampersand": without_ampersands,
    "a part's name": lambda text: exports.read([(text, "1")], LANGUAGES),
    **{
        f"the part {name}": lambda text, name=name: exports.read([(name, text)], LANGUAGES)
        for name in (*_PARTS, "lang", "v", "rental_rate", "run_chip_hours", "run_start")
    },
    **{
        f"an entry for {name}": lambda text, name=name: exports.with_part(
            exports.Link(), name, text
        )
        for name in ("seed", "figure", "statement")
    },
    "a whole query": lambda text: exports.read(parse_qsl(text, keep_blank_values=True), LANGUAGES),
    "the JSON address": lambda text: answered(text.encode()),
    "the JSON address's value": lambda text: answered(b"rental_rate=" + quote(text).encode()),
    **{
        f"the command {command or 'itself'}": lambda text, command=command: commanded(
            *command.split(), f"rental_rate={text}", text.replace("-", "+"), f"tco>{text}"
        )
        for command in ("", *COMMANDS)
    },
}

# What can make a reader slow: long runs that a pattern may divide in many ways.
LONG = {
    "digits": lambda n: "9" * n,
    "digits and a letter": lambda n: "9" * n + "x",
    "a fraction and a letter": lambda n: "." + "9" * n + "x",
    "an exponent": lambda n: "1e" + "9" * n,
    "points": lambda n: "1." * (n // 2),
    "signs": lambda n: "+" * n,
    "blanks before a number": lambda n: " " * n + "1",
    "blanks in a number": lambda n: "1" + " " * n + "1",
    "control characters": lambda n: "\x1f" * n + "3",
    "letters": lambda n: "a" * n,
    "capitals": lambda n: "A" * n,
    "capitals and digits": lambda n: "A1" * (n // 2) + "a",
    "words": lambda n: "rental_" * (n // 7),
    "a day and more": lambda n: "2024-01-01" * (n // 10),
    "commas": lambda n: "," * n,
    "languages": lambda n: "id;q=0.5," * (n // 9),
    "a long language": lambda n: "id" + "-id" * (n // 3),
    "weights": lambda n: "id" + ";q=0" * (n // 4) + "x",
    "ampersands": lambda n: "&" * n,
    "ampersands for HTML": lambda n: "amp;" * (n // 4) + "rental_rate",
    "question marks": lambda n: "?a=" * (n // 3),
    "the same odd part": lambda n: "rental_rat=1&" * (n // 13),
    "the same bad part": lambda n: "rental_rate=x&" * (n // 14),
    "odd parts": lambda n: "".join(f"ab{k}c=&" for k in range(n // 8)),
    "escapes": lambda n: "%25" * (n // 3),
    "broken escapes": lambda n: "%" * n,
    "more than": lambda n: "tco>" * (n // 4),
    "letters of many bytes": lambda n: "١" * n,
}
LENGTH = 30_000


def seconds(reader: Callable[[str], object], text: str) -> float:
    """How long the processor needs to read a text: the best of three, as others use it too."""
    took = []
    for _ in range(3):
        begun = time.thread_time()
        reader(text)
        took.append(time.thread_time() - begun)
        # A reader this slow will not get better.
        if took[-1] > 2:
            break
    return min(took)


@pytest.mark.parametrize("reader", READERS)
def test_a_text_twice_as_long_takes_no_more_than_twice_as_long(reader):
    for shape, made in LONG.items():
        once = seconds(READERS[reader], made(LENGTH))
        assert once < 0.5, shape
        # Generous: reading every character with every other would take four times as long.
        assert seconds(READERS[reader], made(2 * LENGTH)) < 3 * once + 0.02, shape


@pytest.mark.parametrize("shape", LONG)
def test_an_answer_is_never_much_larger_than_its_question(shape):
    text = LONG[shape](2 * LENGTH)
    largest = 3 * len(json.dumps(report()))
    for query in (text, f"rental_rate={quote(text)}", f"{quote(text)}=1"):
        status, body = answered(query.encode())
        assert status in (200, 400)
        assert len(body) < largest
    assert len(commanded(f"rental_rate={text}", *text.split("&"))[1]) < largest


def test_what_is_kept_of_a_long_link_is_short():
    for made in LONG.values():
        text = made(LENGTH)
        pairs = [*((name, text) for name in NAMES), (text, text), *parse_qsl(text)]
        link, faults = exports.read(pairs, LANGUAGES)
        assert len(exports.write(link)) < 5_000
        assert len(faults) <= 2 * PARTS_READ + 1
        assert all(len(f"{fault.id}{fault.given}{fault.meant}") < 200 for fault in faults)


def test_faults_beyond_the_first_are_counted():
    query = urlencode([(f"zebra{n}", "1") for n in range(300)])
    status, body = answered(query.encode())
    answer = json.loads(body)
    assert status == 400
    assert (len(answer["errors"]), answer["more"]) == (50, 250)
    code, said = commanded(*query.split("&"))
    assert code == 2
    assert len(said.splitlines()) == 51 and said.endswith("… and 250 more\n")


def test_only_the_first_misspelt_ids_are_compared_with_what_there_is():
    written = [f"rental_rate{chr(n)}" for n in range(ord("a"), ord("z") + 1)]
    _, faults = read_changes([(id, "1") for id in written])
    meant = [fault.meant for fault in faults]
    assert meant == ["rental_rate"] * 20 + [None] * 6
    # One name a thousand times is one comparison.
    _, faults = read_changes([(id, "1") for id in (*written[:1] * 100, *written)])
    assert [fault.meant for fault in faults[100:]] == meant


def test_a_statement_is_kept_without_the_blanks_around_its_number():
    for blanks in (" ", "\u2003", "\n" * 300, "\x1f"):
        pairs = [("statement", f"tco>{blanks}5"), ("question", f"tco={blanks}5")]
        link, faults = exports.read(pairs, LANGUAGES)
        assert (exports.write(link), faults) == ("statement=tco%3E5&question=tco%3D5", ())


@pytest.mark.parametrize("switch", ["--draws", "--seed"])
@pytest.mark.parametrize("text", ["9" * 60_000, "1_0", "١٢", "1e3", "\x1f3"])
def test_a_switch_takes_whole_numbers_alone(switch, text):
    code, said = commanded("draws", f"{switch}={text}")
    assert code == 2 and "invalid int value" in said and len(said) < 500


def test_few_faults_are_named_without_a_count():
    assert json.loads(answered(b"zebra=1")[1]).keys() == {"errors"}


def test_parts_beyond_the_last_that_is_read_are_named_once():
    pairs = [("rental_rate", "3"), *[("utm_source", "x")] * PARTS_READ, ("pue", "1.1")]
    link, faults = exports.read(pairs, LANGUAGES)
    assert dict(link.changes) == {"rental_rate": 3.0}
    assert [(fault.reason, fault.given) for fault in faults] == [("too_many", "1000")]
    assert exports.read(pairs[:PARTS_READ], LANGUAGES)[1] == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", 3.0),
        (" 3 ", 3.0),
        ("\x1f3", 3.0),
        ("\u2003-0\n", 0.0),
        ("3.", 3.0),
        (".5", 0.5),
        ("+1e3", 1000.0),
        ("9" * 309, float("9" * 309)),
        ("9" * 400, float("inf")),
        ("9" * 401, None),
        (" " * 400 + "3", None),
        ("1e" + "9" * 300, float("inf")),
        ("\x003", None),
        ("3\x00", None),
        ("1\x1f3", None),
        (".", None),
        ("", None),
        ("١", None),
        ("\ud800", None),
    ],
)
def test_a_number_is_read_or_refused_in_one_step(text, number):
    assert read_number(text) == number


# Around and instead of what is good: what is invisible, half a character, or no text at all.
ODD = st.one_of(
    st.sampled_from([chr(n) for n in (*range(0x21), *range(0x7F, 0xA1), 0x2028, 0x202E, 0xFEFF)]),
    st.characters(categories=["Cc", "Cs", "Cf", "Zs", "Nd", "Co"]),
    st.characters(),
)
GOOD = st.sampled_from(["3", "1e3", "-0", "2024-02-29", "tco>1", "tco=1", "capex", "id", "shown"])
ODD_VALUE = st.one_of(
    st.builds("{}{}{}".format, ODD | st.just(""), GOOD, ODD | st.just("")),
    st.builds("{}{}{}{}".format, st.sampled_from(["tco>", "tco="]), ODD, GOOD, ODD),
    st.text(ODD, max_size=20),
    st.sampled_from(["1e400", "-1e400", "1e" + "9" * 5000, "9" * 5000, "nan", "1_0", "１", "0x1"]),
)
ODD_NAME = st.one_of(
    st.sampled_from([*NAMES, *MODEL.figures]),
    st.builds("{}{}{}".format, ODD | st.just(""), st.sampled_from(NAMES), ODD | st.just("")),
    st.builds("amp;{}".format, st.sampled_from(NAMES)),
    st.text(ODD, max_size=20),
)
ODD_LINK = st.lists(st.tuples(ODD_NAME, ODD_VALUE), max_size=6)
QUIETLY = settings(max_examples=2000, deadline=None, derandomize=True, database=None)


@QUIETLY
@given(ODD_LINK)
def test_no_link_raises_and_what_it_says_can_be_passed_on(pairs):
    link, faults = exports.read(pairs, LANGUAGES)
    query = exports.write(link)
    assert exports.read(parse_qsl(query, keep_blank_values=True), LANGUAGES) == (link, ())
    # Letters that cannot be sent, or that turn the ones around them, are not repeated.
    assert query.isprintable()
    for fault in faults:
        assert f"{fault.id}{fault.given}{fault.meant}{fault.message}".isprintable()
        assert fault.message.encode()


@QUIETLY
@given(
    st.lists(st.binary(max_size=12), max_size=4),
    st.lists(st.tuples(st.sampled_from(NAMES), st.binary(max_size=4) | GOOD.map(str.encode))),
)
def test_the_json_address_answers_any_bytes_and_never_fails(noise, parts):
    query = b"&".join(
        [*noise, *(name.encode() + b"=" + quote(text).encode() for name, text in parts)]
    )
    status, body = answered(query)
    said = json.loads(body)
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    link, faults = exports.read(pairs, LANGUAGES)
    assert status == (400 if faults else 200)
    if status == 200:
        assert said == without_dust(report(link.changes))
    else:
        assert len(said["errors"]) + said.get("more", 0) == len(faults)


def test_a_server_answers_odd_bytes_as_it_answers_others(site):
    for odd in ("%1F3", "%00", "%FF", "%ED%A0%80", "3%1C", "9" * 30_000 + "x", "%E2%80%AE3"):
        for name in ("rental_rate", "run_start", "statement", "lang", odd[:60]):
            answer = ask(site, f"/api/figures.json?{name}={odd}")
            assert answer.status in (200, 400) and json.loads(answer.text)


@settings(max_examples=500, deadline=None, derandomize=True, database=None)
@given(
    st.sampled_from(["", *COMMANDS]),
    st.lists(st.builds("{}={}".format, ODD_NAME, ODD_VALUE) | ODD_VALUE, max_size=3),
)
def test_the_command_line_answers_or_refuses_any_words(command, words):
    # A switch is argparse's to read.
    words = [word for word in words if not word.startswith("-")]
    code, said = commanded(*command.split(), *words)
    assert code in (0, 2)
    assert "Traceback" not in said and len(said) < 2_000


@QUIETLY
@given(st.text(max_size=80) | st.text(",;=q0.1-id*en \x00\x1f", max_size=80))
def test_any_language_header_is_read(header):
    tags = accepted(header)
    assert len(set(tags)) == len(tags) <= 20
    assert all(tag.isascii() and tag in header for tag in tags)
    assert preferred(tags) in LANGUAGES
    assert preferred([header]) in LANGUAGES


@QUIETLY
@given(
    act=st.sampled_from([*ACTS]) | ODD_NAME,
    of=st.sampled_from([*PARAMETERS, "figure", "relation", "threshold", "amount"]) | ODD_NAME,
    value=ODD_VALUE | st.sampled_from([*MODEL.figures]),
    typed=st.booleans(),
)
def test_an_entry_counts_or_is_refused_and_the_link_can_be_passed_on(act, of, value, typed):
    for words in LANGUAGES.values():
        entry = Entry(act=act, of=of, value=value, at="", typed=typed)
        with contextlib.suppress(Refused, Doubtful):
            link = perform(exports.Link(), entry, words.numbers)
            query = exports.write(link)
            assert exports.read(parse_qsl(query, keep_blank_values=True), LANGUAGES)[1] == ()
            assert query.isprintable()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["start", "doubts", "compare"])
@pytest.mark.parametrize("odd", ["\x1f3", "tco>\x1f3", "\x00", "\x85\u202e", "\ufffd1e400"])
def test_a_page_is_drawn_whatever_its_link_says(page, language, odd):
    query = {name: odd for name in NAMES if name != LANGUAGE_PARAMETER}
    at = opened(page, language, **query, **{f"zebra{odd}": odd})
    assert not at.exception
    assert LANGUAGES[language].label("ui.faults_title") in "".join(
        element.proto.body for element in at.get("html")
    )
