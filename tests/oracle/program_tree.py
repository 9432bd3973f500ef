"""Programs as trees of Python's own, and what they mean.

Written from spec/language.md alone. A program is evaluated from the decision
asked downwards; numbers are Fractions in their declared unit, so nothing here
knows of scales or 128 bits. Outcomes are values, None for none, or a Fault.
"""
from fractions import Fraction

from plan_model import Fault
from plan_scalar import (date_of, day_of, period_first, period_last,
                         period_of, round_whole, whole_months)
from plan_value import least_fault

class Expr:
    """OP with its operands and what else it needs. KIND is ("truth",),
    ("number", unit), ("date",), ("member", roster), ("row", entity) or
    ("period", kind); SCALE is the decimal places, None for a fraction; LEVEL
    is how loosely its text binds."""
    __slots__ = ("op", "on", "more", "kind", "scale", "optional")

    def __init__(self, op, kind, on=(), more=None, scale=0, optional=False):
        self.op, self.kind, self.on, self.more = op, kind, list(on), more
        self.scale, self.optional = scale, optional


class Fact:
    def __init__(self, name, kind, scale=0, low=None, high=None,
                 optional=False, form="plain", presumed=None):
        self.name, self.kind, self.scale = name, kind, scale
        self.low, self.high, self.optional = low, high, optional
        self.form, self.presumed = form, presumed


class Entity:
    def __init__(self, name, facts, members=None):
        self.name, self.facts, self.members = name, facts, members
        self.declared = {}          # (member, fact): value, of a roster


class Roster:
    """An enumeration: members without facts."""

    def __init__(self, name, members):
        self.name, self.members = name, members


class Rule:
    """One rule, proviso or exception. OVER is what it overrides: a rule, a
    proviso, or a decision."""

    def __init__(self, label):
        self.label, self.when, self.lets, self.gives = label, [], [], None
        self.effective = self.expires = None
        self.span = None            # 自 .. 至
        self.provisos, self.exceptions = [], []
        self.over, self.outside = None, False
        self.around = None          # of a proviso: its rule


class Table:
    """ROWS are ([cell ...], out); a cell is ("any",), ("others",), ("is",
    [test ...]), ("not", test) or ("when", Expr); a test is ("value", Expr),
    ("range", low, low_in, high, high_in) or ("none",)."""

    def __init__(self, policy, heads, rows):
        self.policy, self.heads, self.rows = policy, heads, rows


class Decision:
    def __init__(self, name, kind, scale, entity, period=None):
        self.name, self.kind, self.scale = name, kind, scale
        self.entity, self.period = entity, period
        self.rules, self.combine, self.otherwise = [], None, None
        self.exceptions = []
        self.low = self.high = None
        self.standard = False
        self.parameters = None      # of a helper: [(name, kind, scale)]
        self.split = None           # of a part: (Split, whole, index)


class Split:
    def __init__(self, name, entity, wholes, parts, weights, rest):
        self.name, self.entity, self.wholes = name, entity, wholes
        self.parts, self.weights, self.rest = parts, weights, rest


class Program:
    def __init__(self):
        self.entities, self.rosters, self.decisions = [], [], []
        self.splits, self.readings, self.presumed = [], [], []


class Case:
    """What is given for a program. PLAIN is by (entity, row, fact name); a
    state's value is a list of (day, value), a flow's a dict by period.
    Missing keys are not known."""

    def __init__(self):
        self.rows, self.open, self.facts = {}, set(), {}
        self.asof, self.period, self.readings = None, None, {}


# What an expression is worked out in.

class Env:
    __slots__ = ("entity", "row", "asof", "kind", "period", "names", "this")

    def __init__(self, entity=None, row=0, asof=None, kind=None, period=None,
                 names=None, this=None):
        self.entity, self.row, self.asof = entity, row, asof
        self.kind, self.period = kind, period
        self.names = names or {}
        self.this = this

    def but(self, **what):
        held = {k: getattr(self, k) for k in self.__slots__}
        held.update(what)
        return Env(**held)


