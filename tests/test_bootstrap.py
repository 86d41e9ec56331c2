"""The two commands: what they promise beyond calling other programs."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from bootstrap import debian, packages, product
from bootstrap.console import ROOT, Halt, run
from bootstrap.probe import Answer, hidden_fields
from bootstrap.server import HOST, choose_port

# A parent with two children: one that stops when asked, one with a child in a session of its own.
PARENT = textwrap.dedent(
    """
    import sys, time
    sys.path[:0] = [{bin!r}, {root!r}]
    from bootstrap.processes import adopt_orphans, start, stop_all, stop_on_signals

    stop_on_signals()
    adopt_orphans()
    nested = (
        "import subprocess, time;"
        "subprocess.Popen(['sleep', '{mark}'], start_new_session=True);"
        "time.sleep({mark})"
    )
    children = [start(["sleep", "{mark}"]), start([sys.executable, "-c", nested])]
    try:
        print("ready", flush=True)
        time.sleep({mark})
    finally:
        stop_all(children)
    """
)


def sleeping(mark: int) -> list[int]:
    """List the processes that sleep for a number of seconds nobody else sleeps for."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if path.read_text() == f"sleep\0{mark}\0":
                found.append(int(path.parent.name))
    return found


class TestChildren:
    @pytest.fixture
    def family(self):
        """Start the parent, wait for its children, give it with their mark."""
        mark = 1_000_000 + os.getpid()
        code = PARENT.format(bin=str(ROOT / "bin"), root=str(ROOT), mark=mark)
        parent = subprocess.Popen(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, start_new_session=True
        )
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"ready\n"
        self.wait_for(mark, 2)
        yield parent, mark
        parent.stdout.close()
        parent.kill()
        parent.wait()
        for pid in sleeping(mark):
            os.kill(pid, signal.SIGKILL)

    @staticmethod
    def wait_for(mark: int, count: int) -> None:
        deadline = time.monotonic() + 15
        while len(sleeping(mark)) != count and time.monotonic() < deadline:
            time.sleep(0.1)
        assert len(sleeping(mark)) == count

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    def test_a_signal_stops_them_and_their_own(self, family, number):
        parent, mark = family
        parent.send_signal(number)
        parent.wait(20)
        self.wait_for(mark, 0)

    def test_they_do_not_outlive_a_parent_that_is_killed(self, family):
        parent, mark = family
        parent.kill()
        parent.wait(20)
        # The one in a session of its own is beyond reach: only we would have known of it.
        self.wait_for(mark, 1)


class TestPort:
    def test_a_free_one_is_given(self):
        assert choose_port(None) >= 8000

    def test_one_that_is_taken_is_said_plainly(self):
        with socket.socket() as taken:
            taken.bind((HOST, 0))
            taken.listen()
            port = taken.getsockname()[1]
            with pytest.raises(Halt, match=f"port {port} is taken"):
                choose_port(port)


class TestPrograms:
    def test_what_a_failing_program_said_is_shown(self):
        code = "import sys; print('to the left'); sys.exit('to the right')"
        with pytest.raises(Halt, match=r"ended with 1:\nto the left\nto the right"):
            run([sys.executable, "-c", code])

    def test_only_standard_output_is_given(self):
        code = "import sys; print('answer'); print('noise', file=sys.stderr)"
        assert run([sys.executable, "-c", code]) == "answer\n"


class TestPackages:
    def test_a_lock_that_was_installed_is_not_installed_again(self, monkeypatch, tmp_path):
        stamp = tmp_path / "installed-locks"
        stamp.write_text(packages.fingerprint("run.lock"))
        monkeypatch.setattr(packages, "STAMP", stamp)
        assert packages.are_installed("run")
        assert not packages.are_installed("dev")

    def test_who_may_not_install_is_told_what_root_must_run(self, monkeypatch):
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
        monkeypatch.setenv("PATH", "/nowhere")
        with pytest.raises(Halt, match="root must run this once: apt-get install something"):
            debian.become_root(["apt-get", "install", "something"])


class TestSecret:
    def test_it_is_written_once_and_for_its_owner_only(self, monkeypatch, tmp_path):
        file = tmp_path / ".env"
        monkeypatch.setattr(product, "ENV_FILE", file)
        product.write_secret()
        written = file.read_text()
        assert (len(written) > 60, file.stat().st_mode & 0o777) == (True, 0o600)
        product.write_secret()
        assert file.read_text() == written


class TestProbe:
    page = Answer(
        url="http://127.0.0.1:8000/akun/masuk/",
        status=200,
        kind="text/html",
        body=b'<form><input type="hidden" name="token" value="x&amp;y"><input name="login">',
    )

    def test_hidden_fields_are_read_as_a_browser_reads_them(self):
        assert hidden_fields(self.page) == {"token": "x&y"}

    def test_a_good_answer_passes(self):
        self.page.must_be("text/html", contains=b"<form")

    @pytest.mark.parametrize(
        ("kind", "contains"), [("application/pdf", b"<form"), ("text/html", b"<table")]
    )
    def test_another_answer_is_told_with_its_address(self, kind, contains):
        with pytest.raises(Halt, match="/akun/masuk/ answered status 200, text/html"):
            self.page.must_be(kind, contains=contains)
