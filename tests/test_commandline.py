"""``python -m costmodel`` computes what the cost module computes, or refuses by name."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from costmodel import ASSUMPTIONS, MODEL, report
from costmodel.commandline import main

CHANGED = {"gpu_count_a100": 0.0, "rental_rate": 3.0}


@pytest.fixture
def answer(capsys):
    """Runs the command in this process: exit code, standard output, standard error."""

    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main(list(arguments))
        except SystemExit as stopped:  # argparse leaves this way
            code = stopped.code
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def test_the_command_prints_the_report_as_json(answer):
    code, out, err = answer("--json", "gpu_count_a100=0", "rental_rate=3")
    assert (code, err) == (0, "")
    assert json.loads(out) == report(CHANGED)


def test_the_command_works_from_a_shell():
    shell = subprocess.run(
        [sys.executable, "-m", "costmodel", "--json", "gpu_count_a100=0", "rental_rate=3"],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        encoding="utf-8",
    )
    assert (shell.returncode, shell.stderr) == (0, "")
    assert json.loads(shell.stdout) == report(CHANGED)


def test_without_changes_every_assumption_is_as_published(answer):
    assert json.loads(answer("--json")[1]) == report()


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
    (line,) = (line for line in out.splitlines() if line.startswith("run_share_of_fleet"))
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
    assert json.loads(out) == report(CHANGED)
