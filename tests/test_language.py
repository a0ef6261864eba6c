"""Chinese unless English is asked for."""

import gettext
from string import Formatter

from hypothesis import given
from hypothesis import strategies as st

from patrol_tui import language
from patrol_tui.language import _, catalogues_of, current, is_language, ngettext, set_language

TEXT = "A run of entries is cut short."


def test_chinese_is_spoken_unless_asked_otherwise() -> None:
    assert current() == "zh"
    assert _(TEXT) == "一批记录不完整。"


def test_the_language_can_be_changed_back() -> None:
    set_language("en")
    set_language("zh")
    assert _(TEXT) == "一批记录不完整。"
    assert ngettext("{n} entry", "{n} entries", 2) == "{n} entries"


def test_english_is_what_the_code_says() -> None:
    set_language("en")
    assert current() == "en"
    assert _(TEXT) == TEXT
    assert ngettext("{n} entry", "{n} entries", 1) == "{n} entry"
    assert ngettext("{n} entry", "{n} entries", 2) == "{n} entries"


def test_an_unknown_text_comes_back_as_it_is() -> None:
    assert _("said nowhere else") == "said nowhere else"


def test_an_empty_text_stays_empty() -> None:
    assert _("") == ""


def test_only_two_languages_are_spoken() -> None:
    assert is_language("zh")
    assert is_language("en")
    assert not is_language("fr")
    assert not is_language(None)


def test_every_text_is_found_as_the_standard_library_finds_it() -> None:
    merged = catalogues_of("zh")
    for path in language.LOCALE_FOLDER.glob("zh/LC_MESSAGES/*.mo"):
        with path.open("rb") as file:
            one = gettext.GNUTranslations(file)
        alone = language.Catalogues([path])
        for text, said in vars(one)["_catalog"].items():
            if isinstance(text, str):
                assert alone.gettext(text) == said
                assert merged.gettext(text) != ""
            else:
                assert [alone.ngettext(text[0], "", count) for count in (1, 2)] == [said, said]


@given(st.sampled_from([TEXT, "An entry's content cannot be read."]))
def test_chinese_texts_can_be_formatted(text: str) -> None:
    assert list(Formatter().parse(_(text)))
