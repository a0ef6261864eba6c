"""Papers from the command line: which there are, what they answer, what is refused."""

from pathlib import Path

import pytest
from docx import Document
from PIL import Image

from patrol_tui.services.papers.kinds import PAPERS
from tests.cli.laptop import Laptop
from tests.documents.paper_files import needs_font, pdf_text, texts_of


def test_a_paper_of_an_issue_is_written_and_keeps_its_number(
    laptop: Laptop, tmp_path: Path
) -> None:
    issue, path = laptop.record(), tmp_path / "x.docx"
    words = ("export", "order_to_correct", "--id", issue, "--format", "docx", "-o", str(path))
    made = laptop.json(*words)
    assert made == {
        "path": str(path),
        "paper": "order_to_correct",
        "number": "BH-责改2026-01-01",
        "own_template": False,
        "lacking": [],
    }
    assert "小吃街口" in texts_of(path)
    assert laptop.json(*words)["number"] == made["number"]
    laptop.ok("rebuild")
    other = laptop.record()
    words = (*words[:3], other, *words[4:])
    assert laptop.json(*words)["number"] == "BH-责改2026-01-02"
    assert laptop.ok("verify").code == 0


def test_two_laptops_without_a_network_give_no_number_twice(
    two_laptops: tuple[Laptop, Laptop], tmp_path: Path
) -> None:
    numbers = []
    for laptop in two_laptops:
        for issue in (laptop.record(), laptop.record()):
            words = ("export", "service_receipt", "--id", issue, "--format", "docx")
            numbers.append(laptop.json(*words, "-o", str(tmp_path / "x.docx"))["number"])
    starts = [number.rpartition("-")[0] for number in numbers]
    assert [number.rpartition("-")[2] for number in numbers] == ["01", "02"] * 2
    assert starts[0] == starts[1] != starts[2] == starts[3]


def test_the_template_can_be_taken_changed_and_put_back(laptop: Laptop, tmp_path: Path) -> None:
    issue = laptop.record()
    own = laptop.home / "data" / "papers" / "item_list.docx"
    own.parent.mkdir()
    words = ("export", "item_list", "--id", issue, "-o")
    assert laptop.json(*words, str(own), "--format", "template")["number"] is None
    document = Document(str(own))
    document.add_paragraph("济阳区专用")
    document.save(str(own))
    path = tmp_path / "x.docx"
    assert laptop.json(*words, str(path), "--format", "docx")["own_template"] is True
    assert "济阳区专用" in texts_of(path)
    document.add_paragraph("{{ typo }}")
    document.save(str(own))
    said = laptop.call(*words, str(path), "--format", "docx")
    assert said.code != 0
    assert "typo" in said.err
    assert str(own) in said.err


@needs_font
def test_a_pdf_says_that_it_is_not_made_by_the_districts_template(
    laptop: Laptop, tmp_path: Path
) -> None:
    own = laptop.home / "data" / "papers" / "item_list.docx"
    own.parent.mkdir()
    words = ("export", "item_list", "--id", laptop.record(), "-o", str(tmp_path / "x.pdf"))
    assert "模板" not in laptop.ok(*words, "--format", "pdf").err
    Document().save(str(own))
    assert "您的模板只用于 Word" in laptop.ok(*words, "--format", "pdf").err


@needs_font
@pytest.mark.debian("pdftotext")
def test_a_hand_over_and_the_ledger_are_printed_as_pdf(laptop: Laptop, tmp_path: Path) -> None:
    laptop.record()
    path = tmp_path / "x.pdf"
    laptop.ok("export", "handover", "--format", "pdf", "-o", str(path))
    read = pdf_text(path)
    assert "交接班记录" in read
    assert "小吃街口" in read
    laptop.ok("patrol", "start", "--route", "南线")
    said = laptop.ok("export", "ledger", "--format", "pdf", "-o", str(path))
    assert "巡查台账" in pdf_text(path)
    assert said.out == f"{path}\n"


@needs_font
def test_a_character_that_no_font_has_is_told(laptop: Laptop, tmp_path: Path) -> None:
    given = ("--kind", "street_vending", "--place", "门口\U000f0001", "--note", "x")
    issue = laptop.json("issue", "record", *given)["number"]
    path = str(tmp_path / "x.pdf")
    said = laptop.ok("export", "site_record", "--id", issue, "--format", "pdf", "-o", path)
    assert "U+F0001" in said.err


def test_what_cannot_be_made_is_refused_in_words(laptop: Laptop, tmp_path: Path) -> None:
    path = str(tmp_path / "x.pdf")
    for words, told in (
        (("order_to_correct", "--format", "docx"), "--id"),
        (("order_to_correct", "--id", laptop.record()), "docx"),
        (("order_to_correct", "--id", laptop.record(), "--format", "xlsx"), "docx"),
        (("nothing", "--format", "docx"), "patrol_log"),
    ):
        said = laptop.call("export", *words, "-o", path)
        assert said.code == 2
        assert told in said.err
    wrong = ("minutes", "--id", laptop.record(), "--format", "docx", "-o", path)
    assert laptop.call("export", *wrong).code != 0
    assert not Path(path).exists()


