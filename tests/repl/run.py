#!/usr/bin/env python3
"""Sessions of `tiao repl` in a real pseudo-terminal, against the whole screen
that a person is left with. See README.md."""

import argparse
import codecs
import difflib
import fcntl
import os
import pathlib
import pty
import select
import shutil
import signal
import struct
import sys
import tempfile
import termios
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from screen import Screen  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
COLUMNS, ROWS = 100, 30
PROMPTS = ("tiao>", "...", "?")
KEYS = {"^C": b"\x03", "^D": b"\x04", "TAB": b"\t", "UP": b"\x1b[A",
        "LEFT": b"\x1b[D", "BACKSPACE": b"\x7f", "ENTER": b"\r"}


class Session:
    def __init__(self, tiao, words, environment, folder):
        self.screen = Screen(COLUMNS)
        self.decoder = codecs.getincrementaldecoder("utf-8")()
        self.process, self.fd = pty.fork()
        if not self.process:
            os.chdir(folder)
            os.execve(tiao, [str(tiao), "repl"] + words, environment)
        size = struct.pack("HHHH", ROWS, COLUMNS, 0, 0)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, size)

    def read(self, seconds):
        """Takes what comes within SECONDS; False at the end."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return True
        try:
            got = os.read(self.fd, 65536)
        except OSError:
            return False
        self.screen.feed(self.decoder.decode(got))
        return bool(got)

    def quiet(self, seconds=0.03):
        """Nothing more comes for a moment."""
        while select.select([self.fd], [], [], seconds)[0]:
            if not self.read(0):
                return False
        return True

    def wait(self, wanted, limit=20):
        """Until the last line is what WANTED takes, and all is quiet."""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            if wanted(self.screen.line()):
                if not self.quiet() or wanted(self.screen.line()):
                    return
            if not self.read(0.05):
                return
        raise TimeoutError("waited in vain; the screen:\n" +
                           self.screen.text())

    def prompt(self):
        self.wait(lambda line: line in PROMPTS)

    def send(self, data):
        """Takes what is printed meanwhile: a terminal holds little."""
        while data:
            ready = select.select([self.fd], [self.fd], [], 10)
            if ready[0]:
                self.read(0)
            if ready[1]:
                data = data[os.write(self.fd, data[:512]):]

    def end(self):
        limit = time.monotonic() + 20
        while self.read(0.1):
            if time.monotonic() > limit:
                os.kill(self.process, signal.SIGKILL)
        status = os.waitpid(self.process, 0)[1]
        os.close(self.fd)
        return os.waitstatus_to_exitcode(status)


def step(session, line, folder):
    """One line of a script."""
    kind, _, text = line.partition(" ")
    if kind == ">":
        session.send(text.encode() + b"\r")
        session.prompt()
    elif kind == "type":
        session.send(text.encode())
        session.quiet(0.2)
    elif kind == "key":
        session.send(b"".join(KEYS[key] for key in text.split()))
        session.quiet(0.2)
    elif kind == "start":
        session.send(text.encode() + b"\r")
        time.sleep(0.3)
    elif kind == "prompt":
        session.prompt()
    elif kind == "paste-big":
        # Of what is pasted only the end of the screen is worth comparing.
        session.send(b"\x1b[200~" + (folder / text).read_bytes()
                     .replace(b"\n", b"\r") + b"\x1b[201~\r")
        screen = session.screen
        session.wait(lambda line: line in PROMPTS and len(screen.lines) > 20,
                     60)
        screen.row -= len(screen.lines) - 4
        del screen.lines[:-4]
    elif kind in ("paste", "paste-plain"):
        pasted = (folder / text).read_text().replace("\n", "\r").encode()
        if kind == "paste":
            pasted = b"\x1b[200~" + pasted + b"\x1b[201~\r"
        session.send(pasted)
        session.quiet(0.3)
        session.prompt()
    else:
        raise ValueError(line)


def environment_of(words, home):
    environment = {"PATH": os.environ["PATH"], "HOME": home, "TERM": "xterm",
                   "LC_ALL": "C", "INPUTRC": "/dev/null",
                   "XDG_STATE_HOME": os.path.join(home, "state")}
    for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
        if name in os.environ:
            environment[name] = os.environ[name]
    for word in words:
        name, _, value = word.partition("=")
        environment[name] = value
    return environment


def prepare(folder, words):
    """`sh COMMAND`: what must be there before, or is looked at behind."""
    import subprocess
    done = subprocess.run(["sh", "-c", words], cwd=folder,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8",
                               "ROOT": str(ROOT)})
    return done.stdout.decode()


def run(tiao, script, folder):
    """The screen at the end of SCRIPT, and what its `sh` lines printed."""
    session, out, words, environment = None, [], [], []
    for line in script:
        kind, _, text = line.partition(" ")
        if not line or kind == "#":
            continue
        if kind == "env":
            environment += text.split()
        elif kind == "tiao":
            words = text.split()
        elif kind == "sh" and not session:
            out.append(prepare(folder, text))
        elif kind == "meanwhile":
            prepare(folder, text)
        elif kind == "sh":
            out.append("= %d\n" % session.end() + session.screen.text()
                       .rstrip("\n") + "\n")
            session = None
            out.append(prepare(folder, text))
        elif kind == "begin":
            session = Session(tiao, words, environment_of(
                environment, str(folder)), folder)
            session.prompt()
        else:
            step(session, line, folder)
    if session:
        out.append("= %d\n" % session.end() +
                   session.screen.text().rstrip("\n") + "\n")
    return "".join(out)


def test(tiao, path, accept):
    script, _, expected = path.read_text().partition("---\n")
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch) / "repl"
        shutil.copytree(HERE, folder, ignore=shutil.ignore_patterns(
            "run.py", "screen.py", "__pycache__"))
        try:
            got = run(tiao, script.splitlines(), folder)
        except TimeoutError as late:
            got = "%s\n" % late
        got = got.replace(str(folder), "$HOME")
    if got == expected:
        return True
    if accept:
        path.write_text(script + "---\n" + got)
        return True
    print("FAILED", path.relative_to(ROOT))
    print("".join(difflib.unified_diff(
        expected.splitlines(True), got.splitlines(True), "expected",
        "screen")))
    return False


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tiao", required=True, type=pathlib.Path)
    parser.add_argument("--accept", action="store_true")
    parser.add_argument("only", nargs="*")
    arguments = parser.parse_args()
    good = bad = 0
    for path in sorted(HERE.glob("*.session")):
        if arguments.only and path.stem not in arguments.only:
            continue
        if test(arguments.tiao.resolve(), path, arguments.accept):
            good += 1
        else:
            bad += 1
    print("%d passed, %d failed" % (good, bad))
    return bad > 0


if __name__ == "__main__":
    sys.exit(main())
