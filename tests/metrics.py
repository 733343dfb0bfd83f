"""What a running server says of itself at ``/metrics``, as Prometheus reads it."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client.parser import text_string_to_metric_families

from tests.asking import ask

# How long something took is another number each time, and asking for the measures moves them.
_UNSTEADY = ("_sum", "_bucket")
# Caches of functions are named by their places; these move with whatever is said.
_OF_FUNCTIONS = re.compile(r'cache="\w+\.')
_ASKING = ("kind", "metrics")


class Measures:
    """The samples of a site's measures by name and labels: ``measured["explainer_readers"]``."""

    def __init__(self, site: str) -> None:
        self.text = ask(site, "/metrics").text
        self.kinds = {family.name: family.type for family in self.families()}
        self._samples = {
            _key(sample.name, sample.labels): sample.value
            for family in self.families()
            for sample in family.samples
        }

    def families(self) -> Iterator:
        """The families of measures, as Prometheus's own parser reads them."""
        return text_string_to_metric_families(self.text)

    def __getitem__(self, key: str) -> float:
        return self._samples[key]

    def since(self, before: "Measures", functions: bool = False) -> dict[str, float]:
        """Everything counted that moved, and by how much; what the process itself took apart."""
        moved = {
            key: value - before._samples.get(key, 0)
            for key, value in self._samples.items()
            if key.startswith("explainer_")
            and not key.partition("{")[0].endswith(_UNSTEADY)
            and functions is bool(_OF_FUNCTIONS.search(key))
            and f'{_ASKING[0]}="{_ASKING[1]}"' not in key
        }
        return {key: by for key, by in moved.items() if by}


def _key(name: str, labels: dict[str, str]) -> str:
    inside = ",".join(f'{label}="{value}"' for label, value in sorted(labels.items()))
    return f"{name}{{{inside}}}" if inside else name


@contextmanager
def moved(site: str, functions: bool = False) -> Iterator[dict[str, float]]:
    """What moves while something is done inside: filled when it is done.

    It is either what the application counts, or what its ``functions`` remember.
    """
    before, found = Measures(site), {}
    yield found
    # An answer is counted when it has been sent; who asked may have it a moment before that.
    now, then = Measures(site), before
    while now.since(then, functions):
        time.sleep(0.05)
        now, then = Measures(site), now
    found |= now.since(before, functions)
