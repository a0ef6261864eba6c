"""Evidence is checked by an expert who has nothing of this program."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from patrol_tui.devices.sample_photo import sample_photo
from tests.cli.expert import Expert
from tests.cli.laptop import Laptop

Two = tuple[Laptop, Laptop]


def case(laptops: Two) -> tuple[str, Path]:
    """Let two laptops work on one issue, and export its evidence from the first."""
    one, other = laptops
    photo = one.home.parent / "photo.jpg"
    photo.write_bytes(sample_photo(3, size=(160, 120)))
    number = one.record("--photo", str(photo))
    one.ok("sync")
    other.ok("sync")
    other.ok("issue", "note", number, "复查时仍占着")
    other.ok("sync")
    one.ok("sync")
    one.record()
    one.ok("sync")
    other.ok("sync")
    path = one.home.parent / "evidence.zip"
    said = one.json("export", "evidence", "--id", number, "-o", str(path))
    assert (said["entries"], said["photos"], said["unplaced"], said["unsealed"]) == (2, 1, 0, 0)
    return number, path


def test_an_expert_finds_that_everything_holds(two_laptops: Two) -> None:
    number, path = case(two_laptops)
    script = Path(__file__).with_name("expert.py")
    assert "import patrol" not in script.read_text(encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""
    with zipfile.ZipFile(path) as archive:
        body = json.loads(archive.read("evidence.json"))
        names = archive.namelist()
    assert body["thing"]["number"] == number
    assert [entry["kind"] for entry in body["entries"]] == ["issue.created", "issue.noted"]
    assert [entry["author_name"] for entry in body["entries"]] == ["王某", "李某"]
    assert {entry["kind"] for entry in body["certificates"]} >= {
        "device.created",
        "device.joined",
        "officer.created",
    }
    assert {"README_zh.txt", "README_en.txt", "SHA256SUMS"} <= set(names)
    assert any(stretch["witness"] for stretch in body["log"])
    assert len({seal["key"] for seal in body["seals"]}) >= 2


def test_any_flipped_byte_is_found(two_laptops: Two) -> None:
    _, path = case(two_laptops)
    flipped = path.with_name("flipped.zip")
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for number, (name, content) in enumerate(sorted(files.items())):
        altered = bytearray(content)
        altered[number * 7919 % len(altered)] ^= 1 << number % 8
        with zipfile.ZipFile(flipped, "w") as archive:
            for other, whole in files.items():
                archive.writestr(other, bytes(altered) if other == name else whole)
        assert Expert(str(flipped)).check(), name


def test_who_alters_an_entry_and_all_its_sums_still_lacks_the_seal(two_laptops: Two) -> None:
    _, path = case(two_laptops)
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = next(name for name in files if name.endswith(".sig"))
    files[name] = bytes(64)
    forged = path.with_name("forged.zip")
    with zipfile.ZipFile(forged, "w") as archive:
        for other, content in files.items():
            archive.writestr(other, content)
    assert any(problem.startswith("seal ") for problem in Expert(str(forged)).check())


@pytest.mark.debian("openssl")
def test_the_commands_of_the_text_work_as_printed(two_laptops: Two, tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    assert openssl
    _, path = case(two_laptops)
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "case")
        body = json.loads(archive.read("evidence.json"))
    sums = ["sha256sum", "-c", "SHA256SUMS"]
    subprocess.run(sums, cwd=tmp_path / "case", check=True, capture_output=True)
    for seal in body["seals"]:
        stem = f"seals/{seal['sealed_at']}"
        command = [openssl, "pkeyutl", "-verify", "-pubin", "-inkey", f"keys/{seal['key']}.pem"]
        command += ["-rawin", "-in", f"{stem}.msg", "-sigfile", f"{stem}.sig"]
        subprocess.run(command, cwd=tmp_path / "case", check=True, capture_output=True)


def test_what_is_not_in_the_shared_ledger_yet_is_said(two_laptops: Two) -> None:
    one, _ = two_laptops
    number = one.record()
    path = one.home.parent / "early.zip"
    said = one.ok("export", "evidence", "--id", number, "-o", str(path))
    assert "还没有入库" in said.err
    assert Expert(str(path)).check() == []
    assert one.call("export", "evidence", "-o", str(path)).code == 2
    assert one.call("export", "evidence", "--id", number, "--format", "pdf", "-o", "x").code == 2
    assert one.call("export", "issues", "-o", str(path)).code == 2
    assert one.call("export", "evidence", "--id", "nothing", "-o", str(path)).code == 1
