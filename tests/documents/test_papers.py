"""Papers and tables as Word and PDF: what is read back is what was written."""

from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from patrol_tui.documents.fonts import RARE, FontFile, find_fonts, font_folders
from patrol_tui.documents.formats import PAPER_FORMATS, TEMPLATE, formats_on_paper
from patrol_tui.documents.paper_pdf import write_paper_pdf
from patrol_tui.documents.paper_rows import sign_day, template_path
from patrol_tui.documents.paper_word import write_paper_word, write_template
from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.paper import Item
from patrol_tui.domain.table import Column, Table, never_cancelled
from tests.documents.paper_files import PAPER, RARE_NAME, needs_font, pdf_text, texts_of


def own_template(home: Path, *lines: str) -> Path:
    """Put a template of the district with some lines into its folder."""
    path = template_path(home, PAPER.id)
    path.parent.mkdir()
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def test_a_word_file_says_all_that_the_paper_says(tmp_path: Path) -> None:
    written = write_paper_word(PAPER, tmp_path / "x.docx", tmp_path)
    assert not written.is_replaced
    texts = texts_of(tmp_path / "x.docx")
    for said in (PAPER.title, PAPER.unit, PAPER.number, *PAPER.notes):
        assert said in texts
    assert f"当事人（签名）：待签\t {sign_day()}" in texts
    for item in PAPER.items:
        assert item.label in texts
        assert item.text in texts
    assert [text for text in texts if text in {"序号", "名称", "1", "秤", "2", "伞"}] == [
        "序号", "名称", "1", "秤", "2", "伞",
    ]  # fmt: skip
    assert not [text for text in texts if "{%" in text or "{{ row" in text]


def test_word_and_wps_are_told_the_chinese_font(tmp_path: Path) -> None:
    write_paper_word(PAPER, tmp_path / "x.docx", tmp_path)
    normal = Document(str(tmp_path / "x.docx")).styles["Normal"].element
    assert normal.rPr.rFonts.get(qn("w:eastAsia")) == "宋体"


def test_the_districts_own_template_is_used(tmp_path: Path) -> None:
    own_template(tmp_path, "济阳区专用 {{ party }} {{ goods[1].item }} {{ notes[0] }}")
    written = write_paper_word(PAPER, tmp_path / "x.docx", tmp_path)
    assert written.is_replaced
    assert texts_of(tmp_path / "x.docx") == [f"济阳区专用 {RARE_NAME} 伞 本文书不计算罚款。"]


def test_a_template_that_was_written_out_gives_the_same_paper(tmp_path: Path) -> None:
    write_paper_word(PAPER, tmp_path / "before.docx", tmp_path)
    template_path(tmp_path, PAPER.id).parent.mkdir()
    write_template(PAPER, template_path(tmp_path, PAPER.id))
    assert write_paper_word(PAPER, tmp_path / "after.docx", tmp_path).is_replaced
    assert texts_of(tmp_path / "after.docx") == texts_of(tmp_path / "before.docx")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("见 {{ nobody }}", "nobody"),
        ("见 {{ goods[0].nobody }}", "nobody"),
        ("见 {{ goods[9].item }}", "[9]"),
        ("见 {{ party", "没看懂"),
        ("见 {{ party party }}", "没看懂"),
        ("{{ party.__class__.__mro__ }}", "__class__"),
        ("{% for x in %}", "没看懂"),
        ("{%p fro x in goods %}", "没看懂"),
    ],
)
def test_a_broken_template_is_named_with_its_line_and_nothing_is_written(
    text: str, named: str, tmp_path: Path
) -> None:
    path = own_template(tmp_path, "{{ party }}", text)
    target = tmp_path / "x.docx"
    target.write_text("earlier")
    with pytest.raises(Refused) as refused:
        write_paper_word(PAPER, target, tmp_path)
    assert refused.value.params["path"] == path
    told = str(refused.value.params["error"])
    assert named in told
    assert told.endswith(f"：{text}")
    assert target.read_text() == "earlier"


def test_a_loop_that_does_not_end_is_told_though_no_line_of_it_is_wrong(tmp_path: Path) -> None:
    own_template(tmp_path, "{% for row in goods %}", "{{ row.item }}", "{% if 1 %}", "{% endif %}")
    with pytest.raises(Refused) as refused:
        write_paper_word(PAPER, tmp_path / "x.docx", tmp_path)
    assert "endfor" in str(refused.value.params["error"])


