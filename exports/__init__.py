"""A scenario on its way out and back: the one home of every format it is written in.

May import: the standard library, ``data`` and ``costmodel``. Pure: text and numbers in, text
and plain data out. Tested by ``tests/test_links.py``, ``tests/test_editions.py``,
``tests/test_limits.py`` and ``tests/test_addresses.py``.
"""

from exports.editions import RUN_PREFIX, VERSION
from exports.figures import refusal, report
from exports.link import (
    DRAWS_OFFERED,
    LANGUAGE_PARAMETER,
    SEEDS,
    TOGETHER_OFFERED,
    VERSION_PARAMETER,
    Link,
    LinkFault,
    read,
    with_part,
    write,
)

__all__ = [
    "DRAWS_OFFERED",
    "LANGUAGE_PARAMETER",
    "RUN_PREFIX",
    "SEEDS",
    "TOGETHER_OFFERED",
    "VERSION",
    "VERSION_PARAMETER",
    "Link",
    "LinkFault",
    "read",
    "refusal",
    "report",
    "with_part",
    "write",
]
