"""JupyterLab, which ends when it is told to.

When it is stopped while a page is still open, a worker thread of its own can wait for ever and keep the program alive
after everything was closed and put away; the last line does not wait for it.
"""

from __future__ import annotations

import os
import sys

from jupyterlab import labapp


def main() -> int:
    try:
        labapp.main()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
