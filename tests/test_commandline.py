"""``python -m costmodel`` computes what the cost module computes, or refuses by name."""

import dataclasses
import json
import math
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from costmodel import (
    ASSUMPTIONS,
    MODEL,
    QUESTIONS,
    RUNGS,
    STATEMENTS,
    STORIES,
    beliefs,
    certain_ids,
    drawn_ids,
    evaluate,
    flips,
    gap,
    read_run,
    report,
    run_report,
    spreads,
    swings,
    unswung,
    without_dust,
)
from costmodel.commandline import COMMANDS

CHANGED = {"gpu_count_a100": 0.0, "rental_rate": 3.0}


def test_the_command_prints_the_report_as_json(answer):
    code, out, err = answer("--json", "gpu_count_a100=0", "rental_rate=3")
    assert (code, err) == (0, "")
    assert json.loads(out) == without_dust(report(CHANGED))


def test_the_command_works_from_a_shell():
    shell = subprocess.run(
        [sys.executable, "-m", "costmodel", "--json", "gpu_count_a100=0", "rental_rate=3"],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        encoding="utf-8",
    )
    assert (shell.returncode, shell.stderr) == (0, "")
    assert json.loads(shell.stdout) == without_dust(report(CHANGED))


def test_without_changes_every_assumption_is_as_published(answer):
    assert json.loads(answer("--json")[1]) == without_dust(report())


def test_without_json_the_command_prints_a_table_for_people(answer):
    code, out, err = answer("gpu_count_a100=0", "rental_rate=3")
    rows = [line.split() for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert ["capex", "1,391,400,000", "USD"] in rows
    assert ["tco_ratio", "260.4", "×"] in rows  # 2,178.4 ÷ 8.364
    assert {row[0] for row in rows} == {"ASSUMPTION", "FIGURE", *ASSUMPTIONS, *MODEL.figures}
    assert {row[0] for row in rows if "*" in row} == set(CHANGED)


def test_the_table_says_where_a_figure_is_not_defined(answer):
    _, out, _ = answer(*(f"gpu_count_{t}=0" for t in MODEL.types))
    (line,) = (line for line in out.splitlines() if line.startswith("run_share_of_fleet "))
    assert line.split() == ["run_share_of_fleet", "not", "defined", "share"]


@pytest.mark.parametrize("end", ["allowed_low", "allowed_high"])
def test_both_ends_of_every_allowed_range_are_accepted(end, answer):
    ends = {id: getattr(row, end) for id, row in ASSUMPTIONS.items()}
    code, out, err = answer("--json", *(f"{id}={value!r}" for id, value in ends.items()))
    assert (code, err) == (0, "")
    assert json.loads(out)["assumptions"] == ends


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ("rental_rat=3", "rental_rat: no assumption has this id; did you mean rental_rate?"),
        ("zebra=3", "zebra: no assumption has this id"),
        ("RENTAL_RATE=3", "RENTAL_RATE: no assumption has this id"),
        ("=3", "no assumption has this id"),
        ("capex=1", "capex: this figure is computed and cannot be set"),
        ("capex_h20=1", "capex_h20: this figure is computed and cannot be set"),
        ("rental_rate=nan", "rental_rate: 'nan' is not a number"),
        ("rental_rate=inf", "rental_rate: 'inf' is not a number"),
        ("rental_rate=-infinity", "rental_rate: '-infinity' is not a number"),
        ("rental_rate=1_0", "rental_rate: '1_0' is not a number"),
        ("headcount=1_000", "headcount: '1_000' is not a number"),
        ("headcount=1,000", "headcount: '1,000' is not a number"),
        ("rental_rate=٣", "rental_rate: '٣' is not a number"),
        ("rental_rate=0x3", "rental_rate: '0x3' is not a number"),
        ("rental_rate=2=3", "rental_rate: '2=3' is not a number"),
        ("rental_rate=", "rental_rate: '' is not a number"),
        ("rental_rate= ", "rental_rate: ' ' is not a number"),
        ("rental_rate=1e309", "rental_rate: 1e309 is outside the allowed range 0.05 to 15"),
        ("rental_rate=-1e309", "rental_rate: -1e309 is outside the allowed range 0.05 to 15"),
        ("rental_rate=0.0499", "rental_rate: 0.0499 is outside the allowed range 0.05 to 15"),
        ("rental_rate=15.01", "rental_rate: 15.01 is outside the allowed range 0.05 to 15"),
        ("rental_rate", "rental_rate"),
    ],
)
def test_a_part_that_cannot_be_used_is_refused_by_name(part, fault, answer):
    code, out, err = answer("--json", part)
    assert (code, out) == (2, "")
    assert fault in err


