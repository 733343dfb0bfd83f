"""What the documented form of a scenario's figures looks like: a JSON Schema, draft 2020-12.

Figures, assumptions and keys may join the form while it stays what it is, so a program should pass
over what it does not know. Nothing goes and nothing changes its meaning without another form.
"""

from typing import Any, get_args

from costmodel.engine.scenario import Reason
from exports.figures import BESIDE, FORM

_ID = "^[a-z][a-z0-9_]*$"
_NUMBER = {"type": "number"}
_DAY = {"type": "string", "format": "date"}
_IDS = {"type": "array", "items": {"type": "string", "pattern": _ID}}
_RANGE = {"type": "array", "items": _NUMBER, "minItems": 2, "maxItems": 2}

# What may stand beside a value of either kind; which of it does, the request says.
_KNOWN: dict[str, Any] = {
    "unit": {
        "type": "string",
        "description": "With units. A base unit: USD and not millions; a share is a part of one.",
    },
    "grade": {
        "enum": ["A", "B", "C", "D"],
        "description": "With grades. How good the evidence for what we begin with is, from A, "
        "a primary document, to D, our own assumption; of a figure the weakest it rests on.",
    },
    "sources": {
        **_IDS,
        "description": "With sources. Who says so, by their ids in the table of sources.",
    },
    "last_change": {
        **_DAY,
        "description": "With dates. When it, or the last of what it rests on, was last published "
        "or moved.",
    },
}
_ASSUMPTION = {
    "type": "object",
    "required": ["value", "begins_with"],
    "properties": {
        "value": {**_NUMBER, "description": "As this scenario has it."},
        "begins_with": {
            **_NUMBER,
            "description": "The value we begin with: a published one or, with grade D, our own.",
        },
        **_KNOWN,
        "allowed": {**_RANGE, "description": "With ranges. Our limits, low and high."},
        "likely": {
            "oneOf": [_RANGE, {"type": "null"}],
            "description": "With ranges. What sources support, from about the 5th to the 95th "
            "percentile; null where no source gives a range.",
        },
    },
}
_FIGURE = {
    "type": "object",
    "required": ["value"],
    "properties": {
        "value": {
            "type": ["number", "null"],
            "description": "Computed; null where it is not defined, as a share of nothing is.",
        },
        **_KNOWN,
        "rests_on": {
            **_IDS,
            "description": "With inputs. Every assumption and fact that it is computed from.",
        },
    },
}
_SOURCE = {
    "type": "object",
    "required": ["title", "publisher", "published", "accessed", "address", "locator", "read_as"],
    "properties": {
        "title": {"type": "string"},
        "publisher": {"type": "string"},
        "published": {
            "type": "string",
            "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$",
            "description": "A year, a month or a day.",
        },
        "accessed": {**_DAY, "description": "When we last checked it."},
        "address": {"type": "string", "description": "Empty where we are the source ourselves."},
        "locator": {"type": "string", "description": "Where in the source the number stands."},
        "read_as": {"enum": ["original", "copy", "quoted"]},
    },
}


def _table(of: dict[str, Any], description: str) -> dict[str, Any]:
    return {
        "type": "object",
        "propertyNames": {"pattern": _ID},
        "additionalProperties": of,
        "description": description,
    }


def schema(address: str) -> dict[str, Any]:
    """The schema of what is answered, and under ``$defs`` of a refusal.

    ``address`` is where it stands, so that others can name it.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "title": "The figures of a scenario",
        "description": "What training DeepSeek's model cost, by the assumptions of a link. The "
        "query of any link of the site asks for its scenario; with, once or more often, asks "
        f"for what is to stand beside values: {', '.join(BESIDE)}. Numbers have at most twelve "
        "digits.",
        "type": "object",
        "required": ["$schema", "form", "edition", "link", "assumptions", "figures"],
        "properties": {
            "$schema": {"type": "string", "description": "The address of this schema."},
            "form": {"const": FORM, "description": "The version of this form."},
            "edition": {
                "type": "integer",
                "minimum": 1,
                "description": "Of which edition the numbers are that the link leaves out.",
            },
            "link": {
                "type": "string",
                "description": "The scenario as a query: behind the address of any page it opens "
                "there, and behind changes.json it says one day what has moved.",
            },
            "assumptions": _table(_ASSUMPTION, "What a reader may change, by id."),
            "figures": _table(_FIGURE, "What is computed from it, by id."),
            "sources": _table(_SOURCE, "With sources. All that are named above, by id."),
        },
        "$defs": {
            "refusal": {
                "type": "object",
                "description": "The answer 400: every part of the question that cannot be used.",
                "required": ["errors"],
                "properties": {
                    "errors": {
                        "type": "array",
                        "minItems": 1,
                        "items": {
                            "type": "object",
                            "required": ["id", "reason", "message"],
                            "properties": {
                                "id": {"type": "string"},
                                "reason": {"enum": list(get_args(Reason))},
                                "message": {"type": "string"},
                            },
                        },
                    },
                    "more": {
                        "type": "integer",
                        "minimum": 1,
                        "description": "How many more there are than are named.",
                    },
                },
            }
        },
    }
