"""Problems a person can put right, each in one sentence that says what to do."""

from __future__ import annotations

LONGEST_QUOTE = 800
"""Characters; a path or a list of choices fits, a pasted page does not."""


class Trouble(Exception):  # noqa: N818  the word a person would use
    """A problem with a sentence for the person; a notebook shows the sentence and no traceback.

    The key names the sentence in SENTENCES; the facts fill it.
    """

    def __init__(self, key: str, /, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts = {name: quotable(str(fact)) for name, fact in facts.items()}
        self.sentence = filled(SENTENCES[key], self.facts)

    def __str__(self) -> str:
        return self.sentence

    def _render_traceback_(self) -> list[str]:
        """IPython asks this instead of printing a traceback."""
        return [self.sentence]


class ContentError(Trouble):
    """A content file cannot be used; the facts name file, id and key."""


class AnswerError(Trouble):
    """An answer does not fit its question."""


class ChoicesError(Trouble):
    """What should go into a summary cannot be read."""


class StoreError(Trouble):
    """The answers on disk cannot be read or written; nothing was changed."""


def quotable(fact: str) -> str:
    """On one line, without control characters, and no longer than a glance: what is quoted may come from anywhere.

    The end is kept as well as the beginning: after what is quoted comes what is wrong with it.
    """
    line = "".join(letter if letter.isprintable() else " " for letter in fact)
    half = LONGEST_QUOTE // 2
    return line if len(line) <= LONGEST_QUOTE else f"{line[:half]}…{line[-half:]}"


def filled(sentence: str, facts: dict[str, str]) -> str:
    """Put facts in place of <name>; never str.format, since a fact may hold braces."""
    for name, fact in facts.items():
        sentence = sentence.replace(f"<{name}>", fact)
    return sentence


SENTENCES = {
    # content
    "content-unreadable": "The file <file> cannot be read as TOML: <why>.",
    "content-missing": "The file <file> is missing. Get a fresh copy of the workbook; your answers stay.",
    "content-key": "<file>: <id>: <key> <why>.",
    # one answer
    "no-such-chapter": "There is no chapter called “<chapter>”. There are: <known>.",
    "no-such-section": "There is no part called “<section>” in <chapter>. There are: <known>.",
    "no-such-question": "There is no question called “<question>” in <chapter>. The file <chapter>.toml has them.",
    "no-such-entry": "There is no entry called “<entry>” here. “--entry new” begins one.",
    "not-a-log": "“<question>” is asked once a sitting and takes no entry. Leave --entry out.",
    "needs-entry": "“<question>” belongs to a list of entries. Say which with --entry, or begin one with --entry new.",
    "not-an-option": "“<value>” is not one of the choices for <question>. The choices are: <known>.",
    "not-a-number": "“<value>” is not a whole number from <low> to <high>.",
    "not-a-date": "“<value>” is not a date. Write it like 2026-11-21.",
    "too-long": "This text is longer than <limit> characters. Nothing was lost: shorten it, or split it in two.",
    "private": "This question is private, so nothing is written down unless you say so. Add --keep to keep the answer.",
    "closed": "Nothing new can be begun here: this part is closed for now. “python3 -m workbook standing” says why.",
    "kept-by-us": "“<question>” is written by the workbook itself and cannot be answered.",
    "not-utf-8": "What was sent is not text in UTF-8, so nothing was saved. Send it as UTF-8.",
    # the store
    "folder-unusable": "The folder <path> cannot be used (<why>). Check that it is there and that you may write to it.",
    "file-unreadable": "The answers in <path> cannot be read (<why>). Nothing changed. Move it aside and try again.",
    "not-saved": "This could not be saved (<why>). What you wrote is still here; try again in a moment.",
    "not-erased": "Erasing did not finish (<why>). What was to go may be gone, or still be here. Erase it again.",
    "disk-full": "This could not be saved, because the disk is full. Free some space and try again; nothing was lost.",
    "busy": "Another window is saving at this moment. Try again.",
    "locked": "Your words are locked. Unlock them in Start here, or with “python3 -m workbook unlock”.",
    "not-locked": "Nothing is locked here.",
    "nothing-to-lock": "There are no answers here yet, so there is nothing to lock.",
    "lock-failed": "Locking did not work (<why>). Nothing was lost, and nothing is locked. Try again in a moment.",
    "lock-left": "It is locked, but a plain file could not be removed (<why>). Open the workbook again later.",
    "lock-odd": "<path> is not a plain file or folder, so it cannot be locked. Move it elsewhere, and try again.",
    "lock-too-large": "There is more in these folders than can be locked. Move large files elsewhere, and try again.",
    "unlock-failed": "Unlocking did not work (<why>). Nothing was lost; it is locked as before.",
    "unlock-in-the-way": "<path> is in the way of what is locked. Move it elsewhere, and try again.",
    "locked-damaged": "The locked file notes.age is damaged and cannot be opened. Nothing changed. Look for a copy.",
    "locked-strange": "The locked file notes.age was not made by this workbook. Nothing of it was written.",
    "passphrase-wrong": "That passphrase does not open it. Nothing was changed. Try it again, letter by letter.",
    "passphrase-short": "A passphrase needs <least> letters or more. Four words that do not belong together are good.",
    "passphrase-unusable": "There is no passphrase there that could be typed again. Use plain letters on one line.",
    "passphrases-differ": "The two are not the same. Nothing was locked.",
    "not-a-chapter": "“<chapter>” cannot be the name of a chapter.",
    "copies-changed": "The copies changed while you looked at them. Nothing was merged. Look again.",
    "bundle-unusable": "“<path>” cannot be brought over (<why>). Nothing was changed.",
    "bundle-empty": "There are no answers to bundle yet.",
    "stays-open": "This drive does not let one account close a folder to others. Move the folder to another drive.",
    # a summary as a file
    "no-such-form": "“<name>” does not say what kind of file it should be. End it with one of: <known>.",
    "only-pdf-locked": "Only a PDF can have a password. Leave --password out, or end the name with .pdf.",
    "no-pdf": "The PDF could not be made (<why>). The HTML holds the same; choose that.",
    # choices for a summary
    "choices-unreadable": "<file> cannot be read as choices for a summary. Move it aside, and make them again.",
    "choices-wrong": "<file> holds something that is no choice for a summary. Look at: <key>.",
    "no-such-copy": "That copy is not in the list any more. Nothing was removed.",
    "list-unreadable": "<path> cannot be read (<why>). Move it aside; the files beside it are listed all the same.",
    # the terminal
    "not-asked": "Nothing was erased or brought over, because there was nobody to ask. Add --yes to do it unasked.",
    "no-such-sitting": "There is nothing under “<sitting>” in <chapter>. There are: <known>.",
    "erase-what": "Say which page to erase, or “--all” for everything, and not both. There are: <known>.",
    "still-open": "The workbook is open. Close it first (Ctrl and C where it was started), then try again.",
    "no-such-line": "There is no line <line> in the list. Nothing was brought over.",
    "export-name": "“<path>” cannot be written (<why>). Choose another place with --to.",
    "export-exists": "<path> is already there. Choose another name, to keep what is there.",
    "example-not-empty": "<path> already holds something. Choose an empty folder, to keep what is there.",
}
