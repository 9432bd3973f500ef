#!/usr/bin/env python3
"""The iCalendar that tiao duties writes, read back by libical.

Every line has at most 75 bytes; libical finds no error, and in each entry the
day, the summary and the UID that the JSON of the same question has. UIDs do
not change with the as-of day and are all different.
"""
import argparse
import ctypes
import ctypes.util
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent / "golden/duties/good"
ANY, EVENT = 1, 4               # enum icalcomponent_kind


def library():
    ical = ctypes.CDLL(ctypes.util.find_library("ical") or "libical.so.3")
    for name in ("icalparser_parse_string", "icalcomponent_get_first_component",
                 "icalcomponent_get_next_component"):
        getattr(ical, name).restype = ctypes.c_void_p
    for name in ("icalcomponent_get_uid", "icalcomponent_get_summary",
                 "icalcomponent_as_ical_string"):
        getattr(ical, name).restype = ctypes.c_char_p
    return ical


def entries(ical, text):
    """(UID, summary, day) of each entry, as libical understands them."""
    root = ctypes.c_void_p(ical.icalparser_parse_string(text))
    assert root.value, "libical reads nothing"
    errors = ical.icalcomponent_count_errors(root)
    assert errors == 0, f"libical finds {errors} errors"
    event = ical.icalcomponent_get_first_component(root, EVENT)
    while event:
        it = ctypes.c_void_p(event)
        whole = ical.icalcomponent_as_ical_string(it).decode()
        day = next(line.split(":")[1] for line in whole.splitlines()
                   if line.startswith("DTSTART"))
        yield (ical.icalcomponent_get_uid(it).decode(),
               ical.icalcomponent_get_summary(it).decode(), day)
        event = ical.icalcomponent_get_next_component(root, EVENT)


def run(tiao, as_of, form):
    command = [tiao, "duties", HERE / "watch.tiao", "-f", HERE / "log.json",
               "--as-of", as_of, "--format", form, "--lang", "zh"]
    return subprocess.run(command, check=True, capture_output=True).stdout


def expected(found):
    for duty in found["duties"]:
        for window in duty["windows"]:
            if "due" in window and window["status"] not in (
                    "waived", "not_applicable"):
                parts = [duty["name"], window.get("counterpart"),
                         window.get("period")]
                yield (" ".join(filter(None, parts)),
                       window["due"].replace("-", ""))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tiao", required=True)
    tiao = pathlib.Path(parser.parse_args().tiao).resolve()
    ical, uids, passed = library(), {}, 0
    for as_of in ("2025-03-01", "2025-08-01", "2025-12-31"):
        text = run(tiao, as_of, "ics")
        assert all(len(line) <= 75 for line in text.split(b"\r\n")), as_of
        read = list(entries(ical, text))
        want = list(expected(json.loads(run(tiao, as_of, "json"))))
        assert [entry[1:] for entry in read] == want, (as_of, read, want)
        assert len({uid for uid, _, _ in read}) == len(read), as_of
        for uid, summary, day in read:
            assert uids.setdefault(summary, uid) == uid, summary
        passed += 1
    print(f"{passed} passed, 0 failed")


if __name__ == "__main__":
    try:
        main()
    except AssertionError as wrong:
        print(wrong)
        print("0 passed, 1 failed")
        sys.exit(1)
