"""What the generators of cases share: the form of a case, exact numbers."""

from fractions import Fraction


def case(name, rules, facts, expect, **question):
    """One case; QUESTION may have as_of, period, readings, ask."""
    if isinstance(expect, dict):
        expect = [expect]
    return {"name": name, "rules": rules.strip("\n") + "\n",
            "facts": facts, **question, "expect": expect}


def value(v, **where):
    return {**where, "value": v}


def none(**where):
    return {**where, "none": True}


def fault(kind, **where):
    return {**where, "fault": kind}


def unknown(needs=None, **possible):
    """POSSIBLE: none, fault, lowest, highest, values: what is possible and
    must not be ruled out."""
    where = {k: possible.pop(k) for k in ("decision", "id", "period")
             if k in possible}
    expect = {**where, "unknown": possible}
    if needs is not None:
        expect["needs"] = needs
    return expect


def number(x, places=0):
    """X with exactly PLACES digits behind the point."""
    scaled = Fraction(x) * 10 ** places
    assert scaled.denominator == 1, (x, places)
    digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
    sign = "-" if scaled < 0 else ""
    if places == 0:
        return sign + digits
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def fraction(x):
    x = Fraction(x)
    return str(x.numerator) if x.denominator == 1 else str(x)


def one(name, kind, expression, facts, expect, more="", clause="", **question):
    """A rule of type KIND over one row whose FACTS are name: (type, value);
    a value of ... is not given."""
    fields = "".join(f"  {n} : {t}\n" for n, (t, _) in facts.items())
    row = {"$id": "一"}
    row.update({n: v for n, (_, v) in facts.items() if v is not ...})
    rules = (f"{more}实体 例\n{fields}规则 结果 : {kind}\n  依据 1.1\n  对 例\n"
             f"{clause}  取 {expression}\n")
    question.setdefault("ask", ["结果"])
    return case(name, rules, {"例": [row]}, expect, **question)
