#!/usr/bin/env python3
"""What tiao check writes for programs, on every file that is wrong: SARIF is
valid by its schema and points at the bytes the JSON report points at, and the
annotations for GitHub say the same as both.

    tests/formats.py --tiao build/runtime/tiao [FILTER]...

Ends with "N passed, N failed"."""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import urllib.parse

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCHEMA = json.loads((ROOT / "tests" / "sarif" / "sarif-2.1.0.json").read_text())
COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def bytes_of(text, region):
    """Where a region's lines and columns, in UTF-16 code units, lie."""
    if text.startswith(b"\xef\xbb\xbf"):
        return [b + 3 for b in bytes_of(text[3:], region)]
    starts = [0] + [m.end() for m in re.finditer(rb"\r\n|\r|\n", text)]

    def offset(line, column):
        rest = text[starts[line - 1]:].decode().encode("utf-16-le")
        before = rest[: 2 * (column - 1)].decode("utf-16-le")
        return starts[line - 1] + len(before.encode())

    return [
        offset(region["startLine"], region["startColumn"]),
        offset(region["endLine"], region["endColumn"]),
    ]


def unescaped(text):
    return re.sub(r"%([0-9A-F]{2})", lambda m: chr(int(m[1], 16)), text)


class Trial:
    def __init__(self, tiao, path, language):
        self.tiao, self.path, self.language = tiao, path, language
        self.name = f"{path.relative_to(ROOT)} {language}"

    def said(self, how):
        done = subprocess.run(
            [self.tiao, "check", self.path.name, "--format", how,
             "--lang", self.language],
            cwd=self.path.parent, stdin=subprocess.DEVNULL,
            capture_output=True, timeout=60,
        )
        if done.stderr:
            raise ValueError(f"{how}: {done.stderr.decode()}")
        return done.stdout.decode()

    def faults(self):
        """What is wrong, a sentence each."""
        plain = json.loads(self.said("json"))["messages"]
        sarif = json.loads(self.said("sarif"))
        yield from (
            f"schema: {e.message} at {list(e.path)}"
            for e in VALIDATOR.iter_errors(sarif)
        )
        run = sarif["runs"][0]
        if len(run["results"]) != len(plain):
            yield "SARIF has another number of results"
        for message, result in zip(plain, run["results"]):
            yield from self.result_faults(message, result, run)
        yield from self.github_faults(plain, run["results"])

    def result_faults(self, message, result, run):
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        if not result["ruleId"] == rule["id"] == message["code"]:
            yield f"{message['code']} is the rule {rule['id']}"
        if "help" not in rule:
            yield f"{rule['id']} has no help"
        places = result["locations"] + result.get("relatedLocations", [])
        for place, key in zip(places, ("place", "second")):
            yield from self.place_faults(
                message[key], place["physicalLocation"]["region"],
                place["physicalLocation"]["artifactLocation"],
            )
        for fix in result.get("fixes", []):
            change = fix["artifactChanges"][0]
            replacement = change["replacements"][0]
            yield from self.place_faults(
                message["fix"]["place"], replacement["deletedRegion"],
                change["artifactLocation"],
            )
            text = replacement.get("insertedContent", {"text": ""})["text"]
            if text != message["fix"]["text"]:
                yield f"the fix of {message['code']} is another"
        if ("fix" in message) != ("fixes" in result):
            yield f"{message['code']}: a fix is missing"

    def place_faults(self, place, region, artifact):
        if urllib.parse.unquote(artifact["uri"]) != place["file"]:
            yield f"{artifact['uri']} is not {place['file']}"
        text = self.path.read_bytes()
        try:
            found = bytes_of(text, region)
        except UnicodeDecodeError:
            return
        wanted = [place["from"], place["to"]]
        start = region["byteOffset"]
        if found != wanted or \
                wanted != [start, start + region["byteLength"]]:
            yield f"bytes {wanted} are {region}"

    def github_faults(self, plain, results):
        lines = self.said("github").splitlines()
        if len(lines) != len(plain):
            yield f"{len(lines)} annotations for {len(plain)} messages"
        for line, message, result in zip(lines, plain, results):
            form = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line)
            if not form:
                yield f"no annotation: {line}"
                continue
            text = message["message"]
            if "help" in message:
                text += "\n" + message["help"]
            wanted = {"title": message["code"]}
            for place in result["locations"]:
                region = place["physicalLocation"]["region"]
                wanted |= {
                    "file": message["place"]["file"],
                    "line": str(region["startLine"]),
                    "col": str(region["startColumn"]),
                    "endLine": str(region["endLine"]),
                    "endColumn": str(region["endColumn"]),
                }
            said = dict(p.split("=", 1) for p in form[2].split(","))
            said = {k: unescaped(v) for k, v in said.items()}
            if form[1] != COMMANDS[message["severity"]] or said != wanted \
                    or unescaped(form[3]) != text:
                yield f"{line} is not {wanted} {text}"


VALIDATOR = jsonschema.Draft4Validator(SCHEMA)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--tiao", required=True, type=pathlib.Path)
    options.add_argument("filter", nargs="*")
    options = options.parse_args()
    paths = sorted((ROOT / "tests" / "golden").rglob("*.tiao"))
    trials = [
        Trial(options.tiao.resolve(), path, language)
        for path in paths for language in ("zh", "en")
        if all(f in str(path) for f in options.filter)
    ]
    failed = 0
    for trial in trials:
        faults = list(trial.faults())
        failed += bool(faults)
        for fault in faults:
            print(f"{trial.name}: {fault}")
    print(f"{len(trials) - failed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
