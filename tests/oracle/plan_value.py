"""The oracle: one completion of the missing facts, asked from a node
downwards, every outcome worked out once and remembered.

Written from KERNEL K1 to K4 alone. There is no array walk here, no range and
no unknown: a world decides what was not given when it is first asked.
"""
import itertools
from fractions import Fraction

from plan_model import ANY, Fault, WIDE_MAX
from plan_scalar import Failure, SCALAR, number, period_of, round_whole

EXTRA_ROWS = 2


class Impossible(Exception):
    """No world is like this: a reference with nothing to refer to."""


class Misproved(Exception):
    """A node says of itself what is not so: the plan is wrong."""


class Choices:
    """Answers to "which of these?", one completion after another: all of
    them in turn, or at random when there are too many."""

    def __init__(self, rng):
        self.rng, self.made, self.at = rng, [], 0
        self.whole, self.random, self.between = True, False, {}

    def pick(self, options):
        if not options:
            raise Impossible()
        if len(options) == 1:
            return options[0]
        if self.random:
            return options[self.rng.randrange(len(options))]
        if self.at == len(self.made):
            self.made.append([0, len(options)])
        chosen = self.made[self.at][0]
        self.at += 1
        return options[chosen]

    def next(self):
        """Moves to the next completion; false when all were seen."""
        self.at = 0
        while self.made and self.made[-1][0] + 1 == self.made[-1][1]:
            self.made.pop()
        if not self.made:
            return False
        self.made[-1][0] += 1
        return True


