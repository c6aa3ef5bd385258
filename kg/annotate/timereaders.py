"""How each rule's words are read: one function a rule, from the words found to a point of the calendar."""

from __future__ import annotations

from collections.abc import Callable

from kg.annotate import periods
from kg.annotate import timespans as spans
from kg.annotate.reckoning import reckoned
from kg.annotate.timereadings import Found, Reading


def whole_day(found: Found) -> Reading | None:
    """Reads "Sept. 14, 2018", "14 September", "Friday, January 4, 2019"."""
    number = found.word("day").rstrip("stndrh")
    month, day, year = found.vocabulary.month[found.word("month")], int(number), found.year
    if year is None and found.following in ("%", "percent"):
        return None
    if year is not None:
        period = periods.date_of(year, month, day)
        return Reading(period=period) if period else None
    direction = found.direction()
    return Reading(at=reckoned("date_near", month, day, direction))


def iso_day(found: Found) -> Reading | None:
    """Reads "2019-03-22"."""
    month, day = (int(w) for w in found.words("day") if w.isdigit())
    period = periods.date_of(found.year or 0, month, day)
    return Reading(period=period) if period else None


def month(found: Found) -> Reading | None:
    """Reads "April", "last April", "April 2018", "April last year", "early in May"."""
    number, year, step = found.vocabulary.month[found.word("month")], found.year, found.step
    if year is not None:
        return Reading(period=periods.month_of(year, number))
    if found.unit:
        if found.unit != "year":
            return None
        return Reading(at=reckoned("month_in", number, step))
    if found.word("this"):
        return Reading(at=reckoned("month_near", number, step, 0))
    direction = step or found.direction()
    if not direction:
        return Reading(at=reckoned("month_nearest", number))
    return Reading(at=reckoned("month_near", number, direction, abs(step)))


def weekday(found: Found) -> Reading | None:
    """Reads "Friday", "last Friday", "early Tuesday", "Wednesday night"."""
    word = found.word("weekday")
    number, step = found.vocabulary.weekday[word], found.step
    if word.endswith("days"):
        return Reading(value=f"XXXX-WXX-{number + 1}")
    direction = step or found.direction() or -1
    return Reading(at=reckoned("weekday_near", number, direction, abs(step)), suffix=found.suffix)


def clock(found: Found) -> Reading | None:
    """Reads "5 p.m. EST Friday", "10:35 a.m.", "midnight Friday", "noon"."""
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
        inner = (
            calendar_day(found)
            if found.word("calendar_day")
            else Reading(at=reckoned("shifted", "day", 0), narrative=True)
        )
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
    """Reads "today", "late yesterday", "tomorrow evening"."""
    shift, suffix = found.vocabulary.lexicon.days[found.word("calendar_day")]
    return Reading(at=reckoned("shifted", "day", shift), suffix=found.suffix or suffix)


def beyond(found: Found) -> Reading | None:
    """Reads "the day before yesterday", "the day after tomorrow"."""
    shift, _ = found.vocabulary.lexicon.days[found.word("calendar_day")]
    if found.unit != "day" or found.words("unit")[-1] != "day":
        return None
    return Reading(at=reckoned("shifted", "day", shift + (1 if found.word("after") else -1)))


def daypart(found: Found) -> Reading | None:
    """Reads "this morning", "last night"."""
    step = -1 if found.word("last") else 0
    return Reading(at=reckoned("shifted", "day", step), suffix=found.suffix)


def season(found: Found) -> Reading | None:
    """Reads "last spring", "the summer of 2014", "the winter"."""
    number, year, step = found.vocabulary.lexicon.seasons[found.word("season")], found.year, found.step
    if year is not None:
        return Reading(period=periods.season_of(year, number))
    if found.following == "of" or (found.is_bare and not _is_named_alone(found)):
        return None
    if found.word("this"):
        return Reading(at=reckoned("season_near", number, step))
    direction = step or found.direction() or -1
    return Reading(at=reckoned("season_near", number, direction))