@pytest.mark.parametrize("content", [b"no zip at all", b"", b"PK\x03\x04broken"])
def test_a_template_that_is_no_word_file_is_named(content: bytes, tmp_path: Path) -> None:
    path = template_path(tmp_path, PAPER.id)
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        write_paper_word(PAPER, tmp_path / "x.docx", tmp_path)
    assert refused.value.params["path"] == path


def test_a_folder_in_place_of_a_template_is_named(tmp_path: Path) -> None:
    template_path(tmp_path, PAPER.id).mkdir(parents=True)
    with pytest.raises(Refused) as refused:
        write_paper_word(PAPER, tmp_path / "x.docx", tmp_path)
    assert refused.value.params["path"] == template_path(tmp_path, PAPER.id)


@needs_font
@pytest.mark.debian("pdftotext")
def test_a_pdf_says_all_that_the_paper_says(tmp_path: Path) -> None:
    written = write_paper_pdf(PAPER, tmp_path / "x.pdf", tmp_path)
    read = pdf_text(tmp_path / "x.pdf")
    for item in (*PAPER.items, *PAPER.signatures):
        assert "".join(item.label.split()) in read
        if item.id != "party" or not written.lacking:
            assert "".join(item.text.split("\n")[0].split()) in read
    for said in (PAPER.title, PAPER.unit, PAPER.number, "秤", "伞", *PAPER.notes):
        assert said in read
    assert "第1页，共1页" in read


@needs_font
@pytest.mark.debian("pdftotext")
def test_a_character_that_no_font_has_stays_readable_as_its_code(tmp_path: Path) -> None:
    party = Item("party", "当事人", "王\U000f0001", is_wide=True)
    written = write_paper_pdf(replace(PAPER, items=(party,)), tmp_path / "x.pdf", tmp_path)
    assert written.lacking == ("\U000f0001",)
    assert "王〔U+F0001〕" in pdf_text(tmp_path / "x.pdf")


@needs_font
@pytest.mark.debian("pdftotext")
def test_a_text_longer_than_a_page_goes_on_on_the_next(tmp_path: Path) -> None:
    lines = [f"第{number}行所见情况" for number in range(150)]
    item = Item("act", "违法行为", "\n".join(lines), is_wide=True)
    write_paper_pdf(replace(PAPER, items=(item,)), tmp_path / "x.pdf", tmp_path)
    read = pdf_text(tmp_path / "x.pdf")
    assert all(line in read for line in lines)
    assert "第4页，共4页" in read


@needs_font
@pytest.mark.debian("pdftotext")
def test_no_word_of_a_label_is_torn(tmp_path: Path) -> None:
    items = tuple(Item(f"i{number}", "Representativeness", "/") for number in range(2))
    write_paper_pdf(replace(PAPER, items=items), tmp_path / "x.pdf", tmp_path)
    assert pdf_text(tmp_path / "x.pdf").count("Representativeness") == 2


@needs_font
@pytest.mark.debian("pdftotext")
def test_a_list_over_several_pages_has_its_heading_on_each(tmp_path: Path) -> None:
    rows = tuple((str(number), f"第{number}件") for number in range(80))
    grid = replace(PAPER.grids[0], rows=rows)
    write_paper_pdf(replace(PAPER, items=(), grids=(grid,)), tmp_path / "x.pdf", tmp_path)
    read = pdf_text(tmp_path / "x.pdf")
    assert read.count("序号") == read.count("页，共") == 3
    assert all(f"第{number}件" in read for number in range(80))


def test_without_a_font_the_message_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        find_fonts(tmp_path / "fonts", (tmp_path,))
    assert refused.value.params["folder"] == tmp_path / "fonts"
    assert "fonts-noto-cjk" in str(refused.value)