class Meaning:
    """A program with facts. MISSING answers for what is not given."""

    def __init__(self, program, case, missing):
        self.program, self.case, self.missing = program, case, missing
        self.memo = {}

    # Facts.

    def fact(self, entity, row, fact, env):
        declared = entity.declared.get((row, fact.name))
        if entity.members is not None:
            return declared
        given = self.case.facts.get((entity.name, row, fact.name), NOT_GIVEN)
        if fact.form == "state" and isinstance(given, list):
            held = [v for day, v in given if day <= env.asof]
            given = held[-1] if held else NOT_GIVEN
            key = (entity.name, row, fact.name, env.asof)
        elif fact.form == "flow":
            period = self.period_for("month", env)
            given = NOT_GIVEN if given is NOT_GIVEN else given.get(
                period, NOT_GIVEN)
            key = (entity.name, row, fact.name, period)
        else:
            key = (entity.name, row, fact.name)
        if given is not NOT_GIVEN:
            return given
        if fact.presumed is not None and row < self.case.rows[entity.name]:
            return fact.presumed
        return self.missing.value(key, fact)

    def rows(self, entity):
        if entity.members is not None:
            return range(len(entity.members))
        return range(self.case.rows[entity.name]
                     + self.missing.more(entity.name, self.case))

    @staticmethod
    def period_for(kind, env):
        """The one period of KIND that is meant."""
        if env.kind == kind:
            return env.period
        day = env.asof if env.kind is None else period_first(env.kind,
                                                             env.period)
        return period_of(kind, day)

    # Decisions.

    def decision(self, d, entity_row, env):
        """D for a row, in the period and as of the day that ENV means."""
        if d.period is None:
            inner = Env(d.entity, entity_row, env.asof, this=entity_row)
        else:
            period = self.period_for(d.period, env)
            inner = Env(d.entity, entity_row, period_first(d.period, period),
                        d.period, period, this=entity_row)
        key = (id(d), entity_row, inner.asof, inner.period)
        if key not in self.memo:
            self.memo[key] = self.bounded(d, self.body(d, inner))
        return self.memo[key]

    @staticmethod
    def bounded(d, outcome):
        if d.low is None or outcome is None or isinstance(outcome, Fault):
            return outcome
        return outcome if d.low <= outcome <= d.high \
            else Fault("OUT_OF_DOMAIN", 0)

    def body(self, d, env):
        if d.split is not None:
            return self.part(d, env)
        outcome = self.combined(d, env)
        if outcome is None and d.otherwise is not None:
            outcome = self.gives(d.otherwise, env)
        return self.excepted(d.exceptions, env, outcome)

    def combined(self, d, env):
        fires = [self.fires(r, env) for r in d.rules]
        values = [self.guarded(f, r, env) for f, r in zip(fires, d.rules)]
        if d.combine == "exclusive":
            fault = least_fault(fires)
            if fault is not None:
                return fault
            if sum(fires) > 1:
                return Fault("CONFLICT", 0)
            return values[fires.index(1)] if any(fires) else None
        if d.combine is None:
            return agree(values)
        if d.combine == "stacked":
            some = any_of(fires)
            if isinstance(some, Fault):
                return some
            if not some:
                return None
        return fold(d.combine, values)

    def guarded(self, fires, rule, env):
        if isinstance(fires, Fault):
            return fires
        return self.value_of(rule, env) if fires else None

    def excepted(self, exceptions, env, otherwise):
        """What the exceptions that fire agree on, else OTHERWISE."""
        if not exceptions:
            return otherwise
        fires = [self.fires(e, env) for e in exceptions]
        some = any_of(fires)
        if isinstance(some, Fault):
            return some
        if not some:
            return otherwise
        return agree([self.guarded(f, e, env)
                      for f, e in zip(fires, exceptions)])

    def holds(self, rule, env):
        """Do the rule's own conditions hold, versions included?"""
        tests = []
        if rule.effective is not None:
            tests.append(int(rule.effective <= env.asof))
        if rule.expires is not None:
            tests.append(int(env.asof < rule.expires))
        if rule.span is not None:
            first = last = env.asof
            if env.kind is not None:
                first = period_first(env.kind, env.period)
                last = period_last(env.kind, env.period)
            tests.append(int(rule.span[0] <= last))
            if rule.span[1] is not None:
                tests.append(int(first <= rule.span[1]))
        inner = self.bind(rule, env)
        tests += [self.value(w, inner) for w in rule.when]
        return all_of(tests)

    def fires(self, rule, env):
        """A rule fires when its conditions hold or, what overrides it and
        stands on conditions of its own, does. A proviso stands under the
        rule around it."""
        holds = self.holds(rule, env)
        if rule.around is not None:
            holds = all_of([self.holds(rule.around, env), holds])
        others = [e for e in rule.exceptions
                  if e.outside or rule.around is not None]
        return any_of([holds] + [self.fires(e, env) for e in others]) \
            if others else holds

    def value_of(self, rule, env):
        own = self.gives(rule.gives, self.bind(rule, env))
        return self.excepted(rule.exceptions, env, own)

    def bind(self, rule, env):
        if not rule.lets:
            return env
        inner = env.but(names=dict(env.names))
        for name, e in rule.lets:
            inner.names[name] = (e, inner.but(names=dict(inner.names)))
        return inner

    def gives(self, gives, env):
        if gives is None:
            return None
        return self.table(gives, env) if isinstance(gives, Table) \
            else self.value(gives, env)

    # Tables.

    def table(self, t, env):
        if t.policy == "marginal":
            return self.marginal(t, env)
        named = [self.row_holds(t, cells, env) for cells, _ in t.rows
                 if ("others",) not in cells]
        rest = not_of(any_of(named))
        guards = []
        for cells, _ in t.rows:
            holds = self.row_holds(t, cells, env)
            guards.append(all_of([holds, rest]) if ("others",) in cells
                          else holds)
        if t.policy == "whole_amount":
            return self.whole(t, guards, env)
        return self.chosen(t, guards, env)

    def row_holds(self, t, cells, env):
        return all_of([self.cell(head, cell, env)
                       for head, cell in zip(t.heads, cells)])

    def cell(self, head, cell, env):
        if cell[0] in ("any", "others"):
            return 1
        if cell[0] == "when":
            return self.value(cell[1], env)
        x = self.value(head, env)
        tests = [self.test(x, t, env) for t in cell[1]]
        return any_of(tests) if cell[0] == "is" else not_of(any_of(tests))

    def test(self, x, test, env):
        if test[0] == "none":
            return x if isinstance(x, Fault) else int(x is None)
        if x is None:
            return 0
        if test[0] == "value":
            return strict(lambda a, b: int(a == b),
                          [x, self.value(test[1], env)])
        _, low, low_in, high, high_in = test
        tests = []
        if low is not None:
            tests.append(strict(lambda a, b: int(b < a or low_in and a == b),
                                [x, self.value(low, env)]))
        if high is not None:
            tests.append(strict(lambda a, b: int(a < b or high_in and a == b),
                                [x, self.value(high, env)]))
        return all_of(tests)

    def chosen(self, t, guards, env):
        outs = [out for _, out in t.rows]
        if t.policy == "first":
            for g, out in zip(guards, outs):
                if isinstance(g, Fault):
                    return g
                if g:
                    return self.gives(out, env)
            return None
        if t.policy == "counted":
            fault = least_fault(guards)
            return fault if fault is not None else Fraction(sum(guards))
        if t.policy == "unique":
            fault = least_fault(guards)
            if fault is not None:
                return fault
            if sum(guards) > 1:
                return Fault("CONFLICT", 0)
            return self.gives(outs[guards.index(1)], env) \
                if any(guards) else None
        values = [g if isinstance(g, Fault) else
                  self.gives(out, env) if g else None
                  for g, out in zip(guards, outs)]
        if t.policy == "agreeing":
            return agree(values)
        return fold("lowest" if t.policy == "preferred" else t.policy,
                    values)

    def marginal(self, t, env):
        x = self.value(t.heads[0], env)
        total = Fraction(0)
        for cells, rate in t.rows:
            _, low, _, high, _ = cells[0][1][0]
            ends = [self.value(e, env) if e is not None else d
                    for e, d in ((low, Fraction(0)), (high, None))]
            r = self.value(rate, env)
            fault = least_fault([x, r] + ends)
            if fault is not None:
                return fault
            top = x if ends[1] is None else min(x, ends[1])
            total += r * max(Fraction(0), top - ends[0])
        return total

    def whole(self, t, guards, env):
        fault = least_fault(guards)
        if fault is not None:
            return fault
        if sum(guards) == 0:
            return None
        rate = self.value(t.rows[guards.index(1)][1], env)
        return strict(lambda a, b: a * b, [self.value(t.heads[0], env), rate])

    # Splits.

    def part(self, d, env):
        split, whole, index = d.split
        amount = self.decision(whole, env.row, env)
        weights = self.weights(split, env)
        if weights is None:         # no row of its table applies
            return None
        fault = least_fault([amount] + weights)
        if fault is not None:
            return fault
        if amount is None:
            return None
        if min(weights) < 0 or not any(weights):
            return Fault("BAD_WEIGHTS", 0)
        unit = Fraction(1, 100)
        parts = [round_whole(amount * w / sum(weights) / unit, 7) * unit
                 for w in weights]
        rest = split.parts.index(split.rest)
        others = sum(p for i, p in enumerate(parts) if i != rest)
        if (amount - others) * amount < 0:
            return Fault("SIGN_CHANGE", 0)
        parts[rest] = amount - others
        return parts[index]

    def weights(self, split, env):
        if not isinstance(split.weights, Table):
            return list(split.weights)
        t = split.weights
        named = [self.row_holds(t, cells, env) for cells, _ in t.rows
                 if ("others",) not in cells]
        rest = not_of(any_of(named))
        for cells, ratio in t.rows:
            holds = self.row_holds(t, cells, env)
            if ("others",) in cells:
                holds = all_of([holds, rest])
            if isinstance(holds, Fault):
                return [holds]
            if holds:
                return list(ratio)
        return None

    # Expressions.

    def value(self, e, env):
        lazy = LAZY.get(e.op)
        if lazy is not None:
            return lazy(self, e, env)
        return strict(lambda *v: STRICT[e.op](e, *v),
                      [self.value(x, env) for x in e.on])


