"""Write tests/snapshots anew, to be read through before it is committed: python tools/renew_snapshots.py"""

from __future__ import annotations

from every_sentence import FILE, renew

if __name__ == "__main__":
    renew()
    print(f"{FILE.name} is written anew: read what changed, then commit it.")