def test_the_districts_fonts_come_first_and_those_of_rare_characters_last(tmp_path: Path) -> None:
    own, system = tmp_path / "own", tmp_path / "system" / "deep"
    for path in (own / "ours.ttf", system / "SimSun.ttc", system / RARE[0][0], system / "x.txt"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    found = find_fonts(own, (tmp_path / "system",))
    assert found == (
        FontFile(own / "ours.ttf"),
        FontFile(system / "SimSun.ttc"),
        FontFile(system / RARE[0][0]),
    )


def test_fonts_are_looked_for_where_each_system_keeps_them(tmp_path: Path) -> None:
    windows = {"WINDIR": "C:/Windows", "LOCALAPPDATA": "C:/Local"}
    assert Path("C:/Windows/Fonts") in font_folders(windows, tmp_path)
    assert Path("/usr/share/fonts") in font_folders({}, tmp_path)
    assert tmp_path / ".fonts" in font_folders({}, tmp_path)


@needs_font
def test_a_file_that_is_no_font_is_named(tmp_path: Path) -> None:
    bad = tmp_path / "fonts" / "bad.ttf"
    bad.parent.mkdir()
    bad.write_bytes(b"no font")
    with pytest.raises(Refused) as refused:
        write_paper_pdf(PAPER, tmp_path / "x.pdf", tmp_path)
    assert refused.value.params["path"] == bad


def test_every_format_of_papers_writes_a_file(tmp_path: Path) -> None:
    for form in (*PAPER_FORMATS, TEMPLATE):
        if form.id != "pdf":
            form.write(PAPER, tmp_path / form.id, tmp_path)
            assert (tmp_path / form.id).stat().st_size


def table(rows: int) -> Table:
    """Return a ledger with so many lines."""
    columns = (
        Column("date", "日期", "date"),
        Column("arrived", "到达", "time"),
        Column("item", "检查项", wrap=True),
        Column("photos", "照片数", "integer"),
        Column("id", "id"),
    )
    lines = [
        (
            1_772_415_000_000_000,
            1_772_415_000_000_000,
            f"=第{number}项 看看通道是否畅通" * 3,
            None,
            "x",
        )
        for number in range(rows)
    ]
    return Table("巡查台账", columns, lines, "Asia/Shanghai", "滨湖站", ("注：月报",), on_paper=4)


def test_the_ledger_as_word_has_its_heading_and_every_line(tmp_path: Path) -> None:
    word, _pdf = formats_on_paper(tmp_path)
    assert word.write(table(3), tmp_path / "x.docx", never_cancelled).rows == 3
    document = Document(str(tmp_path / "x.docx"))
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert section.page_width > section.page_height
    (grid,) = document.tables
    head, first, *_rest = [[cell.text for cell in row.cells] for row in grid.rows]
    assert head == ["日期", "到达", "检查项", "照片数"]
    assert first == ["2026-03-02", "09:30", "=第0项 看看通道是否畅通" * 3, ""]
    assert [one.text for one in document.paragraphs if one.text] == [
        "巡查台账",
        "滨湖站",
        "注：月报",
    ]


@needs_font
@pytest.mark.debian("pdftotext")
def test_the_ledger_as_pdf_repeats_its_heading_on_every_page(tmp_path: Path) -> None:
    _word, pdf = formats_on_paper(tmp_path)
    assert pdf.write(table(60), tmp_path / "x.pdf", never_cancelled).rows == 60
    read = pdf_text(tmp_path / "x.pdf")
    assert read.count("检查项") == read.count("页，共") > 1
    assert all(f"=第{number}项" in read for number in range(60))
    assert "2026-03-02" in read
    assert "注：月报" in read


@needs_font
@pytest.mark.debian("pdftotext")
def test_many_columns_and_a_line_higher_than_a_page_still_fit(tmp_path: Path) -> None:
    _word, pdf = formats_on_paper(tmp_path)
    columns = tuple(Column(f"c{number}", f"列{number}") for number in range(40))
    rows = [["很长的一段话" * 40, *["abc-123"] * 39]]
    pdf.write(Table("宽表", columns, rows, "Asia/Shanghai"), tmp_path / "x.pdf", never_cancelled)
    assert "39第1页" in pdf_text(tmp_path / "x.pdf")


def test_a_long_table_is_cut_so_that_word_processors_lay_it_out_in_time(tmp_path: Path) -> None:
    columns = (Column("no", "序号", "integer"),)
    table = Table("台账", columns, iter([(number,) for number in range(130)]), "Asia/Shanghai")
    (word,) = (one for one in formats_on_paper(tmp_path) if one.id == "docx")
    assert word.write(table, tmp_path / "x.docx", never_cancelled).rows == 130
    tables = Document(str(tmp_path / "x.docx")).tables
    told = [[row.cells[0].text for row in one.rows] for one in tables]
    assert [len(rows) for rows in told] == [61, 61, 11]
    assert {rows[0] for rows in told} == {"序号"}
    assert [text for rows in told for text in rows[1:]] == [str(one) for one in range(130)]
