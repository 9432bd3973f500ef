#!/usr/bin/env python3
"""Manners of the command that only a terminal shows, and signals.

    tests/manners.py --tiao build/dev/runtime/tiao

Ends with "N passed, N failed"."""
import argparse
import fcntl
import os
import pathlib
import pty
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time

RULES = "规章 样章\n规则 补贴 : 元\n  依据 一.1\n  取 1万元\n"
WRONG = RULES.replace("1万元", "错")
ESCAPE = b"\x1b["


class Folder:
    """A scratch folder with a good and a wrong rule file."""

    def __init__(self, tiao, path):
        self.tiao, self.path = str(tiao), pathlib.Path(path)
        (self.path / "good.tiao").write_text(RULES)
        (self.path / "wrong.tiao").write_text(WRONG)

    def environment(self, settings):
        kept = {k: v for k, v in os.environ.items()
                if k.endswith("SAN_OPTIONS")}
        return kept | {"LC_ALL": "C", "HOME": str(self.path),
                       "TERM": "xterm"} | settings

    def terminal(self, words, settings):
        """What the words print on a terminal 90 cells wide, and the status."""
        process, fd = pty.fork()
        if not process:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 90,
                                                           0, 0))
            os.chdir(self.path)
            os.execve(self.tiao, ["tiao"] + words,
                      self.environment(settings))
        out = b""
        try:
            while got := os.read(fd, 65536):
                out += got
        except OSError:
            pass
        os.close(fd)
        return out, os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])

    def piped(self, words, settings):
        done = subprocess.run([self.tiao] + words, cwd=self.path,
                              env=self.environment(settings),
                              stdin=subprocess.DEVNULL, capture_output=True)
        return done.stdout + done.stderr, done.returncode

    def stopped(self, number):
        """The status after a signal while rules are waited for."""
        process = subprocess.Popen(
            [self.tiao, "check", "-"], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=self.environment({}))
        waiting = pathlib.Path(f"/proc/{process.pid}/wchan")
        end = time.monotonic() + 10
        while "pipe" not in waiting.read_text() and time.monotonic() < end:
            time.sleep(0.02)
        process.send_signal(number)
        out, err = process.communicate()
        return out + err, process.returncode


def colour(folder):
    """--color > NO_COLOR > FORCE_COLOR > TERM=dumb > is it a terminal."""
    check = ["check", "wrong.tiao", "--lang", "zh"]
    always, never = ["--color", "always"], ["--color=never"]
    rows = [
        (folder.terminal, [], {}, True),
        (folder.piped, [], {}, False),
        (folder.terminal, [], {"TERM": "dumb"}, False),
        (folder.terminal, [], {"TERM": ""}, False),
        (folder.piped, [], {"FORCE_COLOR": "1"}, True),
        (folder.piped, [], {"FORCE_COLOR": ""}, False),
        (folder.piped, [], {"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        (folder.terminal, [], {"NO_COLOR": "1"}, False),
        (folder.terminal, [], {"NO_COLOR": ""}, True),
        (folder.terminal, [], {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (folder.piped, always, {"NO_COLOR": "1"}, True),
        (folder.piped, always, {"TERM": "dumb"}, True),
        (folder.terminal, never, {"FORCE_COLOR": "1"}, False),
        (folder.terminal, ["--color", "auto"], {"NO_COLOR": "1"}, False),
    ]
    for where, words, settings, expected in rows:
        out, status = where(check + words, settings)
        found = ESCAPE in out
        yield (f"colour: {where.__name__} {words} {settings}",
               (expected, 3), (found, status))
        plain = out.replace(b"\r\n", b"\n").decode()
        for part in plain.split("\x1b[")[1:]:
            plain = plain.replace("\x1b[" + part.split("m")[0] + "m", "")
        yield ("colour: the words are the same", True,
               "错误[E0302]" in plain and "^^" in plain)


def typing(folder):
    """- at a terminal is answered with help, not with silence."""
    for words in (["check", "-"], ["eval", "good.tiao", "-f", "-"],
                  ["verify", "-"]):
        out, status = folder.terminal(words + ["--lang", "en"], {})
        yield (f"{words} at a terminal", (2, True),
               (status, f"usage: tiao {words[0]}".encode() in out))
    out, status = folder.terminal(["check", "good.tiao", "--lang", "en"], {})
    yield "a file at a terminal", 0, status


def doctor(folder):
    out, status = folder.terminal(["doctor", "--lang", "en"],
                                  {"LC_ALL": "C.UTF-8"})
    text = out.decode()
    for line in ("codeset of the locale: UTF-8",
                 "standard input is a terminal: yes",
                 "standard output is a terminal: yes",
                 "width of the terminal: 90", "colour: yes",
                 "colour decided by: nothing that is set"):
        yield "doctor: " + line, True, line + "\r\n" in text
    yield "doctor: status", 0, status


def signals(folder):
    """The status is the signal's own, and nothing is said."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        yield number.name, (b"", -number), folder.stopped(number)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tiao", required=True, type=pathlib.Path)
    tiao = parser.parse_args().tiao.resolve()
    passed = failed = 0
    with tempfile.TemporaryDirectory() as path:
        folder = Folder(tiao, path)
        for test in (colour, typing, doctor, signals):
            for name, expected, got in test(folder):
                if expected == got:
                    passed += 1
                    continue
                failed += 1
                print(f"{name}\n    expected {expected}, got {got}")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
