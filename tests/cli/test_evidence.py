"""Evidence is checked by an expert who has nothing of this program."""

import csv
import hashlib
import io
import json
import shutil
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from nacl.signing import SigningKey

from patrol_tui.devices.sample_photo import sample_photo
from tests.cli.expert import Expert, pem, read, sha
from tests.cli.laptop import Laptop

Two = tuple[Laptop, Laptop]
Case = tuple[str, Path, str]


def case(laptops: Two) -> Case:
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
    return number, path, said["root_key"]


@pytest.fixture(scope="module")
def kept() -> dict[str, Case]:
    """Return where the case is kept for all tests here."""
    return {}


@pytest.fixture
def made(request: pytest.FixtureRequest, kept: dict[str, Case]) -> Case:
    """Return number, zip and root key of a case that was exported once."""
    if not kept:
        kept["case"] = case(request.getfixturevalue("two_laptops"))
    return kept["case"]


def with_sums(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return files with their sums computed anew, as a forger would."""
    rest = {name: content for name, content in files.items() if name != "SHA256SUMS"}
    sums = "".join(f"{sha(content)}  {name}\n" for name, content in rest.items())
    return rest | {"SHA256SUMS": sums.encode()}


def test_an_expert_finds_that_everything_holds(made: Case) -> None:
    number, path, root = made
    script = Path(__file__).with_name("expert.py")
    assert "import patrol" not in script.read_text(encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(path), root], capture_output=True, text=True, check=True
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


def test_any_flipped_byte_is_found(made: Case) -> None:
    _, path, root = made
    files = read(str(path))
    for number, (name, content) in enumerate(sorted(files.items())):
        altered = bytearray(content)
        # The middle of a log's first row is a hash; the ends of its rows are not proven.
        at = content.index(b"\n") + 9 if name.endswith(".csv") else number * 7919 % len(altered)
        altered[at] ^= 1 << number % 8
        forged = files | {name: bytes(altered)}
        is_proven = not name.startswith(("README", "SHA256SUMS", "evidence"))
        assert Expert(with_sums(forged) if is_proven else forged, root).check(), name


def test_who_alters_an_entry_and_all_its_sums_still_lacks_the_seal(made: Case) -> None:
    _, path, root = made
    files = read(str(path))
    files[next(name for name in files if name.endswith(".sig"))] = bytes(64)
    problems = Expert(with_sums(files), root).check()
    assert any(problem.startswith("seal ") for problem in problems)


@pytest.mark.parametrize("told", ["复查时仍占着", "李某", "issue.noted", "2026-03-02T09:30"])
def test_words_changed_beside_the_proofs_are_found(made: Case, told: str) -> None:
    _, path, root = made
    files = read(str(path))
    text = files["evidence.json"].decode()
    assert told in text
    other = {"issue.noted": "issue.moved", "2026-03-02T09:30": "2026-03-02T09:31"}
    text = text.replace(told, other.get(told, "都是编的"))
    forged = with_sums(files | {"evidence.json": text.encode()})
    problems = Expert(forged, root).check()
    assert problems
    assert not any(problem.startswith("sum ") for problem in problems)


def test_words_without_their_bytes_are_called_unproven(made: Case) -> None:
    _, path, root = made
    files = read(str(path))
    body = json.loads(files["evidence.json"])
    note = body["entries"][-1]
    note |= {"says": {"record": {"notes": ["都是编的"]}}, "stripped": True}
    del files[f"entries/{note['hash']}.payload"]
    expert = Expert(with_sums(files | {"evidence.json": json.dumps(body).encode()}), root)
    assert (expert.check(), expert.unproven) == ([], [note["hash"]])


def test_an_entry_sealed_by_a_key_of_the_forger_is_found(made: Case) -> None:
    _, path, root = made
    files = read(str(path))
    device = forge(files)
    problems = Expert(with_sums(files), root).check()
    assert any(problem.startswith("whose ") for problem in problems)
    assert any(problem.startswith("says ") for problem in problems)
    assert not any(problem.startswith(("row", "hash", "content", "seal ")) for problem in problems)
    assert device


def test_a_root_key_that_the_bureau_did_not_tell_is_found(made: Case) -> None:
    _, path, _ = made
    problems = Expert(str(path), "00" * 32).check()
    assert "root_key" in problems
    assert any(problem.startswith("whose ") for problem in problems)


def forge(files: dict[str, bytes]) -> str:
    """Put an invented note in place of the last, sealed by a new key; return whose it seems."""
    body = json.loads(files["evidence.json"])
    note, key = body["entries"][-1], SigningKey.generate()
    old, public = note["hash"], bytes(key.verify_key).hex()
    said = {"record": {"notes": ["都是编的"]}}
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    content = bytes(16) + b"\x02" + packer.compress(json.dumps(said).encode()) + packer.flush()
    hashed = files.pop(f"entries/{old}.bin")[:-32] + hashlib.sha256(content).digest()
    new = sha(hashed)
    del files[f"entries/{old}.payload"]
    files |= {f"entries/{new}.bin": hashed, f"entries/{new}.payload": content}
    message = b"patrol.seal.1\0" + bytes.fromhex(new)
    signature = key.sign(message).signature
    files |= {f"seals/{new}.msg": message, f"seals/{new}.sig": signature}
    files[f"keys/{public}.pem"] = pem(public)
    note |= {"hash": new, "payload_sha256": sha(content), "says": said}
    for seal in body["seals"]:
        if seal["entry"] == old:
            seal |= {"entry": new, "sealed_at": new, "links": [], "key": public}
    for entry in body["certificates"]:
        if entry["kind"] == "device.joined" and entry["device"] == note["device"]:
            entry["says"]["set"]["sign_key"] = public
    for stretch in body["log"]:
        relog(files, stretch, (old, new), signature)
    files["evidence.json"] = json.dumps(body).encode()
    return str(note["device"])


def relog(
    files: dict[str, bytes], stretch: dict[str, object], changed: tuple[str, str], seal: bytes
) -> None:
    """Compute a log anew with another entry, and drop its witness."""
    name = f"log/{stretch['station']}-{stretch['from_n']}-{stretch['to_n']}.csv"
    rows = list(csv.DictReader(io.StringIO(files[name].decode())))
    h = bytes.fromhex(str(stretch["h_before"]))
    for row in rows:
        if row["hash"] == changed[0]:
            row |= {"hash": changed[1], "seal": seal.hex()}
        h = hashlib.sha256(h + bytes.fromhex(row["hash"] + row["seal"])).digest()
        row["h"] = h.hex()
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    files[name] = out.getvalue().encode()
    stretch["witness"] = None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_printed_command_decodes_what_an_entry_says(
    made: Case, tmp_path: Path, lang: str
) -> None:
    _, path, _ = made
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path)
    text = (tmp_path / f"README_{lang}.txt").read_text(encoding="utf-8")
    assert all(sha(one.read_bytes()) in text for one in (tmp_path / "dictionaries").iterdir())
    (line,) = (one for one in text.splitlines() if "python3 -c" in one)
    entry = json.loads((tmp_path / "evidence.json").read_bytes())["entries"][-1]
    command = [sys.executable, "-c", line.split('"')[1], f"entries/{entry['hash']}.payload"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    assert json.loads(done.stdout) == entry["says"]


@pytest.mark.debian("openssl")
def test_the_commands_of_the_text_work_as_printed(made: Case, tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    assert openssl
    _, path, _ = made
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
    root = one.json("export", "evidence", "--id", number, "-o", str(path))["root_key"]
    assert root in said.err
    assert Expert(str(path), root).check() == []
    assert one.call("export", "evidence", "-o", str(path)).code == 2
    assert one.call("export", "evidence", "--id", number, "--format", "pdf", "-o", "x").code == 2
    assert one.call("export", "issues", "-o", str(path)).code == 2
    assert one.call("export", "evidence", "--id", "nothing", "-o", str(path)).code == 1
