"""Page furniture: what is masked, what must not be, and that it is quick and moves nothing."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.annotate.furniture import LONGEST_RUN, find_furniture, guess_title, mask

NEWS = "The foreign minister of Norland told parliament on Tuesday that the talks with Sudland would go on."
LAST = "Neither government has said when the two delegations will sit down together again in the harbour town."


def masked(text: str) -> str:
    return mask(text, find_furniture(text))


def furniture(text: str) -> list[str]:
    return [text[stretch.start : stretch.end] for stretch in find_furniture(text)]


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=40),
            st.sampled_from(
                ["\n", "\r\n", NEWS, "Image source, AFP", "© AP", "Related stories", "Sign up", "{{x}}", "• a"]
            ),
        ),
        max_size=30,
    ).map("".join)
)
def test_mask_moves_nothing(text: str) -> None:
    stretches = find_furniture(text)
    result = mask(text, stretches)
    assert len(result) == len(text)
    assert [i for i, char in enumerate(text) if char in "\r\n"] == [
        i for i, char in enumerate(result) if char in "\r\n"
    ]
    assert all(new == old or new == " " for new, old in zip(result, text, strict=True))
    positions = [position for stretch in stretches for position in (stretch.start, stretch.end)]
    assert positions == sorted(set(positions))


@pytest.mark.parametrize(
    "line",
    [
        "  • Published",
        "Last updated at 14:05 GMT, 22 March 2019",
        "Last modified on Fri 22 Mar 2019 14.05 GMT",
        "3 hours ago",
        "4 min read",
        "This article is more than 5 years old",
        "Image caption,",
        "Getty Images",
        "EPA/Ola Nordmann",
        "Photograph: Ola Nordmann/Reuters",
        "Credit...Ola Nordmann/The Norland Times",
        "Photo: AFP",
        "By Ola Nordmann and Kari Holm",
        "Reporting by Ola Nordmann in Norville; Editing by Kari Holm",
        "(Additional reporting by Ola Nordmann; writing by Kari Holm)",
        "Kari Holm contributed to this report.",
        "Source: Xinhua| 2019-03-22 20:10:11|Editor: huaxia",
        "[Photo/Xinhua]",
        "str/rb/dw",
        "(END)",
        "Advertisement",
        "Story continues below advertisement",
        "Share this article",
        "Share on Facebook",
        "12 comments",
        "Follow the Norland Times on Twitter",
        "Skip to content",
        "Home > World > Europe",
        "This video cannot be played",
        "Read more: Norland and Sudland quarrel over herring",
        "© 2019 The Norland Times. All rights reserved.",
        "desk@norland.example",
        "Facebook Twitter WhatsApp Email",
        "Title ChevronMenuSearch IconArrow",
        "ShareTweetEmailPrint",
        "We use cookies to make this site work.",
        "Sign up for our newsletter",
        "Get the latest headlines in your inbox every morning",
        "You have 3 free articles left this month.",
        "Get unlimited access",
        "Try 3 months for $9",
        "Already a subscriber? Log in",
        "Related Topics",
        "Most read in World",
        "Sponsored Content",
        "Comments",
        "Dear {{firstName}}, this one is for you",
    ],
)
def test_line_of_furniture_between_news(line: str) -> None:
    text = f"{NEWS}\n\n{line}\n\n{LAST}"
    assert masked(text) == f"{NEWS}\n\n{' ' * len(line)}\n\n{LAST}"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("The envoys shake hands, 2018.Image source, Reuters", "The envoys shake hands, 2018."),
        ("Image caption, The office opened in May", "The office opened in May"),
        ("Media captionThe minister explains", "The minister explains"),
        ("The two ministers in Norville.    © AP", "The two ministers in Norville."),
        ("The two ministers in Norville.   AFP/Getty Images", "The two ministers in Norville."),
        ("The ministers meet. (AP Photo/Ola Nordmann)", "The ministers meet."),
        ("The ministers meet. (Photo by Ola Nordmann / AFP)", "The ministers meet."),
        ("The ministers meet. (Ola Nordmann/Reuters)", "The ministers meet."),
        ("The ministers meet. Photograph: Ola Nordmann/AFP", "The ministers meet."),
        ("NORVILLE (Reuters) - The ministers met.", "NORVILLE  - The ministers met."),
        ("NORVILLE, March 22. /TASS/. The ministers met.", "NORVILLE, March 22.  The ministers met."),
        ("The ministers met. ab/cd (AFP, dpa)", "The ministers met."),
        ("The ministers met.Read more: Herring quarrel goes on", "The ministers met."),
        ("The ministers met.ShareFacebookTwitterPrint", "The ministers met."),
    ],
)
def test_furniture_glued_to_news(text: str, left: str) -> None:
    assert " ".join(masked(text).split()) == " ".join(left.split())


@pytest.mark.parametrize(
    "text",
    [
        NEWS,
        "Reporting by the Norland Times suggests that the minister knew.",
        "The picture agency sued Facebook, Twitter and Instagram over the photos.",
        "He said the image source, Reuters, had been told.",
        "The Arab Party (AP) won nine seats in the election.",
        "Sources: Minister to resign over herring",
        "Update: three killed in border clash",
        "More than 20 comments were recorded by the commission.",
        "Read the minister's speech in parliament",
        "Opinion: why the summit failed",
        "He left.\n\nShe stayed.\n\nThe talks ended.",
        "By Monday the army had left the town.",
        "Subscribers to the state newspaper read about it first.",
        "Oil at $60 a barrel worries ministers",
        "Register for the draft, ministry tells men",
        "The minister asked viewers to follow the news on Twitter and to share it.",
        "Trending upwards, exports of herring reached a record",
    ],
)
def test_news_is_left_alone(text: str) -> None:
    assert furniture(text) == []


def test_block_after_the_last_news_runs_to_the_end() -> None:
    block = (
        "Sign up for our newsletter\n\nNorland this week\n\n  • All you need\nto know.\n\nNo spam\n.\nEnter your email"
    )
    text = f"{NEWS}\n\nHe did not elaborate.\n\n{block}"
    assert masked(text).rstrip() == f"{NEWS}\n\nHe did not elaborate."


def test_list_in_the_midst_of_news_ends_where_the_news_goes_on() -> None:
    text = f"{NEWS}\n\nRelated stories\n\n  • Herring quarrel\n  • Norville votes\n\nA heading\n\n{LAST}"
    assert furniture(text) == ["Related stories", "• Herring quarrel\n  • Norville votes"]


def test_text_of_links_only_is_not_swallowed_whole() -> None:
    text = "Newsletter\n" + "\n".join(f"Minister {number} visits Norville" for number in range(40))
    assert "Minister 39 visits Norville" in masked(text)


@pytest.mark.parametrize("character", ["(", ",", '"', "=", "😀", "x", "_"])
def test_long_runs_are_capped(character: str) -> None:
    text = f"{NEWS} {character * 10_000} {LAST}"
    result = masked(text)
    assert result.count(character) <= LONGEST_RUN + text.count(character) - 10_000
    assert result.startswith(NEWS)
    assert result.endswith(LAST)


def test_strings_that_are_no_words_are_masked() -> None:
    assert masked(f"{NEWS} {'(1' * 20_000} {LAST}").split() == f"{NEWS} {LAST}".split()


@pytest.mark.parametrize(
    "piece",
    [
        "(",
        "Image source, A ",
        "Photo: A B C D, ",
        "(AP/",
        "{{a",
        "© ",
        "©2018-2019 AP/",
        ". Read more: a ",
        "Share Facebook ",
        "ShareFacebook",
        "a | b | c | d\n",
        "privacy policy | a | a | a | a | a | a | a | a | a!\n",
        "home > a > a > a > a > a > a > a > a > a > a > a!\n",
        "Reporting by " + "A. " * 60 + "x!\n",
        "Updated " + "1" * 200 + "x\n",
        "a\u00a0 ",
        "Sign up\nx\n",
        "By A B C\n",
    ],
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    text = (piece * (200_000 // len(piece) + 1))[:200_000]
    find_furniture("warm")
    began = time.process_time()
    find_furniture(text)
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Ministers meet in harbour town\n\n{NEWS}", "Ministers meet in harbour town"),
        (f"Crossroads\n\nNorland and Sudland agree to talk\n\n{NEWS}", "Norland and Sudland agree to talk"),
        (f"Herring war\n\n{NEWS}", "Herring war"),
        (
            f"  • Published\nFriday, January 4, 2019\nMinisters  meet\tin harbour town\n{NEWS}",
            "Ministers meet in harbour town",
        ),
        (f"{NEWS}\nMinisters meet in harbour town", None),
        ("", None),
    ],
)
def test_title_is_guessed(text: str, title: str | None) -> None:
    assert guess_title(text, find_furniture(text)) == title


@pytest.mark.shared
def test_real_pages(shared: Path) -> None:
    """All that is listed as furniture is masked, and no other sentence loses a character."""
    labels = {"B03", "B04", "B17"}
    gold = shared / "gold" / "seeds"
    texts = {path.name: path.read_bytes().decode() for path in (shared / "seeds").glob("*.txt")}
    results = {name: masked(text) for name, text in texts.items()}
    for row in json.loads((gold / "negatives.json").read_text()):
        if any(word in row["why"] for word in ("furniture", "navigation", "credit", "stamp")):
            assert not results[row["source"]][row["start"] : row["end"]].strip(), row["why"]
    for line in (gold / "sentences.jsonl").read_text().splitlines():
        row = json.loads(line)
        left = results[row["source"]][row["start"] : row["end"]].strip()
        expected = "" if row["sentence"] in labels else row["text"].removesuffix("© AP").strip()
        assert left == expected, row["sentence"]


@pytest.mark.shared
def test_clean_articles_keep_their_news(shared: Path) -> None:
    """Articles without furniture but for credits: nothing of more than a few words is masked, and it is quick."""
    paths = sorted((shared / "gold/wikinews_texts").glob("*.jsonl"))
    rows = [json.loads(line) for path in paths for line in path.read_text().split("\n") if line]
    texts = [row["text"] for row in rows]
    began = time.process_time()
    found = [piece for text in texts for piece in furniture(text)]
    assert time.process_time() - began < sum(map(len, texts)) / 1000 * 0.005
    assert [piece for piece in found if not piece.strip("(").startswith("Image: ") or piece.count(" ") > 5] == []
