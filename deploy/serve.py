"""One replica: ``python -m deploy.serve [--address ADDRESS] [--port PORT]``.

``streamlit run`` opens its door before the application has started, and whoever comes then waits
until it has: some ten seconds. Behind a proxy that is too long, since another replica could answer.
uvicorn by itself opens the door last, and with the same settings it is the same server.
"""

import argparse
import os
from pathlib import Path

import uvicorn

_ROOT = Path(__file__).resolve().parent.parent
# Of a reader's message; see .streamlit/config.toml.
_LONGEST_MESSAGE = 2 * 1024 * 1024
# Connections of the proxy, which uses them again; longer than the proxy does.
_SECONDS_KEPT_OPEN = 75
# Told to end, it closes its lines at once, and their readers go to another replica.
_SECONDS_TO_END = 5


def main() -> None:
    """Serve until told to end."""
    arguments = argparse.ArgumentParser(prog="python -m deploy.serve", description=__doc__)
    arguments.add_argument("--address", default="127.0.0.1")
    arguments.add_argument("--port", type=int, default=8501)
    given = arguments.parse_args()
    # Streamlit reads its settings from the folder it is started in.
    os.chdir(_ROOT)
    uvicorn.run(
        "app:app",
        host=given.address,
        port=given.port,
        ws="websockets-sansio",
        ws_max_size=_LONGEST_MESSAGE,
        ws_per_message_deflate=False,
        timeout_keep_alive=_SECONDS_KEPT_OPEN,
        timeout_graceful_shutdown=_SECONDS_TO_END,
        server_header=False,
        # It would note queries, which are readers' numbers; the proxy notes what may be noted.
        access_log=False,
        log_level="warning",
    )


if __name__ == "__main__":
    main()