@pytest.mark.parametrize("beyond", [-1, 1], ids=["below", "above"])
def test_every_value_out_of_range_is_refused_and_all_are_named_at_once(beyond, answer):
    values = {
        id: row.allowed_low - 1 if beyond < 0 else row.allowed_high + 1
        for id, row in ASSUMPTIONS.items()
    }
    code, out, err = answer(*(f"{id}={value!r}" for id, value in values.items()))
    assert (code, out) == (2, "")
    assert [line.split(" is outside the allowed range ")[0] for line in err.splitlines()] == [
        f"{id}: {value!r}" for id, value in values.items()
    ]


def test_an_id_given_twice_is_refused(answer):
    code, out, err = answer("rental_rate=3", "rental_rate=4")
    assert (code, out) == (2, "")
    assert "rental_rate: given more than once" in err


def test_faults_of_every_kind_are_named_at_once(answer):
    code, out, err = answer(
        "rental_rat=3", "capex=1", "pue=nan", "headcount=0", "r1_hours=1", "r1_hours=2", "tco=5"
    )
    assert (code, out) == (2, "")
    assert [line.split(":")[0] for line in err.splitlines()] == [
        "rental_rat",
        "capex",
        "pue",
        "headcount",
        "tco",
        "r1_hours",
    ]


def test_a_part_without_an_equals_sign_is_named_among_the_other_faults(answer):
    code, out, err = answer("rental_rate", "zebra=3", "headcount")
    assert (code, out) == (2, "")
    for named in ("rental_rate", "zebra", "headcount"):
        assert named in err


def test_the_json_switch_may_stand_anywhere(answer):
    code, out, err = answer("gpu_count_a100=0", "--json", "rental_rate=3")
    assert (code, err) == (0, "")
    assert json.loads(out) == without_dust(report(CHANGED))


# The doubter's questions

RUN_WORDS = (
    *("chip_hours=57e6", "chip_price=24875", "acquired=2020-08-12", "start=2022-05-12"),
    *("server_power=0.8125", "pue=1.25", "electricity_price=0.0806"),
)
ASKED = {
    "draws": ("draws", "tco", "tco_ratio"),
    "swings": ("swings", "tco_ratio"),
    "flip": ("flip", "tco_ratio>100"),
    "believe": ("believe", "company_cost=5e6"),
    "gap": ("gap", "tco", "yours", "documented_only"),
    "run": ("run", *RUN_WORDS),
}