class World:
    """One completion. Outcomes are values, None for none, or a Fault."""

    def __init__(self, plan, data, choices):
        self.plan, self.data, self.choices = plan, data, choices
        self.memo, self.rows_of, self.facts, self.totals = {}, {}, {}, {}
        self.settings, self.extra = {}, 0
        self.instances = {}
        for decision, node, subject, period in plan.instances:
            self.instances[node] = (decision, subject, period)
        self.declared = {(f, m): c for f, m, c in plan.declared}

    # What is given, and what is not.

    def total(self, entity):
        """How many rows ENTITY's table has, those not given included."""
        if entity not in self.totals:
            given, is_open = self.given(entity)
            extra = self.choices.pick(list(range(EXTRA_ROWS + 1))) \
                if is_open else 0
            self.totals[entity] = given + extra
            self.extra += extra
        return self.totals[entity]

    def given(self, entity):
        members = self.plan.entities[entity].members
        if members:
            return members, False
        return self.data.tables.get(entity,
                                    (1, False) if entity == 0 else (0, True))

    def any_value(self, t):
        """Values to try for something of type T that was not given."""
        if t.rep == "row":
            return list(range(self.total(t.entity)))
        if t.rep == "member":
            return [m for m in range(64) if t.lo >> m & 1]
        if t.rep == "truth":
            return [0, 1]
        if t.rep == "text":
            return ["", "甲", "b"]
        return [Fraction(v) if t.rep == "fraction" else v
                for v in self.between(t.lo, t.hi)]

    def between(self, low, high):
        """Whole numbers from LOW to HIGH: all, or the ends and some."""
        if high - low < 6:
            return list(range(low, high + 1))
        self.choices.whole = False
        known = self.choices.between
        if (low, high) not in known:
            known[low, high] = self.some_between(low, high)
        return known[low, high]

    def some_between(self, low, high):
        values = {low, high, low + 1, high - 1}
        values |= {v for v in (-1, 0, 1, 2, 100) if low <= v <= high}
        rng = self.choices.rng
        values |= {rng.randint(low, high) for _ in range(2)}
        for _, c in self.plan.constants:
            if isinstance(c, int):
                values |= {v for v in (c - 1, c, c + 1) if low <= v <= high}
        return sorted(values)

    def in_cell(self, cell, t):
        """One outcome of a cell that was given."""
        options = []
        if cell.value:
            if cell.lo is ANY:
                options += self.any_value(t)
            elif isinstance(cell.lo, frozenset):
                options += sorted(cell.lo)
            elif isinstance(cell.lo, (str, Fraction)):
                options.append(cell.lo)
                if cell.hi != cell.lo and not isinstance(cell.lo, str):
                    options += [cell.hi, (cell.lo + cell.hi) / 2]
            elif t.rep == "row":
                given = self.given(t.entity)[0]
                options += range(cell.lo, min(cell.hi + 1, given))
                if cell.hi >= given:
                    options += range(given, self.total(t.entity))
            else:
                options += self.between(cell.lo, cell.hi)
        if cell.none:
            options.append(None)
        if cell.fault is not None:
            options.append(Fault(*cell.fault))
        return self.choices.pick(options)

    def not_given(self, fact):
        if fact.presumed is not None:
            return self.in_cell(fact.presumed, self.plan.types[fact.type])
        return self.whatever(fact)

    def whatever(self, fact):
        t = self.plan.types[fact.type]
        return self.choices.pick(self.any_value(t)
                                 + ([None] if t.optional else []))

    def fact(self, number_, row):
        """A plain fact, or a state's or flow's value under a key."""
        key = (number_, row)
        if key not in self.facts:
            fact = self.plan.facts[number_]
            cell = self.data.plain.get(key) or self.declared.get(key)
            if row >= self.given(fact.entity)[0]:
                self.facts[key] = self.whatever(fact)
            elif cell is None:
                self.facts[key] = self.not_given(fact)
            else:
                self.facts[key] = self.in_cell(cell,
                                               self.plan.types[fact.type])
        return self.facts[key]

    def state(self, number_, row, day):
        if (number_, row) in self.data.plain:
            return self.fact(number_, row)
        history = self.data.state.get((number_, row), [])
        held = [i for i, (start, _) in enumerate(history) if start <= day]
        key = (number_, row, "entry", held[-1]) if held \
            else (number_, row, "day", day)
        cell = history[held[-1]][1] if held else None
        return self.series(key, cell, number_, row)

    def flow(self, number_, row, period):
        pairs = dict(self.data.flow.get((number_, row), []))
        return self.series((number_, row, "period", period),
                           pairs.get(period), number_, row)

    def series(self, key, cell, number_, row):
        if key not in self.facts:
            fact = self.plan.facts[number_]
            if row >= self.given(fact.entity)[0]:
                self.facts[key] = self.whatever(fact)
            elif cell is None:
                self.facts[key] = self.not_given(fact)
            else:
                self.facts[key] = self.in_cell(cell,
                                               self.plan.types[fact.type])
        return self.facts[key]

    def setting(self, name, cell, t):
        if name not in self.settings:
            self.settings[name] = self.in_cell(cell, t)
        return self.settings[name]

    # Spaces: a row is the path of its elements from the case down.

    def rows(self, space):
        if space not in self.rows_of:
            s = self.plan.spaces[space]
            self.rows_of[space] = list(
                [()] if s.kind == "case" else
                ((i,) for i in range(self.total(s.entity)))
                if s.kind == "table" else
                (up + (e,) for up in self.rows(s.parent)
                 for e in self.elements(space, up)))
        return self.rows_of[space]

    def elements(self, space, up):
        key = ("elements", space, up)
        if key not in self.memo:
            s = self.plan.spaces[space]
            self.memo[key] = self.linked(s, up) if s.kind == "pair" \
                else self.periods(s, up)
        return self.memo[key]

    def linked(self, s, up):
        rows = range(self.total(s.entity))
        if s.link is None:
            return list(rows)
        subject = self.value(s.subject, up)
        if subject is None or isinstance(subject, Fault):
            return []
        return [t for t in rows if self.value(s.link, (t,)) == subject]

    def periods(self, s, up):
        """Periods that meet the bounds; a bound that is a fault makes one
        row of it, so that no fold passes it over. With one day for both
        bounds there is always its one period."""
        start, end = self.value(s.start, up), self.value(s.end, up)
        fault = least_fault([start, end])
        if fault is not None:
            return [fault]
        if s.start == s.end and s.period != "roster":
            return [start if start is None else period_of(s.period, start)]
        if start is None or end is None or start > end:
            return []
        if s.period != "roster":
            return list(range(period_of(s.period, start),
                              period_of(s.period, end) + 1))
        return [m for m in range(self.total(s.entity))
                if self.meets(self.value(s.first, (m,)),
                              self.value(s.last, (m,)), start, end)]

    @staticmethod
    def meets(first, last, start, end):
        if any(x is None or isinstance(x, Fault) for x in (first, last)):
            return False
        return first <= end and start <= last and first <= last

    def children(self, space, up):
        if self.plan.spaces[space].kind == "table":
            return self.rows(space)
        return [up + (e,) for e in self.elements(space, up)]

    # Columns.

    def value(self, node, row):
        n = self.plan.nodes[node]
        if n.space == 0:
            row = ()
        key = (node, row)
        if key not in self.memo:
            outcome = self.assumed(node, row)
            if outcome is NOT_ASSUMED:
                outcome = self.work_out(n, row)
            self.memo[key] = outcome
        return self.memo[key]

    def assumed(self, node, row):
        if node not in self.instances or not self.data.assumed:
            return NOT_ASSUMED
        decision, subject, period = self.instances[node]
        for d, r, p, cell in self.data.assumed:
            if d != decision:
                continue
            if subject is not None and self.value(subject, row) != r:
                continue
            if p is not None and period is not None \
                    and self.value(period, row) != p:
                continue
            key = ("assumed", d, r, p)
            t = self.plan.type_of(self.plan.decisions[d][2])
            return self.setting(key, cell, t)
        return NOT_ASSUMED

    def work_out(self, n, row):
        choose = CHOOSING.get(n.op)
        if choose is not None:
            return choose(self, n, row)
        values = [self.value(o, row) for o in n.on]
        fault = least_fault(values)
        if fault is not None:
            return fault
        if None in values:
            return None
        try:
            return SCALAR[n.op](self, n, *values)
        except Failure as failure:
            return self.failed(failure.kind, n)

    def failed(self, kind, n):
        """The walk takes what only an open collection can make too large
        for having no bound, not for a fault: such worlds do not count."""
        if kind == "OVERFLOW" and self.extra:
            raise Impossible()
        return Fault(kind, n.place)


