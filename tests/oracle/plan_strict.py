"""Random nodes of the operators that each kind of column has of its own.

A function is given the maker, a space, the kind, how deep to go, and whether
the node has to be safe; it returns a node or None.
"""
from plan_kinds import (DATE, FIXED, FRACTION, MONEY, PERIODS, TEXT, TRUTH,
                        WHOLE)


def build_truth(m, space, kind, depth, safe):
    op = m.rng.choice(["AND", "OR", "OR", "NOT", "HAS", "LT", "LE", "EQ",
                       "EQ", "NE", "NE", "IN"])
    if op in ("AND", "OR"):
        on = m.some(space, TRUTH, depth, safe, optional=False)
        return on and m.node(op, space, kind, on, safe=m.both(*on))
    if op == "NOT":
        return m.apply(op, space, kind, [TRUTH], depth, safe, True)
    if op == "HAS":
        c = m.expr(space, m.any_kind(), depth - 1, True, safe)
        return None if c is None else m.node(op, space, kind, [c],
                                             safe=m.both(c))
    if op == "IN":
        roster = ("member", m.roster)
        members = m.plan.entities[m.roster].members
        mask = frozenset(i for i in range(members) if m.chance(0.5)) \
            or frozenset([0])
        return m.apply(op, space, kind, [roster], depth, safe, True,
                       a=m.constant("member", mask))
    of = m.ordered() if op in ("LT", "LE") else m.any_kind()
    return m.apply(op, space, kind, [of, of], depth, safe, True)


def build_number(m, space, kind, depth, safe):
    scale = kind[1]
    ops = ["ADD", "SUBTRACT", "NEGATE", "MIN", "MAX", "MULTIPLY", "ROUND",
           "POWER", "DOMAIN", "NSUM", "NMIN", "NMAX", "SPLIT"]
    if scale:
        ops += ["RESCALE"]
    else:
        ops += ["NCOUNT", "DAYS_BETWEEN", "WHOLE_MONTHS", "WHOLE_YEARS",
                "YEAR_OF", "MONTH_OF", "DAY_OF", "WEEKDAY"]
    op = m.rng.choice(["MIN", "MAX", "NMIN"] if safe else ops)
    return build_op(m, op, space, kind, depth, safe)


def build_op(m, op, space, kind, depth, safe):
    rng = m.rng
    if op in ("NSUM", "NMIN", "NMAX", "NCOUNT"):
        on = m.some(space, m.any_kind() if op == "NCOUNT" else kind, depth,
                    safe)
        return on and m.node(op, space, kind, on,
                             safe=m.both(*on) and op != "NSUM",
                             optional=op in ("NMIN", "NMAX"))
    if op == "SPLIT":
        weights = rng.choice([WHOLE, MONEY])
        on = [m.leaf(space, weights, False, True) if m.chance(0.6)
              else m.expr(space, weights, depth - 1)
              for _ in range(rng.randint(2, 3))]
        whole = m.expr(space, kind, depth - 1, False, safe)
        if None in on or whole is None:
            return None
        rest = rng.randrange(len(on))
        return rng.choice([m.node(op, space, kind, [whole] + on, part, rest)
                           for part in range(len(on))])
    if op == "ROUND":
        step = m.constant("number", rng.choice([1, 1, 5, 10, 100, 3]))
        before = rng.choice([WHOLE, MONEY, FRACTION, ("number", 4)])
        return m.apply(op, space, kind, [before], depth, safe,
                       a=rng.randrange(8), b=step)
    if op == "POWER":
        return m.apply(op, space, kind, [rng.choice([WHOLE, MONEY]), WHOLE],
                       depth, safe, a=rng.randrange(8))
    if op == "DOMAIN":
        low, high = m.domain(WHOLE)
        return m.apply(op, space, kind, [kind], depth, safe, low=low,
                       high=high)
    if op == "MULTIPLY":
        left = rng.randint(0, kind[1])
        kinds = [("number", left), ("number", kind[1] - left)]
        return m.apply(op, space, kind, kinds, depth, safe)
    if op == "RESCALE":
        return m.apply(op, space, kind, [("number", rng.randrange(kind[1]))],
                       depth, safe)
    if op in ("DAYS_BETWEEN", "WHOLE_MONTHS", "WHOLE_YEARS"):
        a = rng.randrange(2) if op != "DAYS_BETWEEN" else 0
        return m.apply(op, space, kind, [DATE, DATE], depth, safe, True, a=a)
    if op in FIXED:
        return m.apply(op, space, kind, [DATE], depth, safe, True)
    kinds = [kind] if op == "NEGATE" else [kind, kind]
    return m.apply(op, space, kind, kinds, depth, safe, op in ("MIN", "MAX"))


def build_fraction(m, space, kind, depth, safe):
    op = m.rng.choice(["MIN", "MAX"] if safe else [
        "FRACTION", "FRACTION", "DIVIDE", "DIVIDE", "ADD", "SUBTRACT",
        "MULTIPLY", "NEGATE", "MIN", "MAX", "NSUM", "NMIN", "NMAX"])
    if op in ("NSUM", "NMIN", "NMAX"):
        return build_op(m, op, space, kind, depth, safe)
    if op == "FRACTION":
        return m.apply(op, space, kind, [m.rng.choice([WHOLE, MONEY])],
                       depth, safe)
    return m.apply(op, space, kind, [kind] * (1 if op == "NEGATE" else 2),
                   depth, safe, op in ("MIN", "MAX"))


def build_date(m, space, kind, depth, safe):
    rng = m.rng
    op = rng.choice(["FIRST_DAY", "LAST_DAY", "NMIN"] if safe else [
        "ADD_DAYS", "ADD_MONTHS", "MAKE_DATE", "FIRST_DAY", "LAST_DAY",
        "NMIN", "NMAX"])
    if op in ("NMIN", "NMAX"):
        return build_op(m, op, space, kind, depth, safe)
    if op == "MAKE_DATE":
        year = m.const(WHOLE, [2023, 2024, 2025, 0, 9999])
        on = [year] + [m.expr(space, WHOLE, depth - 1, False, safe)
                       for _ in range(2)]
        return m.node(op, space, kind, on)
    if op in ("FIRST_DAY", "LAST_DAY"):
        return m.apply(op, space, kind, [("period", rng.choice(PERIODS))],
                       depth, safe, True)
    a = rng.randrange(3) if op == "ADD_MONTHS" else 0
    return m.apply(op, space, kind, [DATE, WHOLE], depth, safe, a=a)


def build_period(m, space, kind, depth, safe):
    if safe or m.chance(0.5):
        return m.apply("PERIOD_OF", space, kind, [DATE], depth, safe, True)
    return m.apply("SHIFT", space, kind, [kind, WHOLE], depth, safe)


def build_text(m, space, kind, depth, safe):
    if safe or m.chance(0.4):
        return m.apply("FORMAT", space, kind, [m.rng.choice([
            WHOLE, MONEY, DATE, ("period", m.rng.choice(PERIODS)),
            ("member", m.roster)])], depth, safe, True)
    on = m.some(space, TEXT, depth, safe, 1, 3, False)
    return on and m.node("CONCAT", space, kind, on)


BUILD = {"truth": build_truth, "number": build_number,
         "fraction": build_fraction, "date": build_date,
         "period": build_period, "text": build_text}
