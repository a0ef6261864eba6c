"""People are found in texts however they are spelt, and what only looks like them stays."""

import pytest

from patrol_tui.domain.language.particulars import (
    DWELLINGS,
    Particulars,
    is_named,
    spellings,
    struck,
)

LI = Particulars(("业主李建国、wang",), ("139 0000 2222",), ("滨湖小区3号楼2单元501室",))
KNOWN = [one for one in (spellings([LI]),) if one]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("李建国说的", "***说的"),
        ("李先生、老李和建国", "***、***和***"),
        ("李某某反映，姓李", "***反映，***"),
        ("Wang said", "*** said"),
        ("wangjing", "wangjing"),
        ("电话13900002222", "电话***"),
        ("电话 139-0000-2222 或 +86 13900002222", "电话 *** 或 ***"),
        ("１３９００００２２２２", "***"),
        ("住滨湖小区 3号楼2单元 501室", "住***"),
        ("3-2-501 漏水，3号楼501户也漏", "*** 漏水，***也漏"),
        ("501室楼上", "***楼上"),
        ("3号楼北侧 12 辆车", "3号楼北侧 12 辆车"),
        ("李子树", "李子树"),
    ],
)
def test_who_is_known_is_struck_out_in_every_spelling(text: str, left: str) -> None:
    assert struck(text, KNOWN, anybody=False) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("打 138 0000 1111", "打 ***"),
        ("座机0531-84231234，证件37010219800101123X", "座机***，证件***"),
        ("手机尾号 2222", "手机***"),
        ("张女士在场", "***在场"),
        ("投诉人：王五", "投诉人：***"),
        ("投诉人于昨日来过，位于某小区", "投诉人于昨日来过，位于某小区"),
        ("BH-261123-07-01 共 300 元，5号楼", "BH-261123-07-01 共 300 元，5号楼"),
        ("诸葛先生13800001111", "******"),
        ("", ""),
    ],
)
def test_numbers_and_names_of_anybody_are_struck_out(text: str, left: str) -> None:
    assert struck(text) == left


@pytest.mark.parametrize(
    ("place", "left"),
    [
        ("滨湖小区5号楼2单元501室东户", "滨湖小区5号楼***东户"),
        ("5号楼二单元三楼", "5号楼***"),
        ("３号楼１２０１", "３号楼***"),
        ("12栋0203室楼顶", "12栋***楼顶"),
        ("3-2-501窗外", "***窗外"),
        ("五零一室", "***"),
        ("5号楼西侧", "5号楼西侧"),
        ("纬二路12号门前 30 米", "纬二路12号门前 30 米"),
        ("地下室入口，教室外", "地下室入口，教室外"),
        ("2026-11-23 3号垃圾房", "2026-11-23 3号垃圾房"),
    ],
)
def test_of_a_place_the_flat_is_struck_out_and_the_building_stays(place: str, left: str) -> None:
    assert struck(place, [DWELLINGS]) == left


def test_somebody_is_named_in_a_text_that_has_the_name_in_full() -> None:
    assert is_named(LI, "听李建国说")
    assert not is_named(LI, "听老李说")
    assert not is_named(Particulars(("匿名",)), "匿名来电")


def test_nobody_is_known_by_what_names_nobody() -> None:
    nobody = Particulars(("匿名", "业主", "孔", ""), ("12",), ("", "湖"))
    assert spellings([nobody]) is None
    assert spellings([]) is None


def test_a_short_name_or_home_is_found_as_it_was_written() -> None:
    found = spellings([Particulars(("阿依古丽", "王某", "龙女"), ("",), ("3号楼", "兰园"))])
    known = [found] if found else []
    assert struck("阿依古丽住兰园 3 号楼", known, anybody=False) == "***住*** ***"
    assert struck("王师傅", known, anybody=False) == "***"
    assert struck("龙女", known, anybody=False) == "***"
