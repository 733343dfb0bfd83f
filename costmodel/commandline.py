"""The command line: the figures of a scenario, and the answers to a doubter's questions.

Every command prints a table, or with ``--json`` the same as JSON. What cannot be used
is named on standard error, and the exit code is 2.
"""

import argparse
import json
import sys
from collections.abc import Callable, Container
from dataclasses import asdict

from costmodel.engine.reading import quoted, read_number, read_whole
from costmodel.engine.scenario import Scenario
from costmodel.models import MODEL, evaluate, read_changes, report
from costmodel.quantities.ladder import RUNGS
from costmodel.questions import training_runs
from costmodel.questions.beliefs import beliefs
from costmodel.questions.draws import DRAWS, SEED, certain_ids, drawn_ids, spreads
from costmodel.questions.flips import flips
from costmodel.questions.gaps import gap
from costmodel.questions.stories import read_statement, read_target, stories_with
from costmodel.questions.swings import swings, unswung
from costmodel.reports import plain_data, without_dust
from costmodel.tables import figures_table, table

# More faults than this are counted, and not named.
_NAMED = 50


class _Refused(Exception):
    """Something on the command line cannot be used; the arguments name each thing."""

    def __str__(self) -> str:
        more = len(self.args) - _NAMED
        return "\n".join(self.args[:_NAMED]) + (f"\n… and {more} more" if more > 0 else "")


def main(arguments: list[str] | None = None) -> int:
    """Answer; 0 if it could be computed, 2 if a part of the question was refused."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    named = next((each for each in arguments if not each.startswith("-")), "")
    answer, describe = COMMANDS.get(named, (_figures, figures_table))
    if named in COMMANDS:
        arguments.remove(named)
    given = _parser(named).parse_intermixed_args(arguments)
    try:
        result = answer(given)
    except _Refused as refused:
        print(refused, file=sys.stderr)
        return 2
    answered = plain_data(result)
    if given.json:
        print(json.dumps(without_dust(answered), indent=2, allow_nan=False))
    else:
        print(describe(answered))
    return 0


def _parser(command: str) -> argparse.ArgumentParser:
    known = command if command in COMMANDS else ""
    parser = argparse.ArgumentParser(
        prog=f"python -m costmodel {known}".strip(),
        description=COMMANDS[known][0].__doc__ if known else f"{_figures.__doc__}{_ALL}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("words", nargs="*", metavar="id=value", help="what is asked, as above")
    if known == "draws":
        parser.add_argument("--draws", type=_whole, default=DRAWS, help="how many (%(default)s)")
        parser.add_argument("--seed", type=_whole, default=SEED, help="which ones (%(default)s)")
        tied = "the correlation of the counts of GPUs, 0 to 1 (%(default)s)"
        parser.add_argument("--together", type=_number, default=0.0, help=tied)
    return parser


def _number(text: str) -> float:
    value = read_number(text)
    if value is None:
        raise argparse.ArgumentTypeError(f"invalid float value: {quoted(text)!r}")
    return value


def _whole(text: str) -> int:
    value = read_whole(text)
    if value is None:
        raise argparse.ArgumentTypeError(f"invalid int value: {quoted(text)!r}")
    return value


def _figures(given: argparse.Namespace) -> dict:
    """Every figure of The $5M Question for the published assumptions, or for yours."""
    _, changes = _split(given.words)
    return report(changes)


def _run(given: argparse.Namespace) -> dict:
    """What any training run costs: chip_hours=… chip_price=… acquired=YYYY-MM-DD
    start=YYYY-MM-DD server_power=… pue=… electricity_price=… [load_factor=…
    interconnect_share=… price_decline=…], the method of Epoch AI, in USD."""
    pairs = [each.partition("=") for each in given.words]
    inputs, faults = training_runs.read_run((id, text) for id, equals, text in pairs if equals)
    refused = [f"{quoted(id)!r}: expected id=value" for id, equals, _ in pairs if not equals]
    if refused or faults:
        raise _Refused(*refused, *(fault.message for fault in faults))
    if training_runs.starts_too_early(inputs):
        print(
            "start: before the chips were acquired; they count as worth more than their price",
            file=sys.stderr,
        )
    return training_runs.run_report(inputs)


def _draws(given: argparse.Namespace) -> dict:
    """How sure: the 5th, 50th and 95th percentile of figures: [FIGURE …] [id=value …]"""
    words, changes = _split(given.words, known=MODEL.units)
    figures = tuple(words) or (*RUNGS, "tco_ratio")
    if given.draws < 1:
        raise _Refused(f"--draws: {given.draws} is not a whole number above zero")
    if given.seed < 0:
        raise _Refused(f"--seed: {given.seed} is below zero")
    if not 0 <= given.together <= 1:
        raise _Refused(f"--together: {given.together:g} does not lie between 0 and 1")
    found = spreads(figures, changes, given.draws, given.seed, given.together)
    return {
        "draws": given.draws,
        "seed": given.seed,
        "together": given.together,
        "drawn": drawn_ids(changes),
        "certain": certain_ids(changes),
        "set": tuple(changes),
        "figures": {
            id: {
                **{part: getattr(each, part) for part in ("low", "middle", "high", "below")},
                "unit": MODEL.units[id],
            }
            for id, each in found.items()
        },
    }


def _swings(given: argparse.Namespace) -> dict:
    """What matters: a figure with each assumption at the ends of its sourced range:
    FIGURE [id=value …]"""
    (figure,), changes = _split(given.words, "FIGURE")
    return {
        "figure": _figure(figure),
        "unit": MODEL.units[figure],
        "swings": [asdict(each) for each in swings(figure, changes)],
        "no_published_range": unswung(figure),
    }


def _flip(given: argparse.Namespace) -> dict:
    """Which one number would change the verdict: "FIGURE>NUMBER" or a statement's id,
    [id=value …]"""
    (word,), changes = _split(given.words, "STATEMENT")
    statement = read_statement(word)
    if statement is None:
        raise _Refused(
            f"{quoted(word)!r}: expected FIGURE>NUMBER, FIGURE<NUMBER or a statement's id"
        )
    value = evaluate(changes, (statement.figure,))[statement.figure]
    return {
        "statement": {
            "figure": statement.figure,
            "relation": statement.relation,
            "threshold": statement.threshold,
        },
        "holds": bool(statement.holds(value)),
        "flips": [
            {**asdict(each), "change": each.change, "supported": each.supported}
            for each in flips(statement, changes)
        ],
    }


def _believe(given: argparse.Namespace) -> dict:
    """What you would have to believe: FIGURE=NUMBER or a question's id, [id=value …]"""
    targets = {word: target for word in given.words if (target := read_target(word))}
    if len(targets) != 1:
        raise _Refused("expected exactly one FIGURE=NUMBER, or a question's id")
    ((asked, target),) = targets.items()
    _, changes = _split([each for each in given.words if each != asked])
    return {"beliefs": [asdict(each) for each in beliefs(target.figure, target.amount, changes)]}


