"""Write tests/snapshots anew, to be read through before it is committed: python tools/renew_snapshots.py"""

from __future__ import annotations

import every_sentence
import summary_sections

if __name__ == "__main__":
    every_sentence.renew()
    summary_sections.renew()
    print(f"{every_sentence.FILE.parent.name} is written anew: read what changed, then commit it.")
