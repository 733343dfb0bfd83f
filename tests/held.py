"""Controls in the reader's hands, without a browser: what they show, and what is done with them.

``held(at, "slider_rental_rate").set_value(3.0).run()`` says to the server what
``ui/frame/hands.js`` would say, and ``.value`` is what it would then show.
"""

import itertools
import json
import re
from html import unescape

from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.testing.v1 import AppTest

_NUMBERS = itertools.count(1)


def answered(at: AppTest) -> dict:
    """What the browser was told at the end of the last run."""
    return _told(_component(at, "answer"))


def _told(component) -> dict:
    return json.loads(component.json or component.mixed.json)


def _component(at: AppTest, name: str):
    found = [each.proto for each in at.get("bidi_component")]
    return next(each for each in found if each.component_name.rpartition(".")[2] == name)


def markup(at: AppTest) -> str:
    """All HTML the page is made of."""
    return "\n".join(element.proto.body for element in at.get("html"))


def keys(at: AppTest) -> set[str]:
    """The id of every control that stands on the page."""
    return {id for id, _ in _tags(at)}


def _tags(at: AppTest) -> list[tuple[str, str]]:
    tags = re.findall(r"<\w+ [^>]*data-act=[^>]*>", markup(at))
    return [(re.search(r'\bid="([^"]+)"', tag).group(1), tag) for tag in tags]


def say(at: AppTest, *entries: dict, query: str = "", hand: str = "test") -> AppTest:
    """Run the page once more with these entries, as a browser would have it."""
    said = {
        "hand": hand,
        "query": query,
        "entries": [{"number": next(_NUMBERS), **entry} for entry in entries],
    }
    states = at._tree.get_widget_states()
    component = _component(at, "hands")
    states.widgets.append(WidgetState(id=component.id, json_value=json.dumps({"said": said})))
    return at._run(states)


def come_back(at: AppTest, *entries: dict, query: str, hand: str = "test") -> AppTest:
    """The page of a session that is no more, before a server that has never heard of it."""
    said = {"hand": hand, "query": query, "entries": list(entries)}
    states = WidgetStates()
    heard = WidgetState(id=_component(at, "hands").id, json_value=json.dumps({"said": said}))
    states.widgets.append(heard)
    return AppTest.from_file(at._script_path, default_timeout=30)._run(states)


class Held:
    """One control on a page."""

    def __init__(self, at: AppTest, key: str) -> None:
        tag = dict(_tags(at)).get(key)
        assert tag, f"there is no control {key}; there are {', '.join(sorted(keys(at)))}"
        self.at, self.key, self._tag, self._entry = at, key, tag, None

    def _attribute(self, name: str) -> str | None:
        found = re.search(rf'\b{name}="([^"]*)"', self._tag)
        return unescape(found.group(1)) if found else None

    @property
    def shown(self) -> dict:
        """What the browser was told that it shows."""
        return answered(self.at)["controls"].get(self.key, {})

    @property
    def value(self) -> object:
        """A number for a slider, whether it is on for a switch, else the text it shows."""
        shown = self.shown
        if self._attribute("data-stops"):
            return float(shown["value"])
        if "switch" in self._tag:
            return bool(shown["value"])
        return shown.get("text", shown["value"])

    @property
    def label(self) -> str:
        """The words on a button."""
        found = re.search(re.escape(self._tag) + r"(.*?)</button>", markup(self.at), re.DOTALL)
        return unescape(found.group(1))

    @property
    def options(self) -> list[str]:
        """The values a list offers."""
        body = markup(self.at).split(self._tag, 1)[1].split("</select>")[0]
        return [unescape(each) for each in re.findall(r'<option value="([^"]*)"', body)]

    def stops(self) -> list[float]:
        """A slider's values, in rising order."""
        return [value for value, *_ in json.loads(self._attribute("data-stops"))]

    def set_value(self, value: object) -> "Held":
        """Set it; a text goes into a field as a reader types it."""
        typed = isinstance(value, str) and bool(
            re.search(r' class="control (?:field|slider)"', self._tag)
        )
        if isinstance(value, bool):
            on = re.search(rf'id="{self.key}".*?value="([^"]*)"', markup(self.at)).group(1)
            value = on if value else ""
        self._entry = {"value": value if isinstance(value, str) else repr(value), "typed": typed}
        return self

    def click(self) -> "Held":
        """Press it."""
        self._entry = {"value": self._attribute("data-value") or ""}
        return self

    def run(self) -> AppTest:
        """Say so, and draw the page."""
        act, of = self._attribute("data-act"), self._attribute("data-of") or ""
        return say(self.at, {"act": act, "of": of, "at": self.key, **self._entry})


def held(at: AppTest, key: str) -> Held:
    """The control with this id.

    Raises:
        AssertionError: naming those there are, if it is not on the page.
    """
    return Held(at, key)
