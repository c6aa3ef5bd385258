"""What fills the slots of templates and takes the place of names: tables of the package, and names made up here."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from spacy.lang.en.stop_words import STOP_WORDS

DATA = Path(__file__).parents[1] / "kg" / "annotate" / "data"
_TABLES: Mapping[str, Any] = tomllib.loads(Path(__file__).with_name("templates.toml").read_text(encoding="utf-8"))
WORDS: Mapping[str, Sequence[str]] = _TABLES["words"]
TEMPLATES: Mapping[str, Sequence[str]] = {name: rows for name, rows in _TABLES.items() if isinstance(rows, list)}
"""Sentences with slots, in groups."""

LABELS: Mapping[str, str | None] = {
    "person": "PERSON",
    "surname": "PERSON",
    "party": "ORG",
    "partyname": "ORG",
    "acronym": "ORG",
    "body": "ORG",
    "parliament": "ORG",
    "igo": "ORG",
    "company": "ORG",
    "news": "ORG",
    "club": "ORG",
    "university": "ORG",
    "militia": "ORG",
    "election": "EVENT",
    "event": "EVENT",
    "country": "GPE",
    "city": "GPE",
    "CITY": "GPE",
    "town": "GPE",
    "region": "GPE",
    "adjective": "NORP",
    "demonym": "NORP",
    "year": "DATE",
    "weekday": "DATE",
    "month": "DATE",
    "monthday": "DATE",
    "isodate": "DATE",
    "age": "DATE",
    "time": "TIME",
    "percent": "PERCENT",
    "money": "MONEY",
    "number": "CARDINAL",
    "ordinal": "ORDINAL",
    "digit": "CARDINAL",
    "title": None,
    "letter": None,
    "phone": None,
}
"""The label of each slot; None where the filler is no name."""


def _read(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return loaded


def _holds_common_word(name: str) -> bool:
    """A family name such as He or You would teach that pronouns are names."""
    return any(word.lower() in STOP_WORDS for word in name.split())


class Fillers:
    """Draws fillers. The same Random in the same state gives the same fillers."""

    def __init__(self) -> None:
        tables = _read("authority.json")
        people = [row[0] for row in _read("officeholders.json")["holders"]]
        self.people = [name for name in people if 2 <= len(name.split()) <= 4 and not _holds_common_word(name)]
        self.countries = [s["name"] for s in tables["states"] if s["standing"] == "sovereign"]
        self.adjectives = [a for s in tables["states"] for a in s["adjectives"][:1]]
        self.demonyms = [d for s in tables["states"] for d in s["demonyms"] if d.endswith("s")]
        self.cities = [p["name"] for p in tables["places"]]
        bodies = tables["institutions"]
        self.known = {
            kind: [b["name"] for b in bodies if b["kind"] == kind]
            for kind in ("party", "igo", "news-organisation", "parliament", "agency", "armed-group", "ministry")
        }
        self.acronyms = [a for b in bodies for a in b["acronyms"] if a.isupper()]
        self._makers: Mapping[str, Callable[[Random], str]] = {
            "person": lambda r: r.choice(self.people),
            "surname": self.surname,
            "party": self.party,
            "partyname": self.partyname,
            "acronym": self.acronym,
            "body": self.body,
            "parliament": lambda r: r.choice(self.known["parliament"]),
            "igo": lambda r: r.choice(self.known["igo"]),
            "news": lambda r: self._known_or_made(r, "news-organisation", "news_frame"),
            "militia": lambda r: self._known_or_made(r, "armed-group", "militia_frame"),
            "election": self.election,
            "country": lambda r: r.choice(self.countries),
            "city": lambda r: r.choice(self.cities),
            "CITY": lambda r: r.choice(self.cities).upper(),
            "town": self.town,
            "region": self.town,
            "word": self.brand,
            "adjective": lambda r: r.choice(self.adjectives),
            "demonym": lambda r: r.choice(self.demonyms),
            "year": lambda r: str(r.randint(1900, 2024)),
            "age": lambda r: str(r.randint(21, 89)),
            "monthday": lambda r: f"{r.choice(WORDS['month'])} {r.randint(1, 28)}",
            "isodate": lambda r: f"{r.randint(1990, 2024)}-{r.randint(1, 12):02}-{r.randint(1, 28):02}",
            "time": lambda r: f"{r.randint(1, 12)} {r.choice(['a.m.', 'p.m.'])}",
            "percent": lambda r: f"{r.randint(1, 60)} percent" if r.random() < 0.5 else f"{r.randint(1, 60)}%",
            "money": lambda r: f"{r.choice(['$', '€', '£'])}{r.randint(1, 900)} {r.choice(['million', 'billion'])}",
            "number": lambda r: str(r.randint(2, 400)),
            "digit": lambda r: str(r.randint(0, 9)),
            "ordinal": lambda r: r.choice(["first", "second", "third", "fourth"]),
            "letter": lambda r: r.choice("ABCDEFGH"),
            "phone": lambda r: f"+{r.randint(10, 99)}-{r.randint(1, 9)}-{r.randint(1000000, 9999999)}",
            "field": lambda r: r.choice(WORDS["body_field"]),
        }

    def make(self, slot: str, random: Random) -> str:
        """A filler of the slot."""
        if maker := self._makers.get(slot):
            return maker(random)
        if frames := WORDS.get(f"{slot}_frame"):
            return self.fill(random.choice(frames), random)
        filler = random.choice(WORDS[slot])
        return filler.title() if slot == "title" and random.random() < 0.5 else filler

    def fill(self, frame: str, random: Random) -> str:
        """The frame with its slots filled."""
        parts = frame.split("{")
        filled = [parts[0]]
        for part in parts[1:]:
            slot, _, rest = part.partition("}")
            filled += [self.make(slot, random), rest]
        return "".join(filled)

    def surname(self, random: Random) -> str:
        """The last word of a person's name, with what belongs to it."""
        words = random.choice(self.people).split()
        return " ".join(words[-2:]) if words[-2].lower() in ("de", "al", "van", "bin", "el", "da") else words[-1]

    def party(self, random: Random) -> str:
        """A party that is known, or one made of the words that parties are named with."""
        w, pick = WORDS, random.random()
        form, ideology, virtue = (random.choice(w[key]) for key in ("party_form", "ideology", "virtue"))
        if pick < 0.25:
            return str(random.choice(self.known["party"]))
        if pick < 0.5:
            return f"{ideology} {form}"
        if pick < 0.62:
            return f"{ideology} {form} of {self.make('country', random)}"
        if pick < 0.78:
            return f"{self.make('adjective', random)} {ideology} {form}"
        if pick < 0.88:
            return f"{virtue} and {random.choice(w['virtue'])} Party"
        return f"{form} for {virtue}" if pick < 0.94 else f"{self.make('country', random)} {virtue} {form}"

    def partyname(self, random: Random) -> str:
        """What parties are called without the word party, often in a language that is not English."""
        pick = random.random()
        if pick < 0.3:
            return self.party(random)
        if pick < 0.6:
            return str(random.choice(WORDS["partyname"]))
        return self.brand(random) if pick < 0.8 else f"{self.brand(random)} {self.brand(random)}"

    def election(self, random: Random) -> str:
        """An election by its year, place and kind."""
        w, pick, year = WORDS, random.random(), random.randint(1860, 2024)
        kind, noun = random.choice(w["election_kind"]), random.choice(w["election_noun"])
        where = self.make(random.choice(["adjective", "adjective", "country", "town", "city"]), random)
        if pick < 0.7:
            return f"{year} {where} {kind} {noun}"
        if pick < 0.82:
            return f"{year} {random.choice(w['ideology'])} Party {random.choice(w['primary_kind'])}"
        if pick < 0.9:
            return f"{year} {self.party(random)} leadership election"
        if pick < 0.95:
            return f"{year} {where} {noun}"
        return f"{year} European Parliament election in {self.make('country', random)}"

    def acronym(self, random: Random) -> str:
        """Two to five capitals, or the known short form of a body."""
        if random.random() < 0.3:
            return str(random.choice(self.acronyms))
        return "".join(random.choice("ABCDEFGHIJKLMNOPRSTUVZ") for _ in range(random.choice([2, 3, 3, 3, 4, 4, 5])))

    def body(self, random: Random) -> str:
        """A ministry, agency, court or institute."""
        if random.random() < 0.3:
            return str(random.choice(self.known[random.choice(["agency", "ministry", "igo", "parliament"])]))
        return self.fill(random.choice(WORDS["body_frame"]), random)

    def town(self, random: Random) -> str:
        """A place that is in no table."""
        middle = "".join(random.choice(WORDS["syllable"]) for _ in range(random.choice([1, 1, 2])))
        return (middle + random.choice(WORDS["town_end"])).capitalize()

    def brand(self, random: Random) -> str:
        """A coined word."""
        middle = "".join(random.choice(WORDS["syllable"]) for _ in range(random.choice([1, 2, 2])))
        return (middle + random.choice(WORDS["brand_end"])).capitalize()

    def _known_or_made(self, random: Random, kind: str, frames: str) -> str:
        if random.random() < 0.4:
            return str(random.choice(self.known[kind]))
        return self.fill(random.choice(WORDS[frames]), random)
