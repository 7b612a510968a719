"""What the log shows day by day: the waiting time, urges, how steady the days were.

Pure; `today` is given. What was left out is never "met": a day that is not logged is neither quiet nor calm.
"""

from __future__ import annotations

from workbook import series
from workbook.standing.look import Evidence, Look, Said, Says, facts_of

LOW = 3
ENOUGH_CHECK_INS = 5
WAITING = "start.waiting.days"
CONTACT = ("start.ending.last-contact", "check-in.today.contact", "check-in.more.slip", "steady.slip.day")
URGES = ("steady.urge.kind", "check-in.today.urge-kind")


def waited(look: Look) -> Evidence:
    """Days since the latest contact beside those that were chosen. Only days that are logged, all of them, are met."""
    chosen = _chosen(look)
    found = series.quiet(look.answers, look.today)
    rests_on = (WAITING, *CONTACT)
    if not chosen:
        return _without_a_time(found, rests_on, none=chosen is None)
    if found.since is None:
        logged = facts_of(chosen=chosen, logged=_logged(found, look, chosen))
        return Evidence(Said("standing.waited-unknown", logged), "unclear", rests_on)
    facts = facts_of(chosen=chosen, since=found.since)
    if found.since < chosen:
        return Evidence(Said("standing.waited-not-yet", facts), "not-met", rests_on)
    if found.current >= chosen:
        return Evidence(Said("standing.waited-logged", facts), "met", rests_on)
    facts = facts_of(chosen=chosen, since=found.since, logged=_logged(found, look, chosen))
    return Evidence(Said("standing.waited-unlogged", facts), "unclear", rests_on)


def _chosen(look: Look) -> int | None:
    value = look.answers.value(WAITING)
    return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else None


def _without_a_time(found: series.Quiet, rests_on: tuple[str, ...], *, none: bool) -> Evidence:
    """No time, or none at all, was chosen: there is nothing to hold the days against."""
    if not none:
        return Evidence(Said("standing.waited-chose-none"), "", rests_on)
    if found.since is None:
        return Evidence(rests_on=rests_on)
    return Evidence(Said("standing.waited-open", facts_of(since=found.since)), "", rests_on)


def _logged(found: series.Quiet, look: Look, chosen: int) -> int:
    """How many of the latest days, as many as were chosen, are logged as without contact."""
    return sum((look.today - day).days < chosen for day in found.days)


def urge_to_beg(look: Look) -> Evidence:
    return _urge(look, series.TO_PLEAD, "beg")


def urge_to_berate(look: Look) -> Evidence:
    return _urge(look, series.TO_TELL_OFF, "berate")


def _urge(look: Look, kind: str, name: str) -> Evidence:
    """One that was noted is not met. None is met only where enough check-ins said so and no noted urge is of an
    unknown kind: days that were left out say nothing."""
    noted = [urge for urge in series.urges(look.answers) if look.holds(urge.day)]
    days = {urge.day for urge in noted if urge.kind == kind}
    if days:
        facts = facts_of(days=len(days), window=look.window)
        return Evidence(Said(f"standing.{name}-noted", facts), "not-met", URGES)
    asked = len([day for day in series.days_asked(look.answers) if look.holds(day)])
    if asked < ENOUGH_CHECK_INS:
        few = facts_of(n=asked, window=look.window, enough=ENOUGH_CHECK_INS)
        return Evidence(Said("standing.urges-few", few) if asked or noted else Said(), "", URGES)
    facts = facts_of(n=asked, window=look.window)
    if any(not urge.kind for urge in noted):
        return Evidence(Said(f"standing.{name}-open", facts), "unclear", URGES)
    return Evidence(Said(f"standing.{name}-not-noted", facts), "met", URGES)


def steadier_days(look: Look) -> Evidence:
    """On how many days there was crying, and how far mood ranged; too few days say nothing."""
    found = [each for each in series.check_ins(look.answers) if look.holds(each.day)]
    told = [each for each in found if each.cried is not None]
    rests_on = ("check-in.today.crying", "check-in.today.mood")
    if len(told) < ENOUGH_CHECK_INS:
        few = facts_of(n=len(told), enough=ENOUGH_CHECK_INS, window=look.window)
        return Evidence(Said("standing.few-check-ins", few), "", rests_on)
    cried = sum(each.cried is True for each in told)
    moods = [each.mood for each in found if each.mood is not None]
    facts = {"cried": cried, "days": len(told), "window": look.window}
    if not moods:
        return Evidence(Said("standing.crying", facts_of(**facts)), _mostly(cried, len(told)), rests_on)
    said = Said("standing.crying-and-mood", facts_of(**facts, low=min(moods), high=max(moods)))
    numb = sum(mood <= LOW for mood in moods) * 2 >= len(moods)  # not crying is not steadier while mood stays low
    says = _mostly(cried, len(told))
    return Evidence(said, "unclear" if numb and says == "met" else says, rests_on)


def _mostly(cried: int, days: int) -> Says:
    """A quarter of the days or fewer is met, more than half is not; between them it is unclear."""
    return "met" if cried * 4 <= days else "not-met" if cried * 2 > days else "unclear"
