"""Files are written whole or not at all, and what stands in their place is kept."""

from __future__ import annotations

import os
import socket
import stat
import threading
import time
from pathlib import Path

import pytest

from engine import atomic_files
from engine.atomic_files import AppendedFile, check_writable, write_atomically
from engine.errors import StorageError


@pytest.fixture
def mask():
    """Set the mask of new files to 027 for the test."""
    before = os.umask(0o027)
    yield
    os.umask(before)


def mode(path):
    """Return the permissions of a file."""
    return stat.S_IMODE(path.stat().st_mode)


def names(folder):
    """Return the names of all that lies in a folder."""
    return sorted(each.name for each in folder.iterdir())


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path, mask):
    write_atomically(tmp_path / "a", b"new", checked=True)
    assert mode(tmp_path / "a") == 0o640


@pytest.mark.parametrize("permissions", [0o600, 0o640, 0o666, 0o755])
def test_permissions_of_a_file_are_kept(tmp_path, mask, permissions):
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(permissions)
    check_writable(path)
    write_atomically(path, b"new")
    assert (path.read_bytes(), mode(path), names(tmp_path)) == (b"new", permissions, ["a"])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives away")
def test_the_owner_of_a_file_is_kept(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"old")
    os.chown(path, 12_345, 23_456)
    write_atomically(path, b"new")
    assert (path.stat().st_uid, path.stat().st_gid) == (12_345, 23_456)


def test_rights_of_a_group_that_cannot_be_kept_are_given_to_no_other(tmp_path, monkeypatch):
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o664)
    real = os.fstat

    def another_group(file):
        found = list(real(file))
        found[5] += 1
        return os.stat_result(found)

    def refuse(*arguments):
        raise PermissionError(1, "not permitted")

    monkeypatch.setattr(atomic_files.os, "fstat", another_group)
    monkeypatch.setattr(atomic_files.os, "fchown", refuse)
    write_atomically(path, b"new")
    assert mode(path) == 0o604


def test_a_file_of_another_user_and_a_read_only_one_are_refused(tmp_path, monkeypatch):
    path = tmp_path / "a"
    path.write_bytes(b"old")
    monkeypatch.setattr(atomic_files.os, "geteuid", lambda: path.stat().st_uid + 1)
    for write in (check_writable, lambda place: write_atomically(place, b"new")):
        with pytest.raises(StorageError, match="got one of another user at"):
            write(path)
    monkeypatch.setattr(atomic_files.os, "access", lambda *arguments: False)
    with pytest.raises(StorageError, match="got one that is read-only"):
        check_writable(path)
    assert (path.read_bytes(), names(tmp_path)) == (b"old", ["a"])


@pytest.mark.parametrize("length", [1, 2])
def test_a_file_is_written_through_links(tmp_path, length):
    (tmp_path / "far").mkdir()
    real = tmp_path / "far" / "real"
    for there in (False, True):
        link = tmp_path / "link"
        link.unlink(missing_ok=True)
        target = Path("far") / "real"
        for number in range(length - 1):
            between = tmp_path / f"between{number}"
            between.unlink(missing_ok=True)
            between.symlink_to(target)
            target = Path(between.name)
        link.symlink_to(target)
        check_writable(link)
        write_atomically(link, b"%d" % there)
        assert (link.is_symlink(), real.read_bytes()) == (True, b"%d" % there)
        assert names(real.parent) == ["real"]


def test_links_to_nowhere_are_refused(tmp_path):
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "lost").symlink_to(tmp_path / "none" / "a")
    for name in ("loop", "lost"):
        for write in (check_writable, lambda place: write_atomically(place, b"new")):
            with pytest.raises(StorageError, match="choose another"):
                write(tmp_path / name)
    assert names(tmp_path) == ["loop", "lost"]


def make_pipe(path):
    """Make a pipe."""
    os.mkfifo(path)
    return path