def _gap(given: argparse.Namespace) -> dict:
    """Why two stories differ: FIGURE STORY STORY; a story may be "yours", of [id=value …]"""
    (figure, left, right), changes = _split(given.words, "FIGURE", "STORY", "STORY")
    told = stories_with(changes)
    unknown = [
        f"{quoted(each)!r}: no story has this id" for each in (left, right) if each not in told
    ]
    if unknown:
        raise _Refused(*unknown)
    found = gap(_figure(figure), told[left], told[right])
    return {**vars(found), "parts": found.parts and dict(found.parts)}


def _split(
    words: list[str], *expected: str, known: Container[str] = ()
) -> tuple[list[str], Scenario[float]]:
    """The words that are names and the changes among them.

    ``expected`` names the words there must be; where none is, each may be one of ``known``.

    Raises:
        _Refused: naming each unusable change and word, or if the expected are not there.
    """
    pairs = [each.partition("=") for each in words if "=" in each]
    changes, faults = read_changes((id, text) for id, _, text in pairs)
    names = [each for each in words if "=" not in each]
    refused = [fault.message for fault in faults]
    if expected and len(names) != len(expected):
        got = quoted(" ".join(names)) or "nothing"
        refused.append(f"expected {' '.join(expected)}, got {got}")
    elif not expected:
        unusable = [each for each in names if each not in known]
        refused = [_unusable(each, known) for each in unusable] + refused
    if refused:
        raise _Refused(*refused)
    return names, changes


def _unusable(word: str, known: Container[str]) -> str:
    word = quoted(word)
    return f"{word}: there is no figure with this id" if known else f"{word!r}: expected id=value"


def _figure(id: str) -> str:
    if id not in MODEL.units:
        raise _Refused(_unusable(id, MODEL.units))
    return id


COMMANDS: dict[str, tuple[Callable[[argparse.Namespace], dict], Callable[[dict], str]]] = {
    "run": (_run, table),
    "draws": (_draws, table),
    "swings": (_swings, table),
    "flip": (_flip, table),
    "believe": (_believe, table),
    "gap": (_gap, table),
}
_ALL = "\n\nWith one of these words first, the answer to another question:\n" + "\n".join(
    f"  {name:<8} {' '.join(str(answer.__doc__).split())}" for name, (answer, _) in COMMANDS.items()
)
