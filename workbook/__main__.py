# -*- coding: utf-8 -*-
"""``python3 -m workbook`` opens the workbook; ``python3 -m workbook test`` tests it.

Standard library only, and readable by Python 3.6 and older, so that they get a sentence and no SyntaxError.
"""

from __future__ import print_function

import os
import sys

if sys.version_info < (3, 11):
    sys.exit("Second Look needs Python 3.11 or newer; this is %s (%s)." % (sys.version.split()[0], sys.executable))

if not __package__:  # run as `python3 /somewhere/workbook`
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

from workbook import bootstrap

if __name__ == "__main__":
    sys.exit(bootstrap.main(sys.argv[1:]))
