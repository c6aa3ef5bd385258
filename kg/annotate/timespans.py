"""Readings of counted and relative times: "a week ago", "the past two months", "later that day", "every year"."""

from __future__ import annotations

from kg.annotate.reckoning import reckoned
from kg.annotate.timereadings import ISO_UNITS, YEARS_IN, Found, Reading

COMPARED_WITHIN = 6
"""How many tokens before "a year ago" may hold the figure it is compared with."""


def ago(found: Found) -> Reading | None:
    """Reads "a week ago", "five years ago", "months ago"."""
    unit, count = found.unit, found.count
    if count is None or unit in ("second", "minute", "hour"):
        return Reading(value=found.duration() if unit in ISO_UNITS else None)
    sign = 1 if found.word("hence") else -1
    grain = "year" if unit in YEARS_IN else unit
    return Reading(
        at=reckoned("ago", grain, sign * (count or 0) * YEARS_IN.get(unit, 1)),
        quarters=-4 if unit == "year" and count == 1 and sign < 0 and _compares(found) else None,
    )


def earlier(found: Found) -> Reading | None:
    """Reads "a year earlier", "two days later", "year-earlier": reckoned from the day last named."""
    unit, count = found.unit, found.count or (None if found.word("vague") else 1)
    if count is None or unit in ("second", "minute", "hour"):
        return Reading(value=found.duration())
    sign = 1 if found.word("later") else -1
    grain = "year" if unit in YEARS_IN else unit
    steps = sign * count * YEARS_IN.get(unit, 1)
    return Reading(
        at=reckoned("ago", grain, steps),
        narrative=unit == "day" or sign > 0,
        quarters=-4 if unit == "year" and steps == -1 else None,
    )


def _compares(found: Found) -> bool:
    """Whether figures stand before it ("up from $10 million a year ago")."""
    before = found.doc[max(0, found.start - COMPARED_WITHIN) : found.start]
    return any(token.like_num or token.lower_ in ("than", "from", "with") for token in before)


def latest_quarter(found: Found) -> Reading | None:
    """Reads "the quarter", "the latest quarter": the one last named."""
    if found.unit != "quarter" or found.words("unit")[-1].endswith("s") or found.following == "of":
        return None
    return Reading(quarters=0)


def compared_quarter(found: Found) -> Reading | None:
    """Reads "year-earlier third quarter"."""
    if found.unit != "quarter":
        return None
    number = found.vocabulary.lexicon.ordinals[found.word("ordinal")]
    return Reading(at=reckoned("quarter_in", number, -1))


def same_day(found: Found) -> Reading | None:
    """Reads "that day", "the same week", "later in the day": the unit around the day last named."""
    unit = found.unit
    if unit in ("second", "minute", "hour") or found.words("unit")[-1].endswith("s"):
        return None
    return Reading(at=reckoned("shifted", unit, 0), narrative=unit == "day" or bool(found.word("that")))


def next_day(found: Found) -> Reading | None:
    """Reads "the next day", "the following week": reckoned from the day last named."""
    unit = found.unit
    if unit in ("second", "minute", "hour") or found.words("unit")[-1].endswith("s"):
        return None
    past = found.direction() < 0
    return Reading(at=reckoned("shifted", unit, 1), narrative=True, narrated=past and found.word("next") == "following")


def margin(found: Found) -> Reading | None:
    """Reads "the week" of "the week before the summit": how long it is; when that was, `margins.py` finds out."""
    timeless = found.unit in ("second", "minute", "hour") or found.words("unit")[-1].endswith("s")
    if timeless or not any(c.dep_ == "pobj" for c in found.doc[found.end].children):
        return None
    value = "P" + ISO_UNITS[found.unit].format(YEARS_IN.get(found.unit, 1))
    return Reading(value=value, margin=(found.unit, None) if found.unit not in YEARS_IN else None)


def that_time(found: Found) -> Reading | None:
    """Reads "the time" of "at the time": then; not "at the time of the crash"."""
    before = found.doc[found.start - 1].lower_ if found.start else ""
    time = found.doc[found.end - 1]
    said = found.following in ("of", "when", "that") or any(c.dep_ in ("relcl", "acl") for c in time.children)
    return Reading(value="PAST_REF", then=True) if before == "at" and time.lower_ == "time" and not said else None


def stretch(found: Found) -> Reading | None:
    """Reads "the past two months", "the next few years"."""
    unit, count, step = found.unit, found.count, found.step
    if count is None or unit in ("second", "minute", "hour"):
        return Reading(value=found.duration())
    return Reading(value=found.duration(), at=reckoned("stretch", unit, step * count))


def shift(found: Found) -> Reading | None:
    """Reads "last month", "earlier this year", "early next week", "the end of this week"."""
    unit, step, written = found.unit, found.step, found.words("unit")[-1]
    if unit in ("second", "minute", "hour"):
        return None
    if found.word("the") and not found.step and not found.word("part") and unit != "weekend":
        return None
    if unit == "weekend" and not found.word("this") and not step:
        step = found.direction() or -1
        return Reading(at=reckoned("weekend_near", step))
    if written.endswith("s") and not found.word("this"):
        return Reading(value=found.duration())
    if unit in YEARS_IN and found.word("last") == "past":
        return Reading(value=f"P{YEARS_IN[unit]}Y", at=reckoned("stretch", unit, -1))
    return Reading(at=reckoned("shifted", unit, step))


def recent(found: Found) -> Reading | None:
    """Reads "recent years"."""
    return Reading(value="PAST_REF" if found.words("unit")[-1].endswith("s") else None)


def duration(found: Found) -> Reading | None:
    """Reads "two years", "a week", "24 hours", "months"."""
    written = found.words("unit")[-1]
    if found.end - found.start == 1 and (not written.endswith("s") or written == "quarters"):
        return None
    if found.following in ("old", "-old") or (found.following == "-" and found.doc[found.end + 1 :][:1].text == "old"):
        return None
    if found.unit == "quarter" and found.following == "of":
        return None
    if any(word[-1].isalpha() and word[0].isdigit() for word in found.words("day")):
        return None
    counted = found.following in ("before", "after") and found.unit not in (*YEARS_IN, "second", "minute", "hour")
    return Reading(value=found.duration(), margin=(found.unit, found.count) if counted and found.count else None)


def every(found: Found) -> Reading | None:
    """Reads "every day", "each Friday"."""
    if not found.unit:
        return Reading(value=f"XXXX-WXX-{found.vocabulary.weekday[found.word('weekday')] + 1}" if found.word("weekday")
                       else "P1Y" if found.word("season") else "P1D")  # fmt: skip
    count = found.vocabulary.number(found.words("number", "day")) or 1
    return Reading(value="P" + ISO_UNITS[found.unit].format(count * YEARS_IN.get(found.unit, 1)))


def rate(found: Found) -> Reading | None:
    """Reads "daily"."""
    return Reading(value=found.vocabulary.lexicon.rates[found.word("rate")])


def fixed(found: Found) -> Reading | None:
    """Reads "now", "recently", "soon"."""
    return Reading(value=found.vocabulary.lexicon.fixed[found.word("fixed")])


def present(found: Found) -> Reading | None:
    """Reads "these days", "this time" (of which only the former is a time)."""
    return Reading(value="PRESENT_REF") if found.words("unit") == ["days"] else None


def future(found: Found) -> Reading | None:
    """Reads "the future" as a noun."""
    return (
        Reading(value="FUTURE_REF") if found.doc[found.end - 1].pos_ == "NOUN" and found.end - found.start > 1 else None
    )
