"""A scenario on its way out and back.

May import: the standard library, ``data`` and ``costmodel``. Pure: text in, text
out. Tested by ``tests/test_links.py`` and ``tests/test_limits.py``.
"""

from exports.link import (
    DRAWS_OFFERED,
    LANGUAGE_PARAMETER,
    RUN_PREFIX,
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
    "VERSION_PARAMETER",
    "Link",
    "LinkFault",
    "read",
    "with_part",
    "write",
]