NOT_GIVEN = object()


def strict(function, values):
    fault = least_fault(values)
    if fault is not None:
        return fault
    if None in values:
        return None
    return function(*values)


def all_of(values):
    return 0 if 0 in values else least_fault(values) or 1


def any_of(values):
    return 1 if 1 in values else least_fault(values) or 0


def not_of(x):
    return x if isinstance(x, Fault) else 1 - x


def agree(values):
    fault = least_fault(values)
    if fault is not None:
        return fault
    some = [v for v in values if v is not None]
    if not some:
        return None
    return some[0] if all(v == some[0] for v in some) \
        else Fault("CONFLICT", 0)


def fold(how, values):
    fault = least_fault(values)
    if fault is not None:
        return fault
    some = [v for v in values if v is not None]
    if how in ("stacked", "sum"):
        return sum(some, Fraction(0))
    if how == "count":
        return Fraction(len(some))
    if how == "mean":
        return sum(some, Fraction(0)) / len(some) if some else None
    if not some:
        return None
    return max(some) if how in ("highest", "max") else min(some)


def lazy_if(m, e, env):
    b = m.value(e.on[0], env)
    return b if isinstance(b, Fault) else m.value(e.on[1 if b else 2], env)


def lazy_if_none(m, e, env):
    c = m.value(e.on[0], env)
    return m.value(e.on[1], env) if c is None else c


