"""The page of stories tells what the product tells, in both languages."""

import pytest

from tests.stories import PAGE, explanation_of, page, stories

STORIES = [story for chapter in stories().values() for story in chapter]


def test_the_page_is_up_to_date():
    found = PAGE.read_text(encoding="utf-8")
    assert found == page(), "python -m tests.stories writes the page anew"


def test_there_are_enough_and_no_two_alike():
    assert len(STORIES) >= 20
    assert len({story["title"] for story in STORIES}) == len(STORIES)
    assert len({str(explanation_of(story, "en")) for story in STORIES}) == len(STORIES)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["title"])
def test_each_story_is_told_in_whole_sentences(story):
    for lang, stop in (("en", ".:"), ("zh", "。：")):
        text = str(explanation_of(story, lang))
        assert "None" not in text and "{" not in text and "has no verdict" not in text
        _, *lines = [line for line in text.splitlines() if line]
        assert all(line.startswith("  ") or line[-1] in stop for line in lines), text
