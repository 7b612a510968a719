"""A .docx or .xlsx is a parcel of files: what it tells besides its words is made the same for everybody."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from xml.sax.saxutils import escape

ALWAYS = (1980, 1, 1, 0, 0, 0)
"""The earliest day that such a parcel can name."""
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title>'
    "<dc:language>{language}</dc:language>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:modified></cp:coreProperties>'
)
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)


def still(payload: bytes, title: str, language: str, day: date) -> bytes:
    """The same parts with no author, program or hour: a title, the language and the day are all that is told."""
    facts = {"title": escape(title), "language": escape(language), "day": day.isoformat()}
    own = {"docProps/core.xml": _CORE.format(**facts).encode(), "docProps/app.xml": _APP.encode()}
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(payload)) as given, zipfile.ZipFile(packed, "w") as kept:
        for name in given.namelist():
            part = zipfile.ZipInfo(name, ALWAYS)
            part.create_system, part.external_attr = 3, 0o600 << 16
            part.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(part, own.get(name, given.read(name)))
    return packed.getvalue()
