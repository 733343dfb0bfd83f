"""The worked examples of ``cases.toml``, and the numbers they are worked out from."""

import tomllib
from pathlib import Path

_FILE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
CASES = _FILE["case"]
# What a sum in a test is done with by hand: it stays when a published value moves.
GIVEN: dict[str, float] = _FILE["given"]
