"""``python -m costmodel [--json] [id=value …]``: one scenario, as a table or as JSON.

With a question's name before it, the answer to that question: ``draws``, ``swings``,
``flip``, ``believe``, ``gap`` and, for any training run, ``run``.
"""

import sys

from costmodel import commandline

if __name__ == "__main__":
    sys.exit(commandline.main())