def test_help_lists_every_paper(laptop: Laptop) -> None:
    said = laptop.ok("export", "--help").out
    assert all(f"  {name} " in said for name in PAPERS)


def test_minutes_of_what_was_not_held_are_written_without_a_number(
    laptop: Laptop, tmp_path: Path
) -> None:
    meeting = laptop.json("meeting", "add", "--set", "title=圆桌会")["id"]
    asked = ("export", "minutes", "--id", meeting, "--format", "docx", "-o", str(tmp_path / "x"))
    assert laptop.json(*asked)["number"] is None
    assert "没有召开" in laptop.ok(*asked).err
    assert len(laptop.json("meeting", "history", meeting)["items"]) == 1


def test_letters_are_a_list_or_one_paper(laptop: Laptop, tmp_path: Path) -> None:
    given = ("title=请派员清理", "addressee=消防救援", "note=请协助")
    number = laptop.json("letter", "add", *(word for one in given for word in ("--set", one)))
    path = tmp_path / "x.docx"
    laptop.ok("export", "letter", "--id", number["id"], "--format", "docx", "-o", str(path))
    assert texts_of(path)[3:6] == ["消防救援：", "　　事由：请派员清理", "　　请协助"]
    listed = tmp_path / "x.csv"
    assert laptop.json("export", "letter", "--format", "csv", "-o", str(listed))["rows"] == 1


def test_blanks_are_filled_by_hand_and_photos_come_along(laptop: Laptop, tmp_path: Path) -> None:
    photo, path = tmp_path / "lane.png", tmp_path / "x.docx"
    Image.new("RGB", (40, 30), "red").save(photo)
    issue = laptop.record("--photo", str(photo))
    words = ("export", "site_record", "--id", issue, "--format", "docx", "-o", str(path))
    laptop.ok(*words, "--set", "manager=王𬱖 经理")
    assert "王𬱖 经理" in texts_of(path)
    assert len(Document(str(path)).inline_shapes) == 1
    said = laptop.call(*words, "--set", "place=别处")
    assert said.code == 2
    assert "manager" in said.err


def test_rows_of_a_list_are_given_one_by_one(laptop: Laptop, tmp_path: Path) -> None:
    issue, path = laptop.record(), tmp_path / "x.docx"
    words = ("export", "item_list", "--id", issue, "--format", "docx", "-o", str(path))
    rows = ("--row", "goods=电子秤|TCS-30|台|1|完好", "--row", "goods=遮阳伞||把|2")
    laptop.ok(*words, *rows)
    texts = texts_of(path)
    at = texts.index("电子秤")
    assert texts[at - 1 : at + 13] == [
        *("1", "电子秤", "TCS-30", "台", "1", "完好", "/"),
        *("2", "遮阳伞", "/", "把", "2", "/", "/"),
    ]
    asked = ("export", "inquiry_record", "--id", issue, "--format", "docx", "-o", str(path))
    laptop.ok(*asked, "--row", "talk=几点摆的？|早上七点", "--row", "talk=卖什么？")
    texts = texts_of(path)
    assert texts[texts.index("几点摆的？") : texts.index("几点摆的？") + 4] == [
        *("几点摆的？", "早上七点", "卖什么？", "待填"),
    ]
    for wrong in ("talk=a", "goods", "goods=1|2|3|4|5|6|7"):
        assert laptop.call(*words, "--row", wrong).code == 2


def test_what_is_typed_into_a_paper_reaches_the_other_laptop(
    two_laptops: tuple[Laptop, Laptop], tmp_path: Path
) -> None:
    one, other = two_laptops
    issue, path = one.record(), tmp_path / "x.docx"
    words = ("export", "inquiry_record", "--id", issue, "--format", "docx", "-o", str(path))
    typed = ("--set", "place=街道二楼", "--set", "person_phone=13900002222")
    one.ok(*words, "--for", "handler", *typed, "--row", "talk=卖什么？|煎饼")
    for laptop in (one, other):
        laptop.ok("sync")
    fields = other.json("issue", "show", issue)["fields"]
    assert fields["blank/inquiry_record/place"] == "街道二楼"
    assert fields["blank/inquiry_record/talk"] == [["卖什么？", "煎饼"]]
    assert fields["person/inquiry_record/person_phone"] == {"sealed": True}
    assert "13900002222" not in other.ok("issue", "show", issue).out
    assert "煎饼" in other.ok("issue", "history", issue).out
    other.ok(*words, "--for", "handler")
    assert {"街道二楼", "煎饼"} <= set(texts_of(path))
    assert "13900002222" not in texts_of(path)
    other.ok(*words, "--for", "handler", "--reason", "复核")
    assert "13900002222" in texts_of(path)