def make_socket(path):
    """Make a socket that nobody listens to."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
    return path


def make_device(path):
    """Make a device of the test's own: no test may replace one of the machine."""
    try:
        os.mknod(path, 0o600 | stat.S_IFCHR, os.makedev(1, 3))
    except OSError:
        pytest.skip("devices are made by root only")
    return path


@pytest.mark.parametrize("make", [make_pipe, make_socket, make_device])
@pytest.mark.parametrize("behind_a_link", [False, True])
def test_what_is_no_regular_file_is_refused_and_stays(tmp_path, monkeypatch, make, behind_a_link):
    monkeypatch.chdir(tmp_path)  # the name of a socket is short
    there = make(Path("there"))
    path = Path("link") if behind_a_link else there
    if behind_a_link:
        path.symlink_to(there)
    before = there.stat()
    found = make.__name__.removeprefix("make_")
    for write in (check_writable, lambda place: write_atomically(place, b"new")):
        with pytest.raises(StorageError, match=f"may be replaced, got a {found} at {path}"):
            write(path)
    assert there.stat() == before


def test_standard_output_that_is_a_pipe_is_refused():
    reader, writer = os.pipe()
    with pytest.raises(StorageError, match="got a pipe"):
        check_writable(Path(f"/proc/self/fd/{writer}"))
    os.close(reader)
    os.close(writer)


def test_a_name_as_long_as_allowed_can_be_written(tmp_path):
    write_atomically(tmp_path / ("a" * 255), b"new")
    assert names(tmp_path) == ["a" * 255]


def test_two_threads_may_write_the_same_file(tmp_path):
    contents = [bytes([number]) * 10_000 for number in range(4)]
    threads = [
        threading.Thread(target=write_atomically, args=(tmp_path / "a", content))
        for content in contents
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (tmp_path / "a").read_bytes() in contents
    assert names(tmp_path) == ["a"]


def test_what_cannot_be_written_leaves_the_old_file_and_no_traces(tmp_path, monkeypatch):
    path = tmp_path / "a"
    write_atomically(path, b"old", checked=True)

    def fail(*arguments):
        raise OSError(28, "no space left")

    monkeypatch.setattr(atomic_files.os, "replace", fail)
    with pytest.raises(StorageError, match="no space left"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


def test_only_old_pieces_of_the_same_file_are_swept_away(tmp_path):
    old, fresh, other = (tmp_path / f".{name}.part" for name in ("a.1", "a.2", "b.1"))
    for piece in (old, fresh, other):
        piece.touch()
    long_ago = time.time() - atomic_files.LEFT_S - 60
    for piece in (old, other):
        os.utime(piece, (long_ago, long_ago))
    write_atomically(tmp_path / "a", b"new")
    assert sorted(each.name for each in tmp_path.iterdir()) == [".a.2.part", ".b.1.part", "a"]


def test_a_folder_and_a_place_in_no_folder_are_refused_before_any_work(tmp_path):
    check_writable(tmp_path / "a")
    for path in (tmp_path, tmp_path / "none" / "a"):
        with pytest.raises(StorageError, match="a file in an existing folder"):
            check_writable(path)
    assert list(tmp_path.iterdir()) == []


def test_an_appended_file_keeps_what_is_there_and_is_cut_where_it_is_told(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"one two")
    file = AppendedFile(path)
    assert path.read_bytes() == b"one two"
    file.cut(4)
    file.append(b"three")
    assert path.read_bytes() == b"one three", "on the disk before it is closed"
    file.close()


def test_an_appended_file_is_held_by_one_at_a_time(tmp_path):
    pytest.importorskip("fcntl", reason="no locks of files")
    first = AppendedFile(tmp_path / "a")
    with pytest.raises(StorageError, match="another process"):
        AppendedFile(tmp_path / "a")
    first.close()
    AppendedFile(tmp_path / "a").close()


def test_an_appended_file_in_no_folder_and_a_folder_are_refused(tmp_path):
    for path in (tmp_path, tmp_path / "none" / "a"):
        with pytest.raises(StorageError):
            AppendedFile(path)
