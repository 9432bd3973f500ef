#!/usr/bin/env python3
"""Run spec/conformance with the command.

    tests/conformance.py --tiao PROGRAM [FILTER]...

spec/conformance/README.md says what a case is. A FILTER is a part of a
case's name. Ends with the line "N passed, N failed".
"""

import argparse
import concurrent.futures
import json
import pathlib
import subprocess
import sys
import tempfile
from fractions import Fraction

ROOT = pathlib.Path(__file__).resolve().parents[1]
CASES = ROOT / "spec" / "conformance"
SECONDS = 30


def command(tiao, case, folder):
    """The command line that asks what CASE asks."""
    rules, facts = folder / "case.tiao", folder / "facts.json"
    rules.write_text(case["rules"], encoding="utf-8")
    facts.write_text(json.dumps(case["facts"], ensure_ascii=False),
                     encoding="utf-8")
    line = [tiao, "eval", str(rules), "-f", str(facts), "--format", "json"]
    for key, option in (("as_of", "--as-of"), ("period", "--period")):
        if key in case:
            line += [option, case[key]]
    for name in case.get("ask", []):
        line += ["--ask", name]
    for name, way in case.get("readings", {}).items():
        line += ["--reading", f"{name}={way}"]
    return line


def exact(text):
    """A number's text as a fraction; None for days and words."""
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None


def beyond(bound, end, above):
    """Does BOUND rule END out? Days compare as texts."""
    if bound is None:
        return False
    a, b = exact(bound), exact(end)
    if a is None or b is None:
        a, b = bound, end
    return a > b if above else a < b


def unknown_differs(possible, answer):
    """What of POSSIBLE the unknown ANSWER rules out, or what more it has."""
    got = answer["possible"]
    whole = possible.get("exact", False)
    for key in ("none", "fault"):
        if possible.get(key) and not got[key]:
            return f"rules out {key}"
        if whole and got[key] and not possible.get(key):
            return f"has {key} too"
    if beyond(got.get("lowest"), possible.get("lowest", ""), True) \
            and "lowest" in possible:
        return f"rules out {possible['lowest']}"
    if beyond(got.get("highest"), possible.get("highest", ""), False) \
            and "highest" in possible:
        return f"rules out {possible['highest']}"
    if not set(possible.get("values", [])) <= set(
            got.get("values", possible.get("values", []))):
        return "rules out a value"
    for key in ("lowest", "highest"):
        if whole and key in possible and (
                key not in got or exact(got[key]) != exact(possible[key])):
            return f"{key} is {got.get(key)}, not {possible[key]}"
    return ""


def differs(expect, answer):
    """Why ANSWER is not as EXPECT says; empty when it is."""
    state = answer["state"]
    said = {k: answer[k] for k in ("value", "fault", "possible", "needs")
            if k in answer}
    said = f"{state} {json.dumps(said, ensure_ascii=False)}"
    if "value" in expect:
        same = state == "value" and answer["value"] == expect["value"]
    elif "none" in expect:
        same = state == "none"
    elif "fault" in expect:
        same = (state == "fault"
                and answer["fault"]["kind"] == expect["fault"])
    else:
        if state != "unknown":
            return said
        why = unknown_differs(expect["unknown"], answer)
        if why:
            return f"{why}: {said}"
        needs = {n["fact"] for n in answer["needs"]}
        same = "needs" not in expect or needs == set(expect["needs"])
    return "" if same else said


def answer_for(expect, answers, case):
    where = {"decision": case["ask"][0] if case.get("ask") else None}
    where.update({k: expect[k] for k in ("decision", "id", "period")
                  if k in expect})
    found = [a for a in answers
             if all(v is None or a.get(k) == v for k, v in where.items())]
    return found[0] if len(found) == 1 else None


def refused(case, status, done):
    """For a case that expects a message: its code and the status."""
    wanted = case["refused"]
    if wanted["code"] in done.stderr and status == wanted["status"]:
        return ""
    return f"status {status}, {done.stderr.strip() or done.stdout.strip()}"


def run(tiao, case):
    """Why CASE fails; empty when it passes."""
    with tempfile.TemporaryDirectory() as folder:
        line = command(tiao, case, pathlib.Path(folder))
        try:
            done = subprocess.run(line, capture_output=True, text=True,
                                  encoding="utf-8", timeout=SECONDS,
                                  check=False)
        except subprocess.TimeoutExpired:
            return f"no answer in {SECONDS} s"
    if "refused" in case:
        return refused(case, done.returncode, done)
    if done.returncode not in (0, 5) or not done.stdout:
        return f"status {done.returncode}: {done.stderr.strip()}"
    answers = json.loads(done.stdout)["answers"]
    for expect in case["expect"]:
        answer = answer_for(expect, answers, case)
        if answer is None:
            return f"no one answer for {json.dumps(expect)}"
        why = differs(expect, answer)
        if why:
            wanted = json.dumps(expect, ensure_ascii=False)
            return f"expected {wanted}, got {why}"
    return ""


def generated():
    """Whether the files are as their generator writes them."""
    done = subprocess.run([sys.executable, CASES / "generate.py", "--check"],
                          capture_output=True, text=True, check=False)
    return done.stderr.strip() if done.returncode else ""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tiao", required=True)
    parser.add_argument("filter", nargs="*")
    options = parser.parse_args()
    cases = [json.loads(line) for path in sorted(CASES.glob("*.jsonl"))
             for line in path.read_text(encoding="utf-8").splitlines()]
    cases = [c for c in cases if not options.filter
             or any(f in c["name"] for f in options.filter)]
    stale = "" if options.filter else generated()
    failed = 1 if stale else 0
    if stale:
        print(stale)
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        for case, why in zip(cases, pool.map(
                lambda c: run(options.tiao, c), cases)):
            if why:
                failed += 1
                print(f"{case['name']}: {why}")
    tests = len(cases) + (0 if options.filter else 1)
    print(f"{tests - failed} passed, {failed} failed")
    return 1 if failed or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
