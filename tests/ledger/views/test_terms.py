from hypothesis import given
from hypothesis import strategies as st

from patrol_tui.ledger.views.terms import Document, Ear, Word, search_words

PARTS = ("消防", "通道", "消", "滨湖", "bh", "binhu", "Lajixiang", "西", "26", "2607140", " ")
SAID = {"消": "xiao", "防": "fang", "通": "tong", "道": "dao", "滨": "bin", "湖": "hu", "西": "xi"}


class Tongue:
    """Reads a handful of characters."""

    def full(self, text: str) -> str:
        return "".join(SAID.get(one, one) for one in text)

    def initials(self, text: str) -> str:
        return "".join(SAID.get(one, one)[0] for one in text)


def is_proposed(word: Word, kept: set[str]) -> bool:
    """Tell what the index would: it holds each term, or one that begins so."""
    terms = word.query().split(" AND ")
    return all(
        any(one.startswith(term[1:-3]) for one in kept) if term[-1] == "*" else term[1:-1] in kept
        for term in terms
    )


texts = st.lists(st.sampled_from((*PARTS, "-", "，")), max_size=6).map("".join)


@given(texts, st.lists(st.sampled_from((*PARTS, "xiaofa", "xiaofang", "xft", "26-")), max_size=2))
def test_the_index_proposes_whatever_the_text_holds(text: str, asked: list[str]) -> None:
    document = Document(text.lower(), Ear(Tongue()))
    for word in search_words("".join(asked)):
        proposed = is_proposed(word, document.words())
        assert proposed or not word.is_in(document), word
        if word.is_told_by_index:
            assert proposed == word.is_in(document), word


def test_a_run_that_was_listened_to_answers_other_letters_too() -> None:
    ear = Ear(Tongue())
    heard = {letters: ear.is_heard(letters, ["消防通道"]) for letters in "abcdefghxt"}
    assert [letters for letters, is_heard in heard.items() if is_heard] == ["d", "f", "x", "t"]
    assert ear.is_heard("xft", ["消防通道"]) is ear.is_heard("xft", ["西", "消防通道"]) is True
