"""Every number a reader may question, and where it comes from.

The CSV files beside this module are described in ``data/README.md``. Importing
``data`` reads and checks all of them: a faulty row stops the start with
:class:`DataFault`, which names every fault at once.

May import: ``textfiles``, the standard library and pydantic. Tested by ``tests/test_data.py``
and ``tests/test_spreadsheet_files.py``.
"""

from data.reading import DataFault, load
from data.records import (
    Assumption,
    Basis,
    Claim,
    ComparedModel,
    Constant,
    Edition,
    Event,
    ExportControl,
    Fact,
    FleetRow,
    GpuType,
    GuessAsked,
    MissingRow,
    ModelCost,
    ModelParameter,
    PublishedTotal,
    Purchase,
    ReadyQuestion,
    ReadyStatement,
    Records,
    Relation,
    Revision,
    RunParameter,
    Setting,
    Source,
    Sourced,
    Story,
)

RECORDS = load()

__all__ = [
    "RECORDS",
    "Assumption",
    "Basis",
    "Claim",
    "ComparedModel",
    "Constant",
    "DataFault",
    "Edition",
    "Event",
    "ExportControl",
    "Fact",
    "FleetRow",
    "GpuType",
    "GuessAsked",
    "MissingRow",
    "ModelCost",
    "ModelParameter",
    "PublishedTotal",
    "Purchase",
    "ReadyQuestion",
    "ReadyStatement",
    "Records",
    "Relation",
    "Revision",
    "RunParameter",
    "Setting",
    "Source",
    "Sourced",
    "Story",
    "load",
]
