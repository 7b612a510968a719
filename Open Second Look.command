#!/bin/sh
# Double-click to open Second Look. It does what `python3 -m workbook` does.
cd "$(dirname "$0")" || exit 1
if command -v python3 >/dev/null; then exec python3 -m workbook; fi
echo "Second Look needs Python 3.11 or newer. Get it from python.org, then double-click this again."
read -r _
