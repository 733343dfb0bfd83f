"""Builds the folder that needs no server, and an archive of it: ``make offline``."""

import shutil
import sys
import time
from pathlib import Path

from offline import fetching, folder


def main(arguments: list[str]) -> None:
    """Build the folder that is named, anew, and beside it an archive of the same name."""
    target = Path(arguments[0])
    began = time.monotonic()
    shutil.rmtree(target, ignore_errors=True)
    if fetching.can_fetch():
        folder.build(target, kept=target.parent / "fetched")
    else:
        print("npm is not installed: the folder is built without the live page.", file=sys.stderr)
        folder.build(target)
    archive = Path(shutil.make_archive(str(target), "zip", target.parent, target.name))
    written = [path for path in target.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in written) / 1e6
    print(
        f"{target}: {len(written)} files, {size:.1f} MB; "
        f"{archive}: {archive.stat().st_size / 1e6:.1f} MB; {time.monotonic() - began:.0f} s"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