def lazy_has(m, e, env):
    c = m.value(e.on[0], env)
    return c if isinstance(c, Fault) else int((c is not None) == e.more)


def lazy_name(m, e, env):
    """What 令 or a parameter calls so."""
    inner, scope = env.names[e.more]
    return m.value(inner, scope)


def lazy_fact(m, e, env):
    """A fact of this row, or of the row that ON leads to."""
    entity, fact = e.more
    row = env.row
    if e.on:
        row = m.value(e.on[0], env)
        if row is None or isinstance(row, Fault):
            return row
    return m.fact(entity, row, fact, env)


def lazy_decision(m, e, env):
    row = env.row
    if e.on:
        row = m.value(e.on[0], env)
        if row is None or isinstance(row, Fault):
            return row
    if e.more.entity is None:
        row = 0
    return m.decision(e.more, row, env)


def lazy_helper(m, e, env):
    names = {name: (x, env) for (name, _, _), x in zip(e.more.parameters,
                                                        e.on)}
    inner = Env(None, 0, env.asof, env.kind, env.period, names)
    return m.bounded(e.more, m.body(e.more, inner))


def lazy_on(m, e, env):
    day = m.value(e.on[1], env)
    if day is None or isinstance(day, Fault):
        return day
    return m.value(e.on[0], env.but(asof=day, kind=None, period=None))


