"""Citing: the law of the day of the act, whatever is on screen or in the catalogue meanwhile."""

from dataclasses import replace

import pytest

from patrol_tui.catalog_files import load_catalog
from patrol_tui.domain.catalog import LawRef, LawRole
from patrol_tui.domain.language.errors import NotFound, Refused
from patrol_tui.domain.language.phrase import spoken
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.services.citations import (
    CITED,
    act_day,
    check_citations,
    citable,
    citations,
    read_member,
    refusal,
    typed_citation,
    with_citation,
)
from patrol_tui.services.handbook import (
    Entry,
    Shelf,
    articles_cited,
    entries,
    entry_named,
    every_ref,
)
from patrol_tui.services.requests import RecordIssue, SetFields
from patrol_tui.services.wording import value_words
from tests.services.laptop import MONDAY_TEN, Laptop, at

CATALOG = load_catalog()[0]
TODAY = "2026-11-23"
VENDING = RecordIssue("street_vending", "东街", "卖水果")


def entry(name: str) -> Entry:
    return entry_named(CATALOG, name, TODAY)


def laptop(when: str = "2026-11-23T10:00") -> Laptop:
    return Laptop(catalog=CATALOG, now_us=at(when))


def test_an_entry_offers_its_articles_one_by_one() -> None:
    offered = [ref.member for ref in citable(CATALOG, entry("street_vending"), TODAY)]
    assert "jn_appearance:31" in offered
    assert "jn_facilities:75(1)" in offered
    assert len(set(offered)) == len(offered)
    assert citable(CATALOG, entry("order_first"), TODAY)
    assert citable(CATALOG, entry("police_post"), TODAY) == ()


def test_an_act_before_the_code_is_offered_the_law_of_its_day() -> None:
    offered = {ref.member for ref in citable(CATALOG, entry("open_barbecue"), "2026-08-10")}
    assert offered == {"air_law_old", "eco_code:1132"}
    officer = laptop("2026-08-10T10:00")
    issue = officer.do(replace(VENDING, kind="open_barbecue", cited=("air_law_old",))).subject
    (ref,) = citations(CATALOG, officer.state(issue))
    assert not ref.verified
    officer.clock.at_us = MONDAY_TEN
    with pytest.raises(Refused, match="repealed"):
        officer.do(replace(VENDING, kind="open_barbecue", cited=("air_law_old",)))


def test_a_law_offers_what_is_cited_of_it_and_itself() -> None:
    offered = [ref.member for ref in citable(CATALOG, entry("jn_appearance"), TODAY)]
    assert {"jn_appearance:31", "jn_appearance:32", "jn_appearance"} <= set(offered)


def test_a_record_keeps_what_it_cites_and_says_it_in_words() -> None:
    officer = laptop()
    issue = officer.do(replace(VENDING, cited=("jn_appearance:31", "jn_appearance:31"))).subject
    state = officer.state(issue)
    assert state.sets[CITED] == ("jn_appearance:31",)
    (ref,) = citations(CATALOG, state)
    assert (ref.role, ref.verified) == (LawRole.BAN, True)
    more = with_citation(state, LawRef(law="city_roads", articles=("27",), role=LawRole.BAN))
    officer.do(SetFields(issue, {CITED: more}))
    assert set(officer.state(issue).sets[CITED]) == {"jn_appearance:31", "city_roads:27"}
    with pytest.raises(Refused, match="already"):
        with_citation(state, ref)
    words = value_words(CATALOG, ISSUE, state, CITED, ["jn_appearance:31"])
    assert spoken(words, str, "zh") == "济南市城市市容管理条例 第31条"


def test_a_repealed_law_is_refused_with_what_holds_since() -> None:
    officer = laptop()
    with pytest.raises(Refused, match=r"was repealed on 2026-08-14\. .* since: Ecological Code"):
        officer.do(replace(VENDING, cited=("noise_law_old",)))
    assert officer.ledger.kept == []
    issue = officer.do(VENDING).subject
    with pytest.raises(Refused, match="repealed"):
        officer.do(SetFields(issue, {CITED: "noise_law_old"}))


def test_the_day_of_the_act_counts_not_that_of_the_citing() -> None:
    officer = laptop("2026-08-10T10:00")
    issue = officer.do(VENDING).subject
    officer.clock.at_us = MONDAY_TEN
    officer.do(SetFields(issue, {CITED: "noise_law_old"}))
    assert act_day(officer.desk(), officer.state(issue)) == "2026-08-10"
    with pytest.raises(Refused, match=r"from 2026-08-15 on\. .* held then: .*Noise Law"):
        officer.do(SetFields(issue, {CITED: "noise_law_old eco_code:1189"}))


def test_an_article_that_nobody_entered_was_not_read() -> None:
    kind = CATALOG.kinds["street_vending"]
    assert read_member(CATALOG, "jn_appearance:31", kind).verified
    assert read_member(CATALOG, "penalty_law:51").verified
    assert not read_member(CATALOG, "jn_appearance:999").verified
    assert read_member(CATALOG, "jn_appearance").articles == ()


@pytest.mark.parametrize("typed", ["nosuch:1", "jn_appearance:", "第31条"])
def test_what_names_no_law_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="jn_appearance:31"):
        typed_citation(CATALOG, typed)


def test_why_something_may_not_be_cited_is_told() -> None:
    old = LawRef(law="noise_law_old", role=LawRole.BAN)
    assert isinstance(refusal(CATALOG, old, TODAY), Refused)
    assert refusal(CATALOG, old, "2026-08-10") is None
    unknown = LawRef(law="nosuch", role=LawRole.BAN)
    assert isinstance(refusal(CATALOG, unknown, TODAY), NotFound)
    with pytest.raises(NotFound):
        check_citations(CATALOG, ["nosuch"], TODAY)


def test_kinds_and_articles_lead_to_each_other() -> None:
    for law in CATALOG.laws:
        for ref, kinds in articles_cited(CATALOG, law):
            assert all(ref.member in {o.member for r in k.law for o in r.apart()} for k in kinds)
    by_article = {ref.member: kinds for ref, kinds in articles_cited(CATALOG, "jn_appearance")}
    assert "street_vending" in {kind.id for kind in by_article["jn_appearance:31"]}
    cited = {ref.law for ref in every_ref(CATALOG)}
    shown = [one.id for one in entries(CATALOG, TODAY) if one.shelf is Shelf.KIND]
    assert {ref.law for one in shown for ref in CATALOG.kinds[one].law} <= cited