NOT_ASSUMED = object()


def least_fault(outcomes):
    """Of several faults the one of the least kind, then place."""
    faults = [o.key for o in outcomes if isinstance(o, Fault)]
    return Fault(*min(faults)) if faults else None


def op_const(w, n, row):
    value = w.plan.constants[n.a][1]
    return next(iter(value)) if isinstance(value, frozenset) else value


def op_fact(w, n, row):
    if w.plan.facts[n.a].entity == 0:
        return w.fact(n.a, 0)
    return w.fact(n.a, row[-1])


def op_state(w, n, row):
    at, day = w.value(n.on[0], row), w.value(n.on[1], row)
    fault = least_fault([at, day])
    if fault is not None or at is None or day is None:
        return fault
    return w.state(n.a, at, day)


def op_flow(w, n, row):
    at, period = w.value(n.on[0], row), w.value(n.on[1], row)
    fault = least_fault([at, period])
    if fault is not None or at is None or period is None:
        return fault
    return w.flow(n.a, at, period)


def op_day(name):
    """The day NAME; an asker who names no period means the as-of day."""
    def day(w, n, row):
        cell = getattr(w.data, name)
        same = not cell.known() and cell.key() == w.data.asof.key()
        return w.setting("asof" if same else name, cell,
                         w.plan.types[n.type])
    return day


def op_reading(w, n, row):
    entity, taken = w.plan.readings[n.a]
    cell = w.data.masks.get(n.a)
    if cell is None:
        return taken
    return w.setting(("reading", n.a), cell, w.plan.types[n.type])


def op_self(w, n, row):
    return row[-1] if row else 0


def op_ref(w, n, row):
    at = w.value(n.on[1], row)
    if at is None or isinstance(at, Fault):
        return at
    return w.value(n.on[0], (at,))


def op_and(w, n, row, deciding=0):
    values = [w.value(o, row) for o in n.on]
    if deciding in values:
        return deciding
    return least_fault(values) or 1 - deciding


def op_not(w, n, row):
    x = w.value(n.on[0], row)
    return x if x is None or isinstance(x, Fault) else 1 - x


def op_guard(w, n, row):
    b = w.value(n.on[0], row)
    if isinstance(b, Fault):
        return b
    return w.value(n.on[1], row) if b else None


def op_if(w, n, row):
    b = w.value(n.on[0], row)
    return b if isinstance(b, Fault) else w.value(n.on[1 if b else 2], row)


def op_else(w, n, row):
    c = w.value(n.on[0], row)
    return w.value(n.on[1], row) if c is None else c


def op_has(w, n, row):
    c = w.value(n.on[0], row)
    return c if isinstance(c, Fault) else int(c is not None)


def proved(w, n, most, least):
    if w.data.assumed:
        return
    if n.flags & 1 and most > 1 or n.flags & 2 and least == 0:
        raise Misproved()


