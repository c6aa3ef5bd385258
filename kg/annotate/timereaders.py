"""How each rule's words are read: one function a rule, from the words found to a point of the calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from kg.annotate import periods
from kg.annotate.timereadings import ISO_UNITS, YEAR_CUES, YEARS_IN, Found, Reading


def whole_day(found: Found) -> Reading | None:
    """ "Sept. 14, 2018", "14 September", "Friday, January 4, 2019"."""
    number = found.word("day").rstrip("stndrh")
    month, day, year = found.vocabulary.month[found.word("month")], int(number), found.year
    if year is None and found.following in ("%", "percent"):
        return None
    if year is not None:
        period = periods.date_of(year, month, day)
        return Reading(period=period) if period else None
    return Reading(at=lambda when: periods.date_near(when, month, day))


def iso_day(found: Found) -> Reading | None:
    """ "2019-03-22"."""
    month, day = (int(w) for w in found.words("day") if w.isdigit())
    period = periods.date_of(found.year or 0, month, day)
    return Reading(period=period) if period else None


def month(found: Found) -> Reading | None:
    """ "April", "last April", "April 2018", "April last year", "early in May"."""
    number, year, step = found.vocabulary.month[found.word("month")], found.year, found.step
    if year is not None:
        return Reading(period=periods.month_of(year, number))
    if found.unit:
        if found.unit != "year":
            return None
        return Reading(at=lambda when: periods.month_of(when.year + step, number))
    if found.word("this"):
        return Reading(at=lambda when: periods.month_near(when, number, step, strict=False))
    direction = step or found.direction() or -1
    return Reading(at=lambda when: periods.month_near(when, number, direction, strict=bool(step)))


def weekday(found: Found) -> Reading | None:
    """ "Friday", "last Friday", "early Tuesday", "Wednesday night"."""
    word = found.word("weekday")
    number, step = found.vocabulary.weekday[word], found.step
    if word.endswith("days"):
        return Reading(value=f"XXXX-WXX-{number + 1}")
    direction = step or found.direction() or -1
    at = lambda when: periods.weekday_near(when, number, direction, strict=bool(step))  # noqa: E731
    return Reading(at=at, suffix=found.suffix)


def clock(found: Found) -> Reading | None:
    """ "5 p.m. EST Friday", "10:35 a.m.", "midnight Friday", "noon"."""
    words = found.words("clock", "full_clock", "dotted_clock", "day")
    hour = found.word("hour")
    suffix = found.vocabulary.lexicon.hours[hour] if hour else found.vocabulary.hour(words[0], found.word("half_day"))
    if not suffix:
        return None
    if found.word("month"):
        inner = whole_day(_without_clock(found))
    elif found.word("weekday"):
        inner = weekday(found)
    else:
        inner = calendar_day(found) if found.word("calendar_day") else Reading(at=periods.day, narrative=True)
    return Reading(period=inner.period, at=inner.at, suffix=suffix, narrative=inner.narrative) if inner else None


def _without_clock(found: Found) -> Found:
    """The part of the words from the weekday or month on (or the day before a month)."""
    names = ("month", "weekday")
    starts = [
        i for i in range(found.start, found.end) if found.spelled[i] in {found.vocabulary.letters[n] for n in names}
    ]
    start = starts[0]
    follows = found.end > start + 1 and found.spelled[start + 1] == found.vocabulary.letters["day"]
    if found.spelled[start] == found.vocabulary.letters["month"] and not follows:
        start -= 1
    return Found(found.doc, found.vocabulary, found.spelled, start, found.end)


def calendar_day(found: Found) -> Reading | None:
    """ "today", "late yesterday", "tomorrow evening"."""
    shift, suffix = found.vocabulary.lexicon.days[found.word("calendar_day")]
    return Reading(at=lambda when: periods.shifted(when, "day", shift), suffix=found.suffix or suffix)


def daypart(found: Found) -> Reading | None:
    """ "this morning", "last night"."""
    step = -1 if found.word("last") else 0
    return Reading(at=lambda when: periods.shifted(when, "day", step), suffix=found.suffix)


def season(found: Found) -> Reading | None:
    """ "last spring", "the summer of 2014", "the winter"."""
    number, year, step = found.vocabulary.lexicon.seasons[found.word("season")], found.year, found.step
    if year is not None:
        return Reading(period=periods.season_of(year, number))
    if found.word("this"):
        return Reading(at=lambda when: periods.season_near(when, number, step))
    direction = step or found.direction() or -1
    return Reading(at=lambda when: periods.season_near(when, number, direction))


def quarter(found: Found) -> Reading | None:
    """ "the third quarter", "third-quarter", "the second quarter of 1988", "last year's first quarter"."""
    number, year, step = found.vocabulary.lexicon.ordinals[found.word("ordinal")], found.year, found.step
    if found.unit == "century" or found.unit != "quarter":
        return None
    if year is not None:
        return Reading(period=periods.quarter_of(year, number))
    if len(found.words("unit")) > 1:
        return Reading(at=lambda when: periods.quarter_of(when.year + step, number))
    return Reading(at=lambda when: periods.quarter_near(when, number, found.direction() or -1))


def ago(found: Found) -> Reading | None:
    """ "a week ago", "five years ago", "months ago"."""
    unit, count = found.unit, found.count
    if count is None or unit in ("second", "minute", "hour"):
        return Reading(value=found.duration() if unit in ISO_UNITS else None)
    sign = 1 if found.word("hence") else -1
    grain = "year" if unit in YEARS_IN else unit
    return Reading(at=lambda when: periods.shifted(when, grain, sign * (count or 0) * YEARS_IN.get(unit, 1)))


def earlier(found: Found) -> Reading | None:
    """ "a year earlier", "two days later", "year-earlier": reckoned from the day last named."""
    unit, count = found.unit, found.count or (None if found.word("vague") else 1)
    if count is None or unit in ("second", "minute", "hour"):
        return Reading(value=found.duration())
    sign = 1 if found.word("later") else -1
    grain = "year" if unit in YEARS_IN else unit
    steps = sign * count * YEARS_IN.get(unit, 1)
    return Reading(at=lambda when: periods.shifted(when, grain, steps), narrative=unit == "day" or sign > 0)


def same_day(found: Found) -> Reading | None:
    """ "that day", "the same week", "later in the day": the unit around the day last named."""
    unit = found.unit
    if unit in ("second", "minute", "hour") or found.words("unit")[-1].endswith("s"):
        return None
    return Reading(at=lambda when: periods.containing(unit, when), narrative=unit == "day" or bool(found.word("that")))


def next_day(found: Found) -> Reading | None:
    """ "the next day", "the following week": reckoned from the day last named."""
    unit = found.unit
    if unit in ("second", "minute", "hour") or found.words("unit")[-1].endswith("s"):
        return None
    return Reading(at=lambda when: periods.shifted(when, unit, 1), narrative=True)


def stretch(found: Found) -> Reading | None:
    """ "the past two months", "the next few years"."""
    unit, count, step = found.unit, found.count, found.step
    if count is None or unit in ("second", "minute", "hour"):
        return Reading(value=found.duration())
    return Reading(value=found.duration(), at=lambda when: periods.stretch(when, unit, step * count))


def shift(found: Found) -> Reading | None:
    """ "last month", "earlier this year", "early next week", "the end of this week"."""
    unit, step, written = found.unit, found.step, found.words("unit")[-1]
    if unit in ("second", "minute", "hour"):
        return None
    if found.word("the") and not found.step and not found.word("part") and unit != "weekend":
        return None
    if unit == "weekend" and not found.word("this") and not step:
        step = found.direction() or -1
        return Reading(
            at=lambda when: periods.containing(unit, when if step > 0 else when - timedelta(when.weekday() + 1))
        )
    if written.endswith("s") and not found.word("this"):
        return Reading(value=found.duration())
    return Reading(at=lambda when: periods.shifted(when, unit, step))


def recent(found: Found) -> Reading | None:
    """ "recent years"."""
    return Reading(value="PAST_REF" if found.words("unit")[-1].endswith("s") else None)


def decade(found: Found) -> Reading | None:
    """ "the 1990s", "the early ’80s"."""
    named = found.vocabulary.decade_year(found.word("full_decade"))
    return Reading(period=periods.decade_of(named[0])) if named else None


def year(found: Found) -> Reading | None:
    """ "2016", "early 2016", where the number is a year."""
    token = found.doc[found.start]
    before = found.doc[found.start - 1].lower_ if found.start else ""
    after = found.doc[found.end] if found.end < len(found.doc) else None
    if found.end - found.start == 1 and token.ent_type_ != "DATE" and before not in YEAR_CUES:
        return None
    if after is not None and (
        after.lower_ in ("%", "percent", "people") or after.text in ("-",) and token.ent_type_ != "DATE"
    ):
        return None
    if after is not None and after.tag_ == "NNS" and token.ent_type_ in ("CARDINAL", "QUANTITY", "MONEY"):
        return None
    return Reading(period=periods.year_of(found.year or 0))


def century(found: Found) -> Reading | None:
    """ "the 20th century"."""
    if found.unit != "century" or not (found.word("day")[-1:].isalpha() or found.word("ordinal")):
        return None
    digits = "".join(c for c in found.word("day") if c.isdigit())
    number = int(digits) if digits else found.vocabulary.lexicon.ordinals[found.word("ordinal")]
    return Reading(period=periods.century_of(number * 100 - 100))


def duration(found: Found) -> Reading | None:
    """ "two years", "a week", "24 hours", "months"."""
    written = found.words("unit")[-1]
    if found.end - found.start == 1 and (not written.endswith("s") or written == "quarters"):
        return None
    if found.following in ("old", "-old") or (found.following == "-" and found.doc[found.end + 1 :][:1].text == "old"):
        return None
    if any(word[-1].isalpha() and word[0].isdigit() for word in found.words("day")):
        return None
    return Reading(value=found.duration())


def every(found: Found) -> Reading | None:
    """ "every day", "each Friday"."""
    if not found.unit:
        return Reading(value=f"XXXX-WXX-{found.vocabulary.weekday[found.word('weekday')] + 1}" if found.word("weekday")
                       else "P1Y" if found.word("season") else "P1D")  # fmt: skip
    count = found.vocabulary.number(found.words("number", "day")) or 1
    return Reading(value="P" + ISO_UNITS[found.unit].format(count * YEARS_IN.get(found.unit, 1)))


def feast(found: Found) -> Reading | None:
    """ "Christmas"."""
    number, day = found.vocabulary.lexicon.feasts[found.word("feast")]
    return Reading(at=lambda when: periods.date_near(when, number, day))


def rate(found: Found) -> Reading | None:
    """ "daily"."""
    return Reading(value=found.vocabulary.lexicon.rates[found.word("rate")])


def fixed(found: Found) -> Reading | None:
    """ "now", "recently", "soon"."""
    return Reading(value=found.vocabulary.lexicon.fixed[found.word("fixed")])


def present(found: Found) -> Reading | None:
    """ "these days", "this time" (of which only the former is a time)."""
    return Reading(value="PRESENT_REF") if found.words("unit") == ["days"] else None


def future(found: Found) -> Reading | None:
    """ "the future" as a noun."""
    return (
        Reading(value="FUTURE_REF") if found.doc[found.end - 1].pos_ == "NOUN" and found.end - found.start > 1 else None
    )


READERS: dict[str, Callable[[Found], Reading | None]] = {
    "iso_day": iso_day, "clock": clock, "whole_day": whole_day, "month": month, "weekday": weekday,
    "calendar_day": calendar_day, "daypart": daypart, "season": season, "quarter": quarter, "ago": ago,
    "earlier": earlier, "same_day": same_day, "next_day": next_day, "stretch": stretch, "shift": shift,
    "recent": recent, "these_days": present, "decade": decade, "century": century, "year": year, "set": every, "duration": duration,
    "feast": feast, "future": future, "this_moment": present, "rate": rate, "fixed": fixed,
}  # fmt: skip
"""Which function reads which rule of `data/times.json`."""
