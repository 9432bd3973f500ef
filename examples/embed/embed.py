#!/usr/bin/env python3
"""Asks a rulebook what follows from facts, through libtiao by ctypes: nothing
is built. Prints each answer, or what is still needed.

    embed.py RULES FACTS DAY

The library is found as libtiao.so.0; TIAO_LIBRARY names another file. The
structures below are those of tiao.h that a host fills in; what comes back is
taken as JSON (spec/output.md), so no other is needed."""
import ctypes
import json
import os
import sys

ZH, EN = 0, 1
PRETTY, PLAIN, JSON = 0, 1, 2
OK = 0
WRITE = ctypes.CFUNCTYPE(
    ctypes.c_bool, ctypes.c_void_p, ctypes.POINTER(ctypes.c_char),
    ctypes.c_size_t)


class Question(ctypes.Structure):
    """struct tiao_question; what is left out has its default."""
    _fields_ = [
        ("as_of", ctypes.c_char_p),
        ("period", ctypes.c_char_p),
        ("ask", ctypes.POINTER(ctypes.c_char_p)),
        ("asks", ctypes.c_size_t),
        ("choice", ctypes.c_void_p),
        ("choices", ctypes.c_size_t),
        ("language", ctypes.c_int),
        ("node_rows", ctypes.c_uint64),
    ]


class Print(ctypes.Structure):
    """struct tiao_print"""
    _fields_ = [
        ("format", ctypes.c_int),
        ("why", ctypes.c_bool),
        ("colour", ctypes.c_bool),
        ("id", ctypes.c_char_p),
        ("why_not", ctypes.c_bool),
    ]


class Refused(Exception):
    """What the library has to say against rules, facts or a question."""


class Tiao:
    def __init__(self, path):
        self.library = ctypes.CDLL(path)
        self.library.tiao_version.restype = ctypes.c_char_p
        for name in ("rulebook", "facts", "answers", "report"):
            free = getattr(self.library, f"tiao_{name}_free")
            free.argtypes, free.restype = [ctypes.c_void_p], None

    def printed(self, call, *arguments):
        """What CALL writes, as text."""
        parts = []

        def write(_user, at, length):
            parts.append(at[:length])
            return True

        status = call(*arguments, WRITE(write), None)
        if status != OK:
            raise Refused(f"status {status}")
        return b"".join(parts).decode()

    def refuse(self, kind, thing, status):
        """Raises with the report of THING, a rulebook, facts or answers."""
        report = ctypes.c_void_p()
        words = f"status {status}"
        get = getattr(self.library, f"tiao_{kind}_report")
        if thing and get(thing, ZH, ctypes.byref(report)) == OK:
            words = self.printed(self.library.tiao_report_print, report,
                                 PLAIN, ctypes.c_bool(False))
            self.library.tiao_report_free(report)
        raise Refused(words)

    def ask(self, rules, facts, day):
        """The answers to all there is to ask, as what JSON has."""
        rulebook, case = ctypes.c_void_p(), ctypes.c_void_p()
        answers = ctypes.c_void_p()
        paths = (ctypes.c_char_p * 1)(os.fsencode(rules))
        question = Question(as_of=day.encode(), language=ZH)
        library = self.library
        try:
            status = library.tiao_load_paths(
                paths, ctypes.c_size_t(1), None, ctypes.byref(rulebook))
            if status != OK:
                self.refuse("rulebook", rulebook, status)
            status = library.tiao_facts_new(rulebook, ctypes.byref(case))
            status = status or library.tiao_facts_file(
                case, os.fsencode(facts))
            if status != OK:
                self.refuse("facts", case, status)
            status = library.tiao_evaluate(
                case, ctypes.byref(question), ctypes.byref(answers))
            if status != OK:
                self.refuse("answers", answers, status)
            return json.loads(self.printed(
                library.tiao_answers_print, answers,
                ctypes.byref(Print(format=JSON))))
        finally:
            library.tiao_answers_free(answers)
            library.tiao_facts_free(case)
            library.tiao_rulebook_free(rulebook)


def words(answer):
    """One answer in a line, and the questions it waits for below."""
    name = " ".join(answer[key] for key in ("id", "decision", "period")
                    if answer.get(key))
    if answer["state"] == "value":
        outcome = answer["value"] + answer.get("unit", "")
    else:
        outcome = answer["state"]
    lines = [f"{name}: {outcome}"]
    for need in answer.get("needs", []):
        lines.append(f"    ? {need['fact']} {need.get('question', '')}")
    return "\n".join(line.rstrip() for line in lines)


def main():
    if len(sys.argv) != 4:
        print(f"usage: {sys.argv[0]} RULES FACTS DAY", file=sys.stderr)
        return 2
    tiao = Tiao(os.environ.get("TIAO_LIBRARY", "libtiao.so.0"))
    try:
        told = tiao.ask(*sys.argv[1:])
    except Refused as refused:
        print(str(refused).rstrip(), file=sys.stderr)
        return 1
    for answer in told["answers"]:
        print(words(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