def op_agree(w, n, row):
    values = [w.value(o, row) for o in n.on]
    some = [v for v in values if v is not None]
    proved(w, n, len(some), len(some))
    fault = least_fault(values)
    if fault is not None:
        return fault
    if not some:
        return None
    return some[0] if all(v == some[0] for v in some) \
        else Fault("CONFLICT", n.place)


def op_one(w, n, row):
    guards = [w.value(o, row) for o in n.on[::2]]
    proved(w, n, sum(g != 0 for g in guards), sum(g == 1 for g in guards))
    fault = least_fault(guards)
    if fault is not None:
        return fault
    if sum(guards) == 0:
        return None
    if sum(guards) > 1:
        return Fault("CONFLICT", n.place)
    return w.value(n.on[2 * guards.index(1) + 1], row)


def total_of(values, t):
    if t.rep == "fraction":
        return number(sum(values, Fraction(0)))
    return number(sum(values))


FOLD = {
    "SUM": total_of,
    "COUNT": lambda values, t: len(values),
    "LEAST": lambda values, t: min(values) if values else None,
    "GREATEST": lambda values, t: max(values) if values else None,
    "ANY": lambda values, t: int(any(values)),
    "ALL": lambda values, t: int(all(values)),
    "LIST": lambda values, t: tuple(values),
}
NARY = {"NSUM": "SUM", "NMIN": "LEAST", "NMAX": "GREATEST",
        "NCOUNT": "COUNT"}


def fold(w, n, op, outcomes):
    fault = least_fault(outcomes)
    if fault is not None:
        return fault
    try:
        return FOLD[op]([o for o in outcomes if o is not None],
                        w.plan.types[n.type])
    except Failure as failure:
        return w.failed(failure.kind, n)


def op_nary(w, n, row):
    return fold(w, n, NARY[n.op], [w.value(o, row) for o in n.on])


def op_fold(w, n, row):
    below = w.plan.nodes[n.on[0]].space
    return fold(w, n, n.op, [w.value(n.on[0], r)
                             for r in w.children(below, row)])


def op_upto(w, n, row):
    c, key, start, end = n.on
    beside = w.plan.nodes[key].space
    start, end = w.value(start, row), w.value(end, row)
    rows = w.children(beside, row[:-1])
    keys = [w.value(key, r) for r in rows]
    fault = least_fault([start, end] + keys)
    if fault is not None:
        return fault
    if start is None or end is None:
        return None
    return fold(w, n, n.a, [w.value(c, r) for r, k in zip(rows, keys)
                            if k is not None and start <= k <= end])


def op_split(w, n, row):
    values = [w.value(o, row) for o in n.on]
    fault = least_fault(values)
    if fault is not None:
        return fault
    if None in values:
        return None
    whole, weights = values[0], values[1:]
    if min(weights) < 0 or not any(weights):
        return Fault("BAD_WEIGHTS", n.place)
    if sum(weights) >= WIDE_MAX:
        return w.failed("OVERFLOW", n)
    parts = [round_whole(Fraction(whole * x) / sum(weights), 7)
             for x in weights]
    rest = whole - sum(parts) + parts[n.b]
    if rest * whole < 0:
        return Fault("SIGN_CHANGE", n.place)
    return rest if n.a == n.b else parts[n.a]


CHOOSING = {
    "CONST": op_const, "FACT": op_fact, "STATE": op_state, "FLOW": op_flow,
    "ASOF": op_day("asof"), "ASKED_FROM": op_day("asked_from"),
    "ASKED_TO": op_day("asked_to"), "READING": op_reading, "SELF": op_self,
    "UP": lambda w, n, row: w.value(n.on[0], row[:-1]), "REF": op_ref,
    "AND": op_and, "OR": lambda w, n, row: op_and(w, n, row, 1),
    "NOT": op_not, "GUARD": op_guard, "IF": op_if, "ELSE": op_else,
    "HAS": op_has, "AGREE": op_agree, "ONE": op_one, "UPTO": op_upto,
    "SPLIT": op_split,
}
CHOOSING.update({op: op_nary for op in NARY})
CHOOSING.update({op: op_fold for op in FOLD})


def completions(plan, data, rng, most):
    """Worlds, one after another, and with each whether all will be seen.
    When MOST do not suffice the rest are drawn at random."""
    choices = Choices(rng)
    for count in itertools.count():
        if count >= most:
            choices.whole = False
            return
        if count == most // 2:
            choices.random = True
        yield World(plan, data, choices), choices
        choices.at = 0
        if not choices.random and not choices.next():
            return
