"""Change one thing at a time, and name what no fast test notices.

python -m mutation                                  # every room there is to change
python -m mutation costmodel/questions content/numbers.py
"""

import argparse
import random
from collections import Counter
from pathlib import Path
from typing import Any

import libcst
import mutmut.__main__
from mutmut.mutation import file_mutation
from mutmut.stats import status_by_exit_code

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
    tried = _take(asked.sample, asked.seed)
    # Named, even if it is all, a slip is tried again though it was tried before.
    names = [_module(place) + "*" for place in asked.places]
    mutmut.__main__._run(names or ["*"], asked.processes)
    _tell(tried)


def _module(place: str) -> str:
    """``costmodel/questions`` or ``content/scales.py`` as mutmut names what is in it."""
    return place.removesuffix(".py").strip("/").replace("/", ".") + "."


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


def _take(number: int | None, seed: int) -> list[tuple]:
    """Let mutmut try so many slips; a list that will hold those, each with its file's results."""
    collected = mutmut.__main__.collect_source_file_mutation_data
    tried: list[tuple] = []

    def taken(**names: Any) -> tuple[list, dict]:
        slips, files = collected(**names)
        tried[:] = slips
        if number is not None and number < len(slips):
            tried[:] = random.Random(seed).sample(slips, number)
        return tried, files

    mutmut.__main__.collect_source_file_mutation_data = taken
    return tried


def _is_arranged(function: libcst.FunctionDef) -> bool:
    named = [each.decorator for each in function.decorators]
    return not named or any(getattr(each, "value", None) in _ARRANGED for each in named)


def _tell(tried: list[tuple]) -> None:
    found: dict[str, Counter] = {}
    unnoticed = []
    for file, name, _ in tried:
        status = status_by_exit_code[file.exit_code_by_key[name]]
        found.setdefault(Path(file.path).parts[0], Counter())[status] += 1
        if status not in _NOTICED:
            unnoticed.append(f"{name}: {status}")
    for room, count in sorted(found.items()):
        noticed = sum(count[each] for each in _NOTICED)
        print(f"{room}: {noticed} of {count.total()} noticed, {noticed / count.total():.1%}")
    print("\n".join(sorted(unnoticed)))


if __name__ == "__main__":
    main()
