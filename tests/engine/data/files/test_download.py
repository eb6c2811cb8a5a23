"""Downloads from a server on this machine: whole, resumed, cancelled, refused."""

from __future__ import annotations

import gzip
import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from engine.data.files import download
from engine.data.files.download import download_mnist, has_content
from engine.data.files.mnist import MnistFile
from engine.errors import DataError, StorageError

CONTENT = np.random.default_rng(1).integers(0, 256, 300_000, np.uint8).tobytes()
FILE = MnistFile("numbers", hashlib.sha256(CONTENT).hexdigest(), len(CONTENT))
ZIPPED = gzip.compress(CONTENT)


class Server(ThreadingHTTPServer):
    """Serve one file; `requests` keeps the Range header of each request."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answer)
        self.content = ZIPPED
        self.requests = []
        self.ranges = True
        self.cut_after = None
        self.status = 200

    @property
    def address(self):
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}/"


class Answer(BaseHTTPRequestHandler):
    """Answer as a simple data host does."""

    server: Server

    def do_GET(self):
        server = self.server
        wanted = self.headers["Range"]
        server.requests.append(wanted)
        start = int(wanted[6:-1]) if wanted and server.ranges else 0
        if server.status != 200 or start >= len(server.content):
            self.send_error(server.status if server.status != 200 else 416)
            return
        body = server.content[start:]
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: server.cut_after])

    def log_message(self, *arguments):
        """Keep the test's output clean."""


@pytest.fixture
def server():
    """Run a server in a thread."""
    running = Server()
    thread = threading.Thread(target=running.serve_forever, args=(0.01,))
    thread.start()
    yield running
    running.shutdown()
    thread.join()
    running.server_close()


def get(folder, *mirrors, **options):
    """Download the one file."""
    download_mnist(folder, mirrors=[m.address for m in mirrors], files=[FILE], **options)


def test_a_file_is_downloaded_checked_and_named(server, tmp_path):
    shares = []
    get(tmp_path / "new" / "folder", server, progress=lambda *pair: shares.append(pair))
    target = tmp_path / "new" / "folder" / "numbers.gz"
    assert [path.name for path in target.parent.iterdir()] == ["numbers.gz"]
    assert has_content(target, FILE)
    assert shares == sorted(shares)
    assert len(shares) > 3
    assert shares[-1] == (FILE.size, FILE.size)


def test_what_is_there_already_is_not_loaded_again(server, tmp_path):
    get(tmp_path, server)
    get(tmp_path, server)
    assert len(server.requests) == 1


def test_a_broken_connection_is_resumed_where_it_was_cut_off(server, tmp_path):
    server.cut_after = 100_000
    with pytest.raises(DataError, match="cut off"):
        get(tmp_path, server)
    assert (tmp_path / "numbers.gz.part").stat().st_size == 100_000
    server.cut_after = None
    get(tmp_path, server)
    assert server.requests == [None, "bytes=100000-"]
    assert has_content(tmp_path / "numbers.gz", FILE)


def test_a_server_without_ranges_sends_the_file_anew(server, tmp_path):
    server.ranges = False
    (tmp_path / "numbers.gz.part").write_bytes(ZIPPED[:5000])
    get(tmp_path, server)
    assert has_content(tmp_path / "numbers.gz", FILE)


@pytest.mark.parametrize("kept", [b"something else" * 99, ZIPPED + b"x" * 1000])
def test_a_partial_file_that_does_not_fit_is_thrown_away(server, tmp_path, kept):
    (tmp_path / "numbers.gz.part").write_bytes(kept)
    get(tmp_path, server)
    assert has_content(tmp_path / "numbers.gz", FILE)


def test_a_partial_file_that_is_complete_is_taken_without_a_request(server, tmp_path):
    (tmp_path / "numbers.gz.part").write_bytes(ZIPPED)
    get(tmp_path, server)
    assert server.requests == []
    assert has_content(tmp_path / "numbers.gz", FILE)


def test_the_next_mirror_is_asked_when_one_fails(server, tmp_path):
    broken = Server()
    broken.server_close()
    get(tmp_path, broken, server)
    assert has_content(tmp_path / "numbers.gz", FILE)


def test_a_file_with_another_content_is_refused_and_leaves_nothing(server, tmp_path):
    server.content = gzip.compress(b"an error page")
    with pytest.raises(DataError, match="another content than expected"):
        get(tmp_path, server)
    assert list(tmp_path.iterdir()) == []


def test_an_endless_file_is_cut_off(server, tmp_path):
    server.content = bytes(2 * FILE.size)
    with pytest.raises(DataError, match=r"another content|cut off"):
        get(tmp_path, server)
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= FILE.size + download.SLACK


def test_a_refusal_of_the_server_is_reported(server, tmp_path):
    server.status = 503
    with pytest.raises(DataError, match=r"one of 1 servers, got none .*check the network"):
        get(tmp_path, server)


def test_offline_gives_one_clear_sentence(tmp_path):
    gone = Server()
    gone.server_close()
    with pytest.raises(DataError) as caught:
        get(tmp_path, gone, gone)
    sentence = str(caught.value)
    assert "check the network connection" in sentence
    assert str(tmp_path) in sentence
    assert "\n" not in sentence


def test_a_cancelled_download_keeps_what_came_and_goes_on_later(server, tmp_path):
    with pytest.raises(DataError, match="cancelled"):
        get(tmp_path, server, cancelled=lambda: True)
    kept = (tmp_path / "numbers.gz.part").stat().st_size
    assert 0 < kept < len(ZIPPED)
    get(tmp_path, server)
    assert server.requests[-1] == f"bytes={kept}-"
    assert has_content(tmp_path / "numbers.gz", FILE)


def test_a_folder_that_cannot_be_made_is_named(server, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="choose another one"):
        get(tmp_path / "file" / "below", server)


def test_a_gzip_bomb_is_not_unfolded(tmp_path):
    bomb = tmp_path / "bomb.gz"
    bomb.write_bytes(gzip.compress(bytes(50 * 2**20)))
    assert not has_content(bomb, FILE)


def test_the_mirrors_are_reached_over_a_safe_connection():
    assert all(mirror.startswith("https://") for mirror in download.MIRRORS)
    assert all(mirror.endswith("/") for mirror in download.MIRRORS)