def _is_named_alone(found: Found) -> bool:
    """Whether a season without an article is one: "in spring", "by late summer", not "in spring training"."""
    token = found.doc[found.end - 1]
    before = found.doc[found.start - 1].lower_ if found.start else ""
    return before in found.vocabulary.lexicon.season_cues and token.dep_ in ("pobj", "pcomp")


def quarter(found: Found) -> Reading | None:
    """Reads "the third quarter", "third-quarter", "the second quarter of 1988", "last year's first quarter"."""
    number, year, step = found.vocabulary.lexicon.ordinals[found.word("ordinal")], found.year, found.step
    if found.unit == "century" or found.unit != "quarter":
        return None
    if year is not None:
        return Reading(period=periods.quarter_of(year, number))
    if len(found.words("unit")) > 1:
        return Reading(at=reckoned("quarter_in", number, step))
    return Reading(at=reckoned("quarter_near", number, found.direction() or -1))


def decade(found: Found) -> Reading | None:
    """Reads "the 1990s", "the early ’80s"."""
    named = found.vocabulary.decade_year(found.word("full_decade"))
    return Reading(period=periods.decade_of(named[0])) if named else None


def year(found: Found) -> Reading | None:
    """Reads "2016", "early 2016", where the number is a year."""
    token = found.doc[found.start]
    before = found.doc[found.start - 1].lower_ if found.start else ""
    after = found.doc[found.end] if found.end < len(found.doc) else None
    if found.end - found.start == 1 and token.ent_type_ != "DATE" and before not in found.vocabulary.lexicon.year_cues:
        return None
    if after is not None and (
        after.lower_ in ("%", "percent", "people") or (after.text == "-" and token.ent_type_ != "DATE")
    ):
        return None
    if after is not None and after.tag_ == "NNS" and before not in found.vocabulary.lexicon.year_cues:
        return None
    return Reading(period=periods.year_of(found.year or 0))


def part_year(found: Found) -> Reading:
    """Reads "mid-2004"."""
    return Reading(period=periods.year_of(int(found.word("part_year")[-4:])))


def century(found: Found) -> Reading | None:
    """Reads "the 20th century"."""
    if found.unit != "century" or not (found.word("day")[-1:].isalpha() or found.word("ordinal")):
        return None
    digits = "".join(c for c in found.word("day") if c.isdigit())
    number = int(digits) if digits else found.vocabulary.lexicon.ordinals[found.word("ordinal")]
    return Reading(period=periods.century_of(number * 100 - 100))


def feast(found: Found) -> Reading | None:
    """Reads "Christmas", "last Thanksgiving"."""
    lexicon, name = found.vocabulary.lexicon, found.word("feast")
    if name in lexicon.movable:
        month, weekday, number = lexicon.movable[name]
        direction = found.step or found.direction() or -1
        return Reading(at=reckoned("feast_near", month, weekday, number, direction))
    month, day = lexicon.feasts[name]
    return Reading(at=reckoned("date_near", month, day, 0))


READERS: dict[str, Callable[[Found], Reading | None]] = {
    "iso_day": iso_day,
    "clock": clock,
    "whole_day": whole_day,
    "month": month,
    "weekday": weekday,
    "calendar_day": calendar_day,
    "beyond": beyond,
    "daypart": daypart,
    "season": season,
    "quarter": quarter,
    "compared_quarter": spans.compared_quarter,
    "latest_quarter": spans.latest_quarter,
    "ago": spans.ago,
    "earlier": spans.earlier,
    "same_day": spans.same_day,
    "next_day": spans.next_day,
    "margin": spans.margin,
    "part_year": part_year,
    "that_time": spans.that_time,
    "stretch": spans.stretch,
    "shift": spans.shift,
    "recent": spans.recent,
    "these_days": spans.present,
    "decade": decade,
    "century": century,
    "year": year,
    "set": spans.every,
    "duration": spans.duration,
    "feast": feast,
    "future": spans.future,
    "this_moment": spans.present,
    "rate": spans.rate,
    "fixed": spans.fixed,
}
"""Which function reads which rule of `data/times.json`."""
