"""Citing from the handbook: into an issue, into what is being typed, never what does not hold."""

import json

from patrol_tui.domain.entries.ids import new_id
from patrol_tui.domain.language.errors import Refused
from patrol_tui.services.citations import CITED
from patrol_tui.tui.screens.walking.record import RecordScreen
from patrol_tui.tui.views.recording.record_draft import RecordDraft
from tests.tui.scenes import before_the_patrol
from tests.tui.stage import MORNING_US, Stage

VENDING = "济南市城市市容管理条例 第31条"


def cited(stage: Stage) -> list[tuple[str, ...]]:
    """Return what the issues cite."""
    subjects = dict.fromkeys(entry.subject for entry in stage.ledger.kept)
    states = (stage.ledger.state(subject) for subject in subjects)
    return [state.sets[CITED] for state in states if state and state.sets.get(CITED)]


async def test_an_article_is_cited_in_an_issue_of_its_kind() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "6", "slash")
        await stage.type(pilot, "zdjy")
        await stage.press(pilot, "enter", "f2")
        stage.matches("handbook_cite_80")
        await stage.press(pilot, "1")
        assert "东街 12号" in stage.text()
        await stage.press(pilot, "1")
        assert f"已引用 {VENDING}" in stage.text()
        assert cited(stage) == [("jn_appearance:31",)]
        await stage.press(pilot, "f2", "1", "1")
        assert "那里已经引用了" in stage.text()
        await stage.press(pilot, "f2", "escape", "f2", "1", "escape")
        assert len(cited(stage)) == 1


async def test_a_repealed_law_is_refused_with_its_reason() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "6", "slash")
        await stage.type(pilot, "noise_law_old")
        await stage.press(pilot, "enter", "f2", "1", "1")
        assert (
            "噪声污染防治法 2026-08-14 后废止，2026-11-22 的行为请引：生态环境法典。"
            in stage.text()
        )
        assert cited(stage) == []


async def test_what_is_being_typed_takes_a_citation_too_and_what_was_not_read_is_marked() -> None:
    stage = before_the_patrol()
    draft = RecordDraft(new_id(MORNING_US), "community_noise", {"place": "小广场"})
    stage.drafts.save(draft.key, draft.as_text(), 2)
    blank = RecordDraft(new_id(MORNING_US + 10**6))
    stage.drafts.save(blank.key, blank.as_text(), 1)
    async with stage.opened() as pilot:
        await stage.press(pilot, "6", "slash")
        await stage.type(pilot, "sd_noise")
        await stage.press(pilot, "enter", "f2", "1")
        assert "草稿" in stage.text()
        await stage.press(pilot, "1")
        assert "标着待核" in stage.text()
        kept = stage.drafts.load(draft.key)
        assert kept is not None
        assert json.loads(kept.text)["cited"] == ["sd_noise:33"]
        await stage.press(pilot, "f2", "1", "1")
        assert "那里已经引用了" in stage.text()
        stage.drafts.fails = Refused("full")
        await stage.press(pilot, "f2", "2", "1")
        assert "full" in stage.text()


async def test_without_law_or_record_there_is_nothing_to_cite() -> None:
    stage = Stage()
    async with stage.opened() as pilot:
        await stage.press(pilot, "6", "slash")
        await stage.type(pilot, "police_post")
        await stage.press(pilot, "enter", "f2")
        assert "没有可引用的法" in stage.text()
        await stage.press(pilot, "escape", "slash")
        await stage.type(pilot, "jycx")
        await stage.press(pilot, "enter", "f2", "1")
        assert "没有可引用到的记录" in stage.text()


async def test_the_record_form_cites_and_shows_it_and_the_issue_keeps_it() -> None:
    stage = before_the_patrol()
    async with stage.opened("record", kind="street_vending") as pilot:
        await stage.press(pilot, "f3", "escape", "f3", "f2", "1")
        stage.matches("record_cited_80")
        await stage.press(pilot, "f3", "f2", "1")
        assert "那里已经引用了" in stage.text()
        screen = stage.front.screen
        assert isinstance(screen, RecordScreen)
        assert screen.draft.cited == ("jn_appearance:31",)


async def test_a_law_shows_its_articles_with_the_kinds_that_rest_on_them() -> None:
    stage = before_the_patrol()
    async with stage.opened(size=(120, 40)) as pilot:
        await stage.press(pilot, "6", "slash")
        await stage.type(pilot, "jn_appearance")
        await stage.press(pilot, "enter")
        stage.matches("handbook_law_120")
