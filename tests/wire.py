"""Readers without a browser: their websockets, spoken to as a browser does.

Many of them cost a test nothing, and what one waits for is the server's doing alone.
"""

import asyncio
import itertools
import json
import time

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

_SECONDS = 60


class Reader:
    """One reader's session on one page.

    ``markup`` is the HTML of what was drawn last, ``answer`` what the browser was told at
    its end, see ``ui/frame/hands.js``. ``received`` is how many bytes have come so far.
    """

    def __init__(self, socket: ClientConnection, page: str, query: str) -> None:
        self._socket = socket
        self._page, self._query = page, query
        self._hands = ""
        self._numbers = itertools.count(1)
        # Large messages of the last run: the server may refer to them. A browser keeps them longer.
        self._kept: dict[str, ForwardMsg] = {}
        self.markup = ""
        self.answer: dict = {}
        self.received = 0

    async def open(self) -> float:
        """Ask for the page and wait until it is drawn; how many seconds that took."""
        return await self.run([])

    async def enter(self, **entry: object) -> float:
        """Make one entry, such as ``act="set", of="pue", value="1.3"``; seconds until it is heard.

        That is said last of all, when the page is drawn.
        """
        number = next(self._numbers)
        said = {
            "hand": "wire",
            "query": self._query,
            "entries": [{"number": number, "at": "", **entry}],
        }
        state = WidgetState(id=self._hands, json_value=json.dumps({"said": said}))
        return await self.run([state], heard=number)

    async def ask(self, states: list[WidgetState]) -> None:
        """Ask for a run, and wait for nothing."""
        ask = BackMsg()
        ask.rerun_script.page_name = self._page
        ask.rerun_script.query_string = self._query
        ask.rerun_script.widget_states.widgets.extend(states)
        ask.rerun_script.cached_message_hashes.extend(self._kept)
        await self._socket.send(ask.SerializeToString())

    async def close(self) -> None:
        """Leave."""
        await self._socket.close()

    async def run(self, states: list[WidgetState], heard: int = 0) -> float:
        """Ask for a run and wait for its end; how many seconds that took.

        It is over when the server has also ``heard`` the entry with this number.

        Raises:
            TimeoutError: if the server says nothing for a minute.
        """
        begin = time.perf_counter()
        await self.ask(states)
        drawn: list[str] = []
        kept: dict[str, ForwardMsg] = {}
        while True:
            data = await asyncio.wait_for(self._socket.recv(), _SECONDS)
            self.received += len(data)
            told = ForwardMsg.FromString(data)
            if told.WhichOneof("type") == "ref_hash":
                told = self._kept[told.ref_hash]
            # What was referred to was one of these itself.
            if told.metadata.cacheable:
                kept[told.hash] = told
            if told.WhichOneof("type") == "delta":
                self.note(told.delta.new_element, drawn)
            elif told.WhichOneof("type") == "script_finished":
                self.markup, self._kept = "\n".join(drawn), kept
                if heard <= self.answer.get("heard", 0):
                    return time.perf_counter() - begin

    def note(self, element: Element, drawn: list[str]) -> None:
        """Take one element of a page to heart, and put its markup beside what is ``drawn``."""
        kind = element.WhichOneof("type")
        if kind == "html":
            drawn.append(element.html.body)
        elif kind == "markdown":
            drawn.append(element.markdown.body)
        elif kind == "bidi_component":
            name = element.bidi_component.component_name.rpartition(".")[2]
            if name == "hands":
                self._hands = element.bidi_component.id
            elif name == "answer":
                said = element.bidi_component
                self.answer = json.loads(said.json or said.mixed.json)


async def connected(site: str, page: str, query: str = "", kind: type[Reader] = Reader) -> Reader:
    """A reader of this ``kind`` whose websocket is open, and who has asked for nothing yet."""
    socket = await connect(
        site.replace("http", "ws") + "/_stcore/stream",
        subprotocols=["streamlit"],
        origin=site,
        max_size=None,
    )
    return kind(socket, page, query)
