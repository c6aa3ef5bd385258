"""Which happenings are events: somebody political must take part, and the words must mean it."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.annotate.annotate import Annotator
from kg.extract.facts import extract_facts
from kg.extract.lexicon import load_lexicon
from kg.extract.politics import load_participation
from kg.model import Document, Event, Header

EVENTS = [
    ("The Norwegian foreign minister met his Portuguese counterpart.", ["CONSULT"]),
    ("Norway called on Portugal to open the dam.", ["REQUEST"]),
    ("The Norwegian government ordered the newspaper to close its office.", ["REQUEST"]),
    ("Norway denied entry to the Portuguese envoys.", ["REJECT"]),
    ("The Norwegian prime minister refused to sign the bill.", ["REJECT"]),
    ("Norway appointed Ola Hansen as its ambassador to Portugal.", ["APPOINT"]),
    ("Norway agreed to raise its prices.", ["AGREE"]),
    ("Norwegian prosecutors opened an investigation into a Portuguese official.", ["ACCUSE"]),
    ("Norway warned that it could raise its prices.", ["THREATEN"]),
    ("The Norwegian prime minister attacked the Portuguese president for his delay.", ["ACCUSE"]),
    ("Norway withdrew from the treaty.", ["SANCTION"]),
    ("Two Norwegian soldiers were shot and killed.", ["ASSAULT"]),
    ("Norway supported the bid of Portugal.", ["SUPPORT"]),
    ("Norway thanked Portugal for its help.", ["SUPPORT"]),
    ("The Norwegian foreign minister arrived in Portugal.", ["CONSULT"]),
    ("Norway said that Portugal must lower its prices.", ["REQUEST"]),
    ("Governor Ola Hansen resigned on Monday.", ["RETREAT"]),
    ("Norway fired two missiles into the sea.", ["MOBILIZE"]),
    ("Norway expelled twenty diplomats.", ["SANCTION"]),
    ("Prime Minister Ola Hansen hosted an emergency meeting.", ["CONSULT"]),
]
NONE = [
    "The Norwegian governor agreed, saying that only rain could do it.",
    "The Portuguese president wants longer days, with which the Norwegian prime minister agreed.",
    "The Norwegian foreign minister hails from Bergen.",
    "The Norwegian prime minister vowed to keep up the good work.",
    "The Norwegian minister provided the newspaper with the text of a letter.",
    "In Lisbon the Norwegian prime minister unveiled a park with statues to honour poets.",
    # nobody political takes part
    "Instagram allowed its users to post longer films.",
    "The chess club met the football club to discuss the season.",
    "The actor talked to NBC News about his new part.",
    "The novelist Ola Hansen spoke to the BBC.",
    "The software firm Red Hat helped the university.",
    "The band returned to Lisbon for a concert.",
    "Rangers refused to sell the striker.",
    "The Norwegian Chess Federation banned two players.",
    "The striker protested about the goal.",
    "Ola Hansen was banned for four matches.",
    "He took me to the station.",
    # the words mean something else
    "The minister called Portugal a good friend.",
    "The minister ended his campaign for president.",
    "The Norwegian embassy suspended its operations.",
    "The minister denied that prices had risen.",
    "The minister denied the allegations.",
    "She won the Labour Party's nomination.",
    "A cardiac arrest killed the old minister.",
    "The Norwegian government investigated the cause of the crash.",
    "The World Health Organization declared a public health emergency.",
    "A strong earthquake struck Norway.",
    "Two Norwegian soldiers were killed when their bus crashed.",
    "The storm hit Norway. It killed nine people.",
    "The National Weather Service issued a flood warning.",
    "The Norwegian health minister warned that prices could rise.",
    "Senator Ola Hansen dropped out of the race.",
    "Senator Ola Hansen's exit from the race surprised everyone.",
    "The minister left the room in protest.",
    "The evidence supported his murder charge.",
    "The Norwegian government allocated money for the road.",
    "What made you create the Norwegian Museum?",
    "Senator Ola Hansen held a rally in Lisbon.",
    "The senator thanked her supporters.",
    "The Norwegian parliament issued a subpoena for the papers.",
    "The president announced the shutdown.",
    "Her wide appeal helped the minister.",
    "The minister attacked the prime minister in the debate.",
    "The minister called the vote a mistake.",
    "He arrived in Parliament in 1993.",
    "The minister warned the Norwegian parliament about the cold.",
    "The minister said that we must all save water.",
    "The singer asked for her release from the company.",
    "The president is expected to win the nomination.",
    "Republicans in Congress continued their legislative attacks on the Norwegian government.",
    "Senator Ola Hansen agreed that the rules were old.",
    "The witness got an immunity deal, Senator Ola Hansen said.",
    "The Norwegian prime minister returned home in the middle of May.",
    "The Labour Party contested the election.",
    "Norway holds the presidency of the council.",
    "The Norwegian prime minister warned that the Labour Party could win.",
    "The Norwegian students had given the mayor a week to throw it out.",
    "The Labour Party seized upon the report.",
    "The Norwegian government ordered three new ferries.",
    "The honour was conferred by the king of Norway.",
    "The Associated Press called the election for Ola Hansen.",
]


@pytest.fixture(scope="module")
def annotator(nlp: Language) -> Annotator:
    return Annotator(nlp)


def types(annotator: Annotator, text: str) -> list[str]:
    header = Header(id="x", source="x", published_basis="given", published="2019-03-22")
    facts = extract_facts(annotator(Document(header=header, text=text))).facts
    return [fact.event_type for fact in facts if isinstance(fact, Event)]


@pytest.mark.parametrize(("text", "wanted"), EVENTS)
def test_event(annotator: Annotator, text: str, wanted: list[str]) -> None:
    assert types(annotator, text) == wanted


@pytest.mark.parametrize("text", NONE)
def test_no_event(annotator: Annotator, text: str) -> None:
    assert types(annotator, text) == []


def test_every_type_of_the_lexicon_asks_something() -> None:
    table = load_participation()
    predicates = load_lexicon().predicates
    assert {predicate.type for predicate in predicates} <= table.types.keys()
    assert table.predicates.keys() <= {predicate.id for predicate in predicates}
