"""Files for the other side, as somebody types the commands: none of them tells who complained."""

import json
import re
import zipfile
from pathlib import Path

import pytest

from patrol_tui.devices.sample_photo import sample_photo
from patrol_tui.services.exports.known import EXPORTS
from patrol_tui.services.papers.kinds import KINDS
from tests.cli.expert import Expert
from tests.cli.laptop import Laptop
from tests.documents.paper_files import needs_font, pdf_text, texts_of

SAID = "李先生（李建国）住3号楼2单元501室，电话 139 0000 2222"
SECRET = re.compile(r"李先生|李建国|建国|139[\s-]*0000[\s-]*2222|单元\s*501|501室")


def sets(**values: str) -> list[str]:
    """Return values as words of a command."""
    return [word for name, value in values.items() for word in ("--set", f"{name}={value}")]


@pytest.fixture
def things(laptop: Laptop, tmp_path: Path) -> dict[str, str]:
    """Return the numbers of a request and of what became of it; every text names who asked."""
    private = {"requester": "李建国", "phone": "13900002222", "address": "3号楼2单元501室"}
    asked = sets(title=SAID, channel="visit", accused="小店", **private)
    request = laptop.json("request", "add", *asked)["number"]
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(sample_photo(1, size=(80, 60)))
    given = ("--kind", "street_vending", "--place", f"南门 {SAID}", "--note", SAID)
    issue = laptop.json(
        "issue", "record", *given, "--photo", str(photo), *sets(origin=request, party="小店")
    )["number"]
    laptop.ok("issue", "photo", issue, str(photo), "--caption", SAID)
    laptop.ok("issue", "move", issue, "responded", "--reason", SAID)
    made = {"request": request, "issue": issue}
    promise = sets(title=SAID, party="小店", about=issue, consent=SAID)
    made["commitment"] = laptop.json("commitment", "add", *promise)["number"]
    meeting = sets(title=SAID, agenda=issue, facts=SAID)
    made["meeting"] = laptop.json("meeting", "add", *meeting)["number"]
    laptop.ok("meeting", "sign-in", made["meeting"], "李建国", "业主")
    letter = sets(title=SAID, addressee="消防救援", note=SAID, about=request)
    made["letter"] = laptop.json("letter", "add", *letter)["number"]
    over = sets(title="交班", open=f"{issue} {request}", note=SAID)
    made["handover"] = laptop.json("handover", "add", *over)["number"]
    return made


def test_no_list_and_no_paper_for_the_other_side_tells_who_complained(
    laptop: Laptop, things: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    for what in EXPORTS:
        laptop.ok("export", what, "--format", "json", "--for", "accused", "-o", str(out))
        assert not SECRET.search(out.read_text(encoding="utf-8")), what
    for kind in (one for one in KINDS if one.of[0] in things):
        words = ("export", kind.id, "--id", things[kind.of[0]], "--format", "docx")
        laptop.ok(*words, "--for", "accused", "-o", str(out))
        assert not SECRET.search("\n".join(texts_of(out))), kind.id
    laptop.ok(
        "export",
        "minutes",
        "--id",
        things["meeting"],
        "--format",
        "docx",
        "--for",
        "handler",
        "-o",
        str(out),
    )
    assert SECRET.search("\n".join(texts_of(out)))
    refused = laptop.call("export", "issues", "--format", "json", "--for", "nobody", "-o", str(out))
    assert (refused.code, "handler" in refused.err) == (2, True)


def test_evidence_for_the_other_side_still_holds_at_an_expert(
    laptop: Laptop, things: dict[str, str], tmp_path: Path
) -> None:
    out = str(tmp_path / "evidence.zip")
    words = ("export", "evidence", "--id", things["issue"], "-o", out)
    whole = laptop.json(*words, "--for", "handler")
    assert whole["stripped"] == 0
    for reader, photos in (("anyone", 1), ("accused", 0)):
        said = laptop.json(*words, "--for", reader)
        assert (said["stripped"], said["photos"]) == (3, photos)
        found = Expert(out, said["root_key"]).check()
        assert [one for one in found if not one.startswith("unsealed")] == []
        with zipfile.ZipFile(out) as archive:
            body = archive.read("evidence.json").decode()
            names = archive.namelist()
        assert not SECRET.search(body)
        entries = json.loads(body)["entries"]
        stripped = [one["hash"] for one in entries if one["stripped"]]
        assert len(stripped) == 3
        assert not [one for one in stripped if f"entries/{one}.payload" in names]
    refused = laptop.call(*words[:3], things["request"], "--for", "accused", "-o", out)
    assert (refused.code, "commitment" in refused.err) == (1, True)


@needs_font
@pytest.mark.debian("pdftotext")
def test_a_case_file_for_the_other_side_names_nobody(
    laptop: Laptop, things: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "case.pdf"
    words = ("export", "case_file", "--id", things["issue"], "-o", str(out))
    laptop.ok(*words, "--for", "accused")
    assert not SECRET.search(pdf_text(out))
