"""Whether a replica has started: ``python -m deploy.ready [ADDRESS] [--within SECONDS]``."""

import argparse
import sys
import time
import urllib.error
import urllib.request

_ADDRESS = "http://127.0.0.1:8501"


def is_ready(address: str) -> bool:
    """Whether the replica at this address has drawn every page once, and none failed."""
    try:
        with urllib.request.urlopen(f"{address}/ready", timeout=2) as answer:
            return answer.status == 200
    # An answer that is no HTTP is none.
    except (OSError, urllib.error.URLError, ValueError):
        return False


def main() -> int:
    """Wait until it is ready, and say so with the exit code: 0, or 1 once the time is over."""
    arguments = argparse.ArgumentParser(prog="python -m deploy.ready", description=__doc__)
    arguments.add_argument("address", nargs="?", default=_ADDRESS)
    arguments.add_argument("--within", type=float, default=0.0, metavar="SECONDS")
    given = arguments.parse_args()
    deadline = time.monotonic() + given.within
    while not is_ready(given.address):
        if time.monotonic() >= deadline:
            sys.stderr.write(f"{given.address} is not ready\n")
            return 1
        time.sleep(0.2)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