def for_json(value):
    """The same as JSON has it: lists, None for what is not defined, and no dust."""
    if isinstance(value, dict):
        return {key: for_json(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [for_json(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else without_dust(value)


def as_json(text: str):
    def refused(constant: str):
        raise AssertionError(f"{constant} is no JSON")

    return json.loads(text, parse_constant=refused)


def test_every_command_is_asked_here():
    assert ASKED.keys() == COMMANDS.keys()


def test_the_module_names_every_command_and_no_other():
    import costmodel.__main__ as module

    named = set(re.findall(r"``(\w+)``", module.__doc__))
    assert named == set(COMMANDS)


def test_the_draws_are_those_of_the_cost_module(answer):
    code, out, err = answer("draws", "--json", "tco", "tco_ratio", "rental_rate=3")
    assert (code, err) == (0, "")
    found, changes = as_json(out), {"rental_rate": 3.0}
    assert (found["draws"], found["seed"]) == (10_000, 1)
    assert found["drawn"] == list(drawn_ids(changes))
    assert found["certain"] == list(certain_ids(changes))
    assert found["set"] == ["rental_rate"]
    assert found["figures"] == without_dust(
        {
            id: {
                **{part: getattr(each, part) for part in ("low", "middle", "high", "below")},
                "unit": MODEL.units[id],
            }
            for id, each in spreads(("tco", "tco_ratio"), changes).items()
        }
    )


def test_without_figures_the_rungs_and_the_ratio_are_drawn(answer):
    found = as_json(answer("draws", "--json", "--draws", "500", "--seed=7")[1])
    assert list(found["figures"]) == [*RUNGS, "tco_ratio"]
    assert (found["draws"], found["seed"]) == (500, 7)
    drawn = spreads(("capex",), {}, 500, 7)["capex"]
    assert found["figures"]["capex"]["high"] == without_dust(drawn.high)


def test_counts_are_tied_on_the_command_line_too(answer):
    found = as_json(answer("draws", "--json", "capex", "--together", "0.75")[1])
    assert found["together"] == 0.75
    tied = spreads(("capex",), {}, together=0.75)["capex"]
    assert found["figures"]["capex"]["high"] == without_dust(tied.high)


def test_the_swings_are_those_of_the_cost_module(answer):
    code, out, err = answer("swings", "tco_ratio", "--json", "rental_rate=3")
    assert (code, err) == (0, "")
    assert as_json(out) == {
        "figure": "tco_ratio",
        "unit": "×",
        "swings": without_dust(
            [dataclasses.asdict(e) for e in swings("tco_ratio", {"rental_rate": 3.0})]
        ),
        "no_published_range": list(unswung("tco_ratio")),
    }


@pytest.mark.parametrize("text", [*STATEMENTS, "total_over_hundred_claims"])
def test_the_flips_are_those_of_the_cost_module(text, answer):
    code, out, err = answer("--json", "flip", text, "gpu_count_h20=1000")
    assert (code, err) == (0, "")
    found, statement = as_json(out), STATEMENTS[text]
    changes = {"gpu_count_h20": 1000.0}
    assert found["statement"] == {
        "figure": statement.figure,
        "relation": statement.relation,
        "threshold": statement.threshold,
    }
    assert found["holds"] == bool(statement.holds(evaluate(changes)[statement.figure]))
    assert found["flips"] == for_json(
        [
            {**dataclasses.asdict(each), "change": each.change, "supported": each.supported}
            for each in flips(statement, changes)
        ]
    )


def test_a_statement_of_ones_own_is_turned_over(answer):
    own, ready = (
        as_json(answer("flip", "--json", text)[1])
        for text in ("capex>1e9", "purchase_over_a_billion")
    )
    assert own == ready and own["holds"]
    below = as_json(answer("flip", "--json", "capex<1e9")[1])
    assert not below["holds"] and below["statement"]["relation"] == "below"


@pytest.mark.parametrize("id", QUESTIONS)
def test_the_beliefs_are_those_of_the_cost_module(id, answer):
    question = QUESTIONS[id]
    code, out, err = answer("believe", id, "--json", "rental_rate=3")
    assert (code, err) == (0, "")
    found = beliefs(question.figure, question.amount, {"rental_rate": 3.0})
    assert as_json(out) == {"beliefs": for_json([dataclasses.asdict(each) for each in found])}
    own = answer("believe", f"{question.figure}={question.amount!r}", "--json", "rental_rate=3")
    assert own == (code, out, err)


def test_the_gap_is_that_of_the_cost_module(answer):
    code, out, err = answer("gap", "tco", "yours", "documented_only", "--json", "pue=1.1")
    assert (code, err) == (0, "")
    expected = gap("tco", {"pue": 1.1}, STORIES["documented_only"])
    assert as_json(out) == without_dust({**vars(expected), "parts": dict(expected.parts)})


def test_the_run_is_that_of_the_cost_module(answer):
    code, out, err = answer("run", "--json", *RUN_WORDS)
    inputs, _ = read_run(part.split("=") for part in RUN_WORDS)
    assert (code, err) == (0, "")
    assert as_json(out) == without_dust(run_report(inputs))


# Rows that each table must have, word by word.
SAID = {
    "draws": (["draws:", "10,000"], ["id", "low", "middle", "high", "below", "unit"]),
    "swings": (["unit:", "×"], ["gpu_count_h20", "0", "30,000", "261.6", "461.4"]),
    "flip": (["holds:", "True"], ["rental_rate", "2", "9.227", "100", "3.614", "False"]),
    "believe": (["figure", "target", "assumption", "standing", "value", "lowest", "highest"],),
    "gap": (["left:", "2,572,560,000"], ["gpu_count_h20", "-1,113,840,000"]),
    "run": (["total:", "40,155,934"], ["acquired", "2020-08-12"], ["load_factor", "0.75"]),
}
# Which column of which list names the rows.
NAMED_BY = {
    "draws": ("figures", None),
    "swings": ("swings", "assumption"),
    "flip": ("flips", "assumption"),
    "believe": ("beliefs", "assumption"),
    "gap": ("parts", None),
    "run": ("inputs", None),
}


@pytest.mark.parametrize("command", ASKED)
def test_without_json_a_command_prints_a_table_for_people(command, answer):
    code, out, err = answer(*ASKED[command])
    assert (code, err) == (0, "")
    rows = [line.split() for line in out.splitlines()]
    for words in SAID[command]:
        assert words in rows
    assert not {"nan", "inf", "None"} & {cell for row in rows for cell in row}
    where, name = NAMED_BY[command]
    listed = as_json(answer(*ASKED[command], "--json")[1])[where]
    names = [each[name] for each in listed] if name else list(listed)
    # All of the answer, in its order, at the end of the table.
    assert len(names) > 1
    for row, expected in zip(rows[-len(names) :], names, strict=True):
        assert expected in row


@pytest.mark.parametrize("command", ASKED)
def test_the_answer_is_valid_json_where_nothing_is_defined(command, answer):
    empty = [f"gpu_count_{type_}=0" for type_ in MODEL.types]
    share = {
        "draws": ("draws", "run_share_of_fleet", *empty),
        "swings": ("swings", "run_share_of_fleet", *empty),
        "flip": ("flip", "run_share_of_fleet<0.01", *empty),
        "believe": ("believe", "run_share_of_fleet=0.01", *empty),
        "gap": ("gap", "run_share_of_fleet", "yours", "article", *empty),
        "run": ("run", *RUN_WORDS, "price_decline=0"),
    }
    code, out, err = answer(*share[command], "--json")
    assert (code, err) == (0, "")
    found = as_json(out)
    assert json.dumps(found, allow_nan=False)
    if command != "run":
        assert "null" in out
    code, table, _ = answer(*share[command])
    assert code == 0 and not {"nan", "inf", "None"} & set(table.split())


@pytest.mark.parametrize(
    "command",
    [
        each
        for each in ASKED
        if each != "run"  # it has parameters of its own and no scenario
    ],
)
def test_what_a_doubt_cannot_use_is_refused_by_name(command, answer):
    code, out, err = answer(*ASKED[command], "--json", "rental_rat=3", "pue=nan", "headcount=0")
    assert (code, out) == (2, "")
    assert [line.split(":")[0] for line in err.splitlines()] == ["rental_rat", "pue", "headcount"]


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        ("draws capx", "capx: there is no figure with this id"),
        ("draws rental_rate", "rental_rate: there is no figure with this id"),
        ("draws --draws=0", "--draws: 0 is not a whole number above zero"),
        ("draws --draws=-5", "--draws: -5 is not a whole number above zero"),
        ("draws --draws=1e4", "invalid int value: '1e4'"),
        ("draws --draws=many", "invalid int value: 'many'"),
        ("draws --together=2", "--together: 2 does not lie between 0 and 1"),
        ("draws --together=much", "invalid float value: 'much'"),
        ("draws --seed=-1", "--seed: -1 is below zero"),
        ("draws --seed=1.5", "invalid int value: '1.5'"),
        ("swings", "expected FIGURE, got nothing"),
        ("swings capx", "capx: there is no figure with this id"),
        ("swings tco capex", "expected FIGURE, got tco capex"),
        ("swings tco --draws 5", "unrecognized arguments: --draws"),
        ("flip", "expected STATEMENT, got nothing"),
        ("flip tco", "'tco': expected FIGURE>NUMBER, FIGURE<NUMBER or a statement's id"),
        ("flip tco>much", "'tco>much': expected FIGURE>NUMBER"),
        ("flip tco>nan", "'tco>nan': expected FIGURE>NUMBER"),
        ("flip tco>1e400", "'tco>1e400': expected FIGURE>NUMBER"),
        ("flip pue<2", "'pue<2': expected FIGURE>NUMBER"),
        ("flip tco>=1", "tco>: no assumption has this id"),
        ("flip four_hundred_times", "'four_hundred_times': expected FIGURE>NUMBER"),
        ("flip tco>1 capex>1", "expected STATEMENT, got tco>1 capex>1"),
        ("believe", "expected exactly one FIGURE=NUMBER, or a question's id"),
        ("believe tco", "expected exactly one FIGURE=NUMBER"),
        ("believe tco=1 capex=1", "expected exactly one FIGURE=NUMBER"),
        ("believe tco=inf", "expected exactly one FIGURE=NUMBER"),
        ("believe tco=1e400", "expected exactly one FIGURE=NUMBER"),
        ("believe tco=1 zebra", "'zebra': expected id=value"),
        ("believe pue=1.1", "expected exactly one FIGURE=NUMBER"),
        ("gap", "expected FIGURE STORY STORY, got nothing"),
        ("gap tco article", "expected FIGURE STORY STORY, got tco article"),
        ("gap tco article nobody", "'nobody': no story has this id"),
        ("gap capx article yours", "capx: there is no figure with this id"),
        ("gap tco article yours hers", "expected FIGURE STORY STORY, got tco article yours hers"),
        ("compare", "'compare': expected id=value"),
        ("Draws", "'Draws': expected id=value"),
    ],
)
@pytest.mark.parametrize("form", [(), ("--json",)], ids=["table", "json"])
def test_a_question_that_cannot_be_answered_is_refused_by_name(arguments, fault, form, answer):
    code, out, err = answer(*arguments.split(), *form)
    assert (code, out) == (2, "")
    assert fault in err


def test_both_stories_that_do_not_exist_are_named(answer):
    code, out, err = answer("gap", "tco", "hers", "his")
    assert (code, out) == (2, "")
    assert err == "'hers': no story has this id\n'his': no story has this id\n"


@pytest.mark.parametrize(
    "arguments", ["--json draws tco --draws 50", "draws --json tco --draws 50"]
)
def test_a_switch_may_stand_before_or_after_the_word(arguments, answer):
    code, out, err = answer(*arguments.split())
    assert (code, err) == (0, "")
    assert as_json(out)["draws"] == 50


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_names_what_can_be_asked(command, answer):
    code, out, err = answer(*command.split(), "--help")
    assert (code, err) == (0, "")
    for each in [command] if command else COMMANDS:
        assert each in out


@pytest.mark.slow
def test_a_doubt_can_be_answered_from_a_shell():
    shell = subprocess.run(
        [sys.executable, "-m", "costmodel", "draws", "--json", "tco", "--draws", "1000"],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        encoding="utf-8",
    )
    assert (shell.returncode, shell.stderr) == (0, "")
    # The same draws in every process.
    assert as_json(shell.stdout)["figures"]["tco"]["low"] == without_dust(
        spreads(("tco",), {}, 1000)["tco"].low
    )


@pytest.mark.parametrize(
    "arguments", ["gap tco article article", "gap run_hours semianalysis_first documented_only"]
)
def test_two_stories_that_do_not_differ_are_a_table_too(arguments, answer):
    code, out, err = answer(*arguments.split())
    assert (code, err) == (0, "")
    assert "left: " in out


def digits_of(number: str) -> int:
    """How many digits of a number say something."""
    mantissa = re.split("[eE]", number)[0].lstrip("-").replace(".", "")
    return len(mantissa.strip("0"))


def at_random(chance: random.Random) -> list[str]:
    """A scenario as somebody may type it or a link may hold it, to the last digit."""
    return [
        f"{id}={chance.uniform(ASSUMPTIONS[id].allowed_low, ASSUMPTIONS[id].allowed_high)!r}"
        for id in chance.sample(list(ASSUMPTIONS), 9)
    ]


@pytest.mark.parametrize("command", [None, *ASKED])
def test_no_number_leaves_with_more_digits_than_mean_anything(command, answer):
    chance = random.Random(command or "figures")
    longest = 0
    for _ in range(25 if command is None else 4):
        asked = ASKED[command] if command else ()
        scenario = at_random(chance) if command != "run" else ()
        code, out, err = answer(*asked, *scenario, "--json")
        assert code == 0, err
        numbers = re.findall(r"-?\d+\.\d+(?:[eE][+-]?\d+)?", re.sub(r'"[^"]*"', "", out))
        assert numbers
        longest = max(longest, *map(digits_of, numbers))
    assert longest == 12


def test_the_dust_is_wiped_off_what_leaves_and_stays_in_what_is_computed():
    changes = {"utilisation": 0.1 + 0.2}
    assert report(changes)["assumptions"]["utilisation"] == 0.1 + 0.2 != 0.3
    assert without_dust(report(changes))["assumptions"]["utilisation"] == 0.3
