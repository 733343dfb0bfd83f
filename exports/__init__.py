"""A scenario on its way out and back.

May import: the standard library, ``data`` and ``costmodel``. Pure: text in, text
out. Tested by ``tests/test_links.py``, ``tests/test_editions.py`` and
``tests/test_limits.py``.
"""

from exports.editions import RUN_PREFIX
from exports.link import (
    DRAWS_OFFERED,
    LANGUAGE_PARAMETER,
    SEEDS,
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
    "VERSION_PARAMETER",
    "Link",
    "LinkFault",
    "read",
    "with_part",
    "write",
]
