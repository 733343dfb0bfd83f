"""A scenario on its way out and back: the one home of every format it is written in.

May import: the standard library, segno, XlsxWriter, ``data``, ``costmodel``, ``content`` and
``telling``. Pure: text and numbers in, text, bytes and plain data out. Tested by
``tests/test_links.py``, ``tests/test_editions.py``, ``tests/test_limits.py``,
``tests/test_addresses.py``, ``tests/test_talk.py``, ``tests/test_hands.py``,
``tests/test_workbook.py``, ``tests/test_workbook_recomputed.py``, ``tests/test_dates.py``,
``tests/test_citing.py``, ``tests/test_old_links.py``, ``tests/test_json.py``,
``tests/test_chart_packages.py``, ``tests/test_embedding.py``, ``tests/test_oembed.py``,
``tests/test_odd_links.py`` and ``tests/test_old_links_served.py``.
"""

from exports import changes, citation, records, tables
from exports.archive import archive
from exports.editions import RUN_PREFIX, VERSION
from exports.embedding import Frame, embed_code, embed_picture, oembed
from exports.figures import BESIDE, FORM, described, refusal, report
from exports.link import (
    DRAWS_OFFERED,
    GUESS_PREFIX,
    HANDS_PREFIX,
    LANGUAGE_PARAMETER,
    PRESENTED,
    SEEDS,
    TOGETHER_OFFERED,
    VERSION_PARAMETER,
    Link,
    LinkFault,
    edition_of,
    read,
    with_part,
    write,
)
from exports.qr import qr_code

# What a chart that is taken away can be, by the ending of its address.
PACKAGES = ("png", "svg", "csv", "json", "zip")

__all__ = [
    "BESIDE",
    "DRAWS_OFFERED",
    "FORM",
    "GUESS_PREFIX",
    "HANDS_PREFIX",
    "LANGUAGE_PARAMETER",
    "PACKAGES",
    "PRESENTED",
    "RUN_PREFIX",
    "SEEDS",
    "TOGETHER_OFFERED",
    "VERSION",
    "VERSION_PARAMETER",
    "Frame",
    "Link",
    "LinkFault",
    "archive",
    "changes",
    "citation",
    "described",
    "edition_of",
    "embed_code",
    "embed_picture",
    "oembed",
    "qr_code",
    "read",
    "records",
    "refusal",
    "report",
    "tables",
    "with_part",
    "write",
]
