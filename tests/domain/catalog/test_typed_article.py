"""An article is understood in Chinese numerals, digits and English."""

import pytest

from patrol_tui.domain.catalog.typed_article import TypedArticle, typed_article


@pytest.mark.parametrize(
    ("typed", "number", "item", "law"),
    [
        ("第三十一条", "31", "", ""),
        ("31条", "31", "", ""),
        ("第31条", "31", "", ""),
        ("第３１条", "31", "", ""),
        ("三十一条", "31", "", ""),
        ("art. 31", "31", "", ""),
        ("Art 31", "31", "", ""),
        ("article 31", "31", "", ""),
        ("Articles 031", "31", "", ""),
        ("十条", "10", "", ""),
        ("第一千二百四十二条", "1242", "", ""),
        ("第一二四二条", "1242", "", ""),
        ("一百零八条", "108", "", ""),
        ("消防法第二十八条", "28", "", "消防法"),
        ("《消防法》 28条", "28", "", "消防法"),
        ("第七十五条第一项", "75", "1", ""),
        ("第七十五条第一款第（二）项", "75", "2", ""),
        ("第75条(1)", "75", "1", ""),
        ("Fire Law art. 28", "28", "", "fire law"),
        ("art. 75(1) of the Facilities Reg.", "75", "1", "facilities reg."),
        ("xff 28", "28", "", "xff"),
    ],
)
def test_an_article_is_understood(typed: str, number: str, item: str, law: str) -> None:
    assert typed_article(typed) == TypedArticle(number, item, law)


@pytest.mark.parametrize("typed", ["", "31", "zdjy", "占道经营", "party", "条", "09006", "条例"])
def test_other_words_ask_for_no_article(typed: str) -> None:
    assert typed_article(typed) is None


@pytest.mark.parametrize(
    ("typed", "article", "is_it"),
    [
        ("75条", "75", True),
        ("75条", "75(1)", True),
        ("75条第一项", "75(1)", True),
        ("75条第二项", "75(1)", False),
        ("75条第二项", "75", True),
        ("7条", "75", False),
    ],
)
def test_an_item_is_asked_for_or_all_of_an_article(typed: str, article: str, is_it: bool) -> None:  # noqa: FBT001 - a table
    asked = typed_article(typed)
    assert asked is not None
    assert asked.names(article) is is_it