def lazy_over(m, e, env):
    """An aggregate over rows: MORE is (how, entity, link or None, when or
    None); ON is what is taken of each, or nothing."""
    how, entity, link, when = e.more
    taken = []
    for row in m.rows(entity):
        inner = Env(entity, row, env.asof, env.kind, env.period, env.names,
                    env.this)
        if link is not None:
            to = m.fact(entity, row, link, inner)
            if to != env.this:
                continue
        if when is not None:
            b = m.value(when, inner)
            if isinstance(b, Fault):
                taken.append(b)
                continue
            if not b:
                taken.append(None)
                continue
        taken.append(m.value(e.on[0], inner) if e.on else 1)
    if how in ("exists", "every_one"):
        fault = least_fault(taken)
        if fault is not None:
            return fault
        some = [v for v in taken if v is not None]
        return int(any(some)) if how == "exists" else int(all(some))
    return fold(how, taken)


def lazy_values(m, e, env):
    return fold(e.more, [m.value(x, env) for x in e.on])


def lazy_periods(m, e, env):
    """A decision over the periods within this one; TO_DATE: from the year's
    first to this one."""
    how, d, to_date = e.more
    if to_date:
        year = date_of(period_first(env.kind, env.period)).year
        first = period_of(d.period, day_of(year, 1, 1))
        last = env.period
    else:
        first = period_of(d.period, period_first(env.kind, env.period))
        last = period_of(d.period, period_last(env.kind, env.period))
    row = 0 if d.entity is None else env.row
    return fold(how, [m.decision(d, row, Env(
        env.entity, row, period_first(d.period, p), d.period, p))
        for p in range(first, last + 1)])


def in_tests(m, e, env):
    x = m.value(e.on[0], env)
    b = any_of([m.test(x, t, env) for t in e.more])
    return b if e.op == "in" else not_of(b)


LAZY = {
    "const": lambda m, e, env: e.more,
    "and": lambda m, e, env: all_of([m.value(x, env) for x in e.on]),
    "or": lambda m, e, env: any_of([m.value(x, env) for x in e.on]),
    "not": lambda m, e, env: not_of(m.value(e.on[0], env)),
    "if": lazy_if, "if_none": lazy_if_none, "has": lazy_has,
    "name": lazy_name, "fact": lazy_fact, "decision": lazy_decision,
    "helper": lazy_helper, "on": lazy_on, "over": lazy_over,
    "values": lazy_values, "periods": lazy_periods,
    "reading": lambda m, e, env: int(
        m.missing.reading(m.case, e.more[0]) == e.more[1]),
    "first_day": lambda m, e, env: period_first(env.kind, env.period),
    "last_day": lambda m, e, env: period_last(env.kind, env.period),
    "in": in_tests, "not in": in_tests,
}


def rounded(e, x):
    how, step = e.more
    return round_whole(x / step, how) * step


def divided(e, a, b):
    return Fault("DIVISION_BY_ZERO", 0) if b == 0 else a / b


def made_date(e, y, m, d):
    try:
        return day_of(int(y), int(m), int(d))
    except ValueError:
        return Fault("NO_SUCH_DATE", 0)


STRICT = {
    "+": lambda e, a, b: a + b, "-": lambda e, a, b: a - b,
    "*": lambda e, a, b: a * b, "/": divided,
    "negate": lambda e, a: -a,
    "capped_at": lambda e, a, b: min(a, b),
    "floored_at": lambda e, a, b: max(a, b),
    "round": rounded,
    "<": lambda e, a, b: int(a < b), "<=": lambda e, a, b: int(a <= b),
    ">": lambda e, a, b: int(a > b), ">=": lambda e, a, b: int(a >= b),
    "=": lambda e, a, b: int(a == b), "!=": lambda e, a, b: int(a != b),
    "absolute": lambda e, a: abs(a),
    "age": lambda e, a, b: Fraction(int(whole_months(a, b, 0) / 12)),
    "age_months": lambda e, a, b: Fraction(whole_months(a, b, 0)),
    "days_between": lambda e, a, b: Fraction(b - a),
    "year_of": lambda e, a: Fraction(date_of(a).year),
    "make_date": made_date,
    "ref": lambda e, a: a,
}
