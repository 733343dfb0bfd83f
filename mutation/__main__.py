"""Change one thing at a time, and name what no fast test notices.

python -m mutation                                  # every room there is to change
python -m mutation costmodel/questions content/numbers.py
"""

import argparse
import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import libcst
import mutmut.__main__
from mutmut.configuration import config
from mutmut.mutation import file_mutation
from mutmut.stats import status_by_exit_code

_CHANGED = Path("mutants")
# What mutmut arranges by itself.
_ARRANGED = ("staticmethod", "classmethod")
_NOTICED = ("killed", "timeout", "segfault")


def main() -> None:
    """Run, and print the share that was noticed room by room, then each slip that was not."""
    parser = argparse.ArgumentParser(prog="python -m mutation", description=__doc__)
    parser.add_argument("places", nargs="*", help="files or folders; all there is if none")
    parser.add_argument("--sample", type=int, help="how many slips to try; all if not said")
    parser.add_argument("--seed", type=int, default=1, help="which of them are taken (1)")
    parser.add_argument("--processes", type=int, default=2, help="how many at once (2)")
    asked = parser.parse_args()
    _change_what_is_decorated_too()
    if asked.sample:
        _take_only(asked.sample, asked.seed)
    names = [
        f"{place.removesuffix('.py').strip('/').replace('/', '.')}.*" for place in asked.places
    ]
    mutmut.__main__._run(names, asked.processes)
    _tell(asked.places)


def _change_what_is_decorated_too() -> None:
    """Let mutmut into decorated functions: quantities, remembered answers, properties.

    It leaves them alone because it would decorate each of their changed copies, and a copy
    of a quantity would be a quantity. Here the copies go undecorated; only the function that
    chooses among them is decorated as the one they are copies of.
    """
    skips = file_mutation.MutationVisitor._skip_node_and_children
    arranged = file_mutation.function_trampoline_arrangement

    def skip(self: Any, node: libcst.CSTNode) -> bool:
        if isinstance(node, libcst.FunctionDef) and not _is_arranged(node):
            node = node.with_changes(decorators=())
        return skips(self, node)

    def arrange(function: libcst.FunctionDef, mutants: Any, class_name: str | None) -> tuple:
        if _is_arranged(function):
            return arranged(function, mutants, class_name)
        bare = function.with_changes(decorators=())
        declared, (chooser, *copies), assigned, names = arranged(bare, mutants, class_name)
        chooser = chooser.with_changes(decorators=[*function.decorators, *chooser.decorators])
        return declared, [chooser, *copies], assigned, names

    file_mutation.MutationVisitor._skip_node_and_children = skip
    file_mutation.function_trampoline_arrangement = arrange


def _take_only(number: int, seed: int) -> None:
    collected = mutmut.__main__.collect_source_file_mutation_data

    def sampled(**names: Any) -> tuple:
        slips, files = collected(**names)
        return random.Random(seed).sample(slips, min(number, len(slips))), files

    mutmut.__main__.collect_source_file_mutation_data = sampled


def _is_arranged(function: libcst.FunctionDef) -> bool:
    named = [each.decorator for each in function.decorators]
    return not named or any(getattr(each, "value", None) in _ARRANGED for each in named)


def _tell(places: list[str]) -> None:
    tried: dict[str, Counter] = {}
    unnoticed = []
    for room in config().source_paths:
        for file in sorted((_CHANGED / room).rglob("*.py.meta")):
            path = file.relative_to(_CHANGED).as_posix().removesuffix(".meta")
            if places and not any(path.startswith(place) for place in places):
                continue
            for name, code in json.loads(file.read_text())["exit_code_by_key"].items():
                if code is None:
                    continue
                status = status_by_exit_code[code]
                tried.setdefault(str(room), Counter())[status] += 1
                if status not in _NOTICED:
                    unnoticed.append(f"{name}: {status}")
    for room, found in tried.items():
        noticed = sum(found[each] for each in _NOTICED)
        print(f"{room}: {noticed} of {found.total()} noticed, {noticed / found.total():.1%}")
    print("\n".join(unnoticed))


if __name__ == "__main__":
    main()
