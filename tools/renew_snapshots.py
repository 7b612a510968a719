"""Write tests/snapshots anew, to be read through before it is committed: python tools/renew_snapshots.py"""

from __future__ import annotations

import sys
from pathlib import Path

import every_sentence
import summary_sections

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
import test_sections_in_each_form

if __name__ == "__main__":
    every_sentence.renew()
    summary_sections.renew()
    test_sections_in_each_form.renew()
    print(f"{every_sentence.FILE.parent.name} is written anew: read what changed, then commit it.")
