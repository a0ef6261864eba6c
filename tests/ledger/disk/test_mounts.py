from pathlib import Path, PurePosixPath

import pytest

from patrol_tui.domain.language.errors import Refused
from patrol_tui.ledger.disk.mounts import network_kind, refuse_network_folder

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/wang ext4 rw 0 0
//nas/share /mnt/my\\040share cifs rw 0 0
C:\\134 /mnt/c 9p rw,aname=drvfs 0 0
laptop: /mnt/far fuse.sshfs rw 0 0
tmpfs /mnt/far/near tmpfs rw 0 0
malformed
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/lib", None),
        ("/home/li/.local", "nfs4"),
        ("/home/wang/.local", None),
        ("/mnt/my share/patrol", "cifs"),
        ("/mnt/c/Users", "9p"),
        ("/mnt/far", "fuse.sshfs"),
        ("/mnt/far/near/x", None),
        ("/homework", None),
    ],
)
def test_the_nearest_mount_decides(folder: str, kind: str | None) -> None:
    assert network_kind(PurePosixPath(folder), MOUNTS) == kind


def test_a_later_mount_hides_the_earlier_one_on_the_same_point() -> None:
    hidden = "a /x nfs rw 0 0\nb /x ext4 rw 0 0\n"
    assert network_kind(PurePosixPath("/x/y"), hidden) is None


def test_the_root_of_a_sandbox_may_be_9p() -> None:
    assert network_kind(PurePosixPath("/x"), "none / 9p rw 0 0\n") is None


def test_a_refusal_names_folder_and_file_system(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cifs") as refused:
        refuse_network_folder(tmp_path, f"//nas/x {tmp_path.resolve()} cifs rw 0 0\n")
    assert str(tmp_path) in str(refused.value)


def test_the_folder_of_the_tests_is_local(tmp_path: Path) -> None:
    refuse_network_folder(tmp_path)
