"""Random well-typed programs, and facts for them."""
from fractions import Fraction

from plan_scalar import DAY_FIRST, day_of, period_of
from program_tree import (Case, Decision, Entity, Expr, Fact, Program, Roster,
                          Rule, Split, Table)

TRUTH, DATE = ("truth",), ("date",)
YUAN, ONE = ("number", "yuan"), ("number", "one")
STEPS = {"yuan": [Fraction(1, 100), Fraction(1, 10), Fraction(1)],
         "one": [Fraction(1, 100), Fraction(1)]}
DAYS = [day_of(2024, 2, 28), day_of(2024, 12, 31), day_of(2025, 3, 30)]
COMPARE = ["<", "<=", ">", ">=", "=", "!="]
MOST_PLACES = 6


class Scope:
    """What may be named where an expression stands."""

    def __init__(self, entity, period=None, names=(), inner=False):
        self.entity, self.period = entity, period
        self.names, self.inner = list(names), inner


class Generator:
    def __init__(self, rng):
        self.rng, self.program, self.used = rng, Program(), 0
        self.done, self.helpers, self.labels = [], [], []

    def chance(self, p):
        return self.rng.random() < p

    def name(self):
        self.used += 1
        if self.chinese:
            return self.rng.choice("款数额率项类户") + "名%d" % self.used
        return self.rng.choice(["sum", "part", "rate", "item"]) \
            + "_n%d" % self.used

    # The scenery.

    def make(self):
        rng, p = self.rng, self.program
        self.chinese = self.chance(0.6)
        self.enum = Roster(self.name(), [self.name() for _ in range(
            rng.randint(2, 3))])
        p.rosters = [self.enum]
        members = [self.name() for _ in range(rng.randint(2, 3))]
        self.county = Entity(self.name(), [
            Fact(self.name(), ONE, 0), Fact(self.name(), YUAN, 2)], members)
        for m in range(len(members)):
            for f in self.county.facts:
                self.county.declared[m, f.name] = Fraction(rng.randint(0, 3))
        self.main = Entity(self.name(), self.facts(rng.randint(4, 7)))
        self.main.facts.append(Fact(self.name(), ("row", self.county)))
        self.child = Entity(self.name(), self.facts(rng.randint(2, 4)))
        self.child.facts.append(Fact(self.name(), ("row", self.main)))
        p.entities = [self.county, self.main, self.child]
        for _ in range(rng.choice([0, 1, 2])):
            p.readings.append((self.name(), [self.name(), self.name()]))
        for _ in range(rng.choice([0, 1, 2])):
            self.standard()
        for _ in range(rng.choice([0, 0, 1])):
            self.helper()
        for _ in range(rng.randint(3, 7)):
            self.decision()
        if self.chance(0.5):
            self.split()
        return p

    def facts(self, n):
        rng, facts = self.rng, []
        kinds = [TRUTH, TRUTH, YUAN, YUAN, ONE, ONE, DATE,
                 ("member", self.enum)]
        for _ in range(n):
            kind = rng.choice(kinds)
            fact = Fact(self.name(), kind, optional=self.chance(0.25))
            if kind == YUAN:
                fact.scale = rng.choice([2, 2, 0])
            elif kind == ONE:
                fact.scale = rng.choice([0, 0, 1, 2, None])
            if kind[0] == "number":
                fact.low = Fraction(rng.choice([0, 0, -1]))
                fact.high = fact.low + rng.choice([1, 2, 3, 100])
            if self.chance(0.2):
                fact.form = rng.choice(["state", "flow"])
            elif self.chance(0.08) and not fact.optional \
                    and fact.scale is not None:
                fact.presumed = self.sample(fact)
            facts.append(fact)
        return facts

    def sample(self, fact):
        rng, kind = self.rng, fact.kind
        if fact.optional and self.chance(0.25):
            return None
        if kind == TRUTH:
            return rng.randint(0, 1)
        if kind == DATE:
            return rng.choice(DAYS) + rng.randint(-1, 3)
        if kind[0] == "member":
            return rng.randrange(len(kind[1].members))
        value = fact.low + rng.randint(0, int(fact.high - fact.low))
        if fact.scale and self.chance(0.3):
            value = min(fact.high, value + Fraction(1, 10 ** fact.scale))
        if fact.scale is None and self.chance(0.5):
            value = min(fact.high, value + Fraction(1, 3))
        return value

    # Decisions.

    def new_decision(self, entity, period=None, kind=None):
        rng = self.rng
        kind = kind or rng.choice([YUAN] * 5 + [ONE, ONE, TRUTH,
                                                ("member", self.enum), DATE])
        scale = 0
        if kind == YUAN:
            scale = rng.choice([2, 2, 2, 4, 0])
        elif kind == ONE:
            scale = rng.choice([0, 0, 2, None])
        d = Decision(self.name(), kind, scale, entity, period)
        if kind[0] == "number" and scale is not None and self.chance(0.1):
            d.low, d.high = Fraction(-1), Fraction(rng.randint(2, 300))
        return d

    def decision(self):
        rng = self.rng
        entity = rng.choice([self.main] * 4 + [self.child] * 2 + [None])
        period = rng.choice([None] * 4 + ["year", "month"])
        d = self.new_decision(entity, period)
        scope = Scope(entity, period)
        d.rules.append(self.rule(d, scope, None))
        while self.chance(0.3) and len(d.rules) < 3:
            d.rules.append(self.rule(d, scope, self.name()))
        if len(d.rules) > 1 and self.chance(0.6):
            numbers = ["highest", "lowest", "stacked"]
            d.combine = rng.choice(
                (numbers if d.kind[0] == "number" else []) + ["exclusive"])
        if self.chance(0.4):
            d.otherwise = self.stored(d.kind, d.scale, scope, 1)
        if self.chance(0.25):
            d.exceptions.append(self.exception(d, scope, d))
        if self.chance(0.15) and d.rules[0].label is None \
                and len(d.rules) > 1:
            target = d.rules[1]
            target.exceptions.append(self.exception(d, scope, target))
        self.finish(d)

    def finish(self, d):
        d.optional = not self.sure(d)
        self.program.decisions.append(d)
        self.done.append(d)

    def sure(self, d):
        """Can D certainly not be none?"""
        rules = [e for e in d.exceptions]
        while rules:
            rule = rules.pop()
            if not isinstance(rule.gives, Expr) or rule.gives.optional:
                return False
            rules += rule.exceptions
        if d.otherwise is not None:
            return not d.otherwise.optional
        first = d.rules[0]
        return len(d.rules) == 1 and not first.when \
            and first.effective is None and first.expires is None \
            and first.span is None and isinstance(first.gives, Expr) \
            and not first.gives.optional and not first.exceptions

    def rule(self, d, scope, label, depth=2):
        rng, rule = self.rng, Rule(label)
        inner = Scope(scope.entity, scope.period, scope.names)
        if self.chance(0.25):
            name = self.name()
            e = self.expr(rng.choice([YUAN, ONE, TRUTH]), scope, depth)
            rule.lets.append((name, e))
            inner.names.append((name, e))
        if self.chance(0.7):
            rule.when.append(self.expr(TRUTH, inner, depth))
        if self.chance(0.1):
            rule.effective = rng.choice(DAYS)
        if self.chance(0.1):
            rule.expires = max(rng.choice(DAYS) + 300,
                               (rule.effective or 0) + 1)
        if self.chance(0.08):
            rule.span = (rng.choice(DAYS), None)
            if self.chance(0.5):
                rule.span = (rule.span[0], rule.span[0] + 200)
        if self.chance(0.45):
            rule.gives = self.table(d, inner)
        if rule.gives is None:
            rule.gives = self.stored(d.kind, d.scale, inner, depth)
        if self.chance(0.3):
            self.provisos(d, inner, rule)
        return rule

    def provisos(self, d, scope, rule):
        first = self.exception(d, scope, rule)
        first.around, first.outside = rule, False
        rule.provisos.append(first)
        rule.exceptions.append(first)
        if self.chance(0.4):
            second = self.exception(d, scope, rule)
            second.around, second.outside = rule, False
            rule.provisos.append(second)
            if self.chance(0.5):
                second.over = first
                first.exceptions.append(second)
            else:
                rule.exceptions.append(second)

    def exception(self, d, scope, over):
        e = Rule(self.name())
        e.over, e.outside = over, True
        plain = Scope(scope.entity, scope.period)
        e.when.append(self.expr(TRUTH, plain, 1))
        if not self.chance(0.15):
            e.gives = self.stored(d.kind, d.scale, plain, 1)
        return e

    def standard(self):
        """A figure, perhaps with an older version."""
        d = self.new_decision(None, None, YUAN)
        d.low = d.high = None
        d.standard = True
        rule = Rule(None)
        rule.gives = self.const(YUAN)
        if self.chance(0.6):
            rule.effective = self.rng.choice(DAYS)
            d.otherwise = self.const(YUAN) if self.chance(0.7) else None
        d.scale = 2
        d.rules.append(rule)
        self.finish(d)

    def helper(self):
        d = Decision(self.name(), YUAN, 2, None)
        d.parameters = [(self.name(), YUAN, 2), (self.name(), TRUTH, 0)]
        names = [(n, Expr("const", k, scale=s)) for n, k, s in d.parameters]
        rule = Rule(None)
        rule.gives = self.stored(YUAN, 2, Scope("helper", None, names), 2)
        d.rules.append(rule)
        d.optional = rule.gives.optional
        self.program.decisions.append(d)
        self.helpers.append(d)

    def split(self):
        rng = self.rng
        wholes = [d for d in self.done if d.kind == YUAN and d.scale == 2
                  and d.entity is self.main and d.period is None]
        if not wholes:
            return
        names = [self.name() for _ in range(rng.randint(2, 3))]
        weights = [Fraction(rng.randint(0, 5)) for _ in names]
        if not any(weights):
            weights[0] = Fraction(1)
        if self.chance(0.5):
            weights = self.weight_table(len(names))
        split = Split(self.name(), self.main, wholes[:2], names, weights,
                      rng.choice(names))
        self.program.splits.append(split)
        for whole in split.wholes:
            for i, part in enumerate(names):
                d = Decision((whole, part), YUAN, 2, self.main)
                d.split, d.optional = (split, whole, i), True
                self.done.append(d)

    def weight_table(self, n):
        rng = self.rng
        ref = self.main.facts[-1]
        head = Expr("fact", ("row", self.county), more=(self.main, ref))
        some = rng.randrange(len(self.county.members))

        def ratio():
            w = [Fraction(rng.randint(0, 5)) for _ in range(n)]
            return w if any(w) else [Fraction(1)] * n
        rows = [([("is", [("value", self.member(self.county, some))])],
                 ratio())]
        if self.chance(0.8):
            rows.append(([("others",)], ratio()))
        return Table("unique", [head], rows)

    # Tables.

    def table(self, d, scope):
        rng = self.rng
        policies = ["unique"] * 3 + ["first"] * 2 + ["agreeing"]
        if d.kind[0] == "number":
            policies += ["highest", "lowest", "stacked"]
            if d.kind == ONE:
                policies.append("counted")
            if d.scale == 4 or d.scale is None:
                policies += ["marginal", "whole_amount"] * 2
        if d.kind[0] == "member":
            policies += ["preferred"] * 2
        policy = rng.choice(policies)
        if policy in ("marginal", "whole_amount"):
            return self.bands_table(policy, d, scope)
        heads, columns = [], []
        for _ in range(rng.randint(1, 2)):
            head, cells = self.column(scope, policy == "unique"
                                      and not columns)
            heads.append(head)
            columns.append(cells)
        count = len(columns[0]) if policy == "unique" else rng.randint(1, 3)
        rows = []
        for i in range(count):
            cells = [columns[0][i] if policy == "unique" else rng.choice(
                columns[0])]
            cells += [rng.choice(c + [("any",)]) for c in columns[1:]]
            rows.append((cells, self.out(d, policy, scope)))
        if self.chance(0.4) and policy != "counted":
            rows.append(([("others",)] + [("any",)] * (len(heads) - 1),
                         self.out(d, policy, scope)))
        return Table(policy, heads, rows)

    def out(self, d, policy, scope):
        if policy == "counted":
            return self.const(ONE, Fraction(1))
        if self.chance(0.12):
            return None
        if policy == "preferred":
            return self.member(self.enum,
                               self.rng.randrange(len(self.enum.members)))
        return self.stored(d.kind, d.scale, scope, 1)

    def column(self, scope, apart):
        """A header and cells; APART: no two of them overlap."""
        rng = self.rng
        kind = rng.choice([YUAN, ONE, ONE, ("member", self.enum), TRUTH])
        head = self.head(kind, scope)
        if head is None:
            kind, head = TRUTH, Expr("not", TRUTH, [self.truth(0)])
        if kind == TRUTH:
            if apart:
                return head, [("is", [("value", self.truth(b))])
                              for b in (0, 1)]
            return head, [("is", [("value", self.truth(rng.randint(0, 1)))])]
        if kind[0] == "member":
            members = list(range(len(self.enum.members)))
            rng.shuffle(members)
            cells = [("is", [("value", self.member(self.enum, m))])
                     for m in members]
            if not apart:
                cells.append(("not", [("value", self.member(self.enum,
                                                            members[0]))]))
                cells.append(("is", [("value", self.member(self.enum, m))
                                     for m in members[:2]]))
            return head, cells
        return head, self.bands(kind, apart)

    def head(self, kind, scope):
        """What a column asks: nothing that is written out."""
        for _ in range(4):
            e = self.expr(kind, scope, 1)
            if e.op not in ("const", "negate"):
                return e
        return None

    def bands(self, kind, apart):
        """Ranges of a number from below to above."""
        rng = self.rng
        edges = sorted(rng.sample(range(-1, 4), rng.randint(1, 3)))
        edges = [self.const(kind, Fraction(e)) for e in edges]
        # Does an edge belong below it? Between two it does.
        upper = len(edges) > 1 or self.chance(0.5)
        cells = [("is", [("range", None, False, edges[0], upper)])]
        for a, b in zip(edges, edges[1:]):
            cells.append(("is", [("range", a, not upper, b, upper)]))
        cells.append(("is", [("range", edges[-1], not upper, None, False)]))
        if self.chance(0.4):
            cells.pop(rng.randrange(len(cells)))
        if not apart and self.chance(0.5):
            cells.append(("not", [("range", edges[0], True, edges[-1],
                                   True)] if len(edges) > 1
                          else [("value", edges[0])]))
        return cells

    def bands_table(self, policy, d, scope):
        rng = self.rng
        head = self.head(d.kind, scope)
        if head is None:
            return None
        edges = sorted(rng.sample(range(1, 6), rng.randint(1, 2)))
        edges = [self.const(d.kind, Fraction(e)) for e in edges]
        cells = [("is", [("range", None, False, edges[0], True)])]
        for a, b in zip(edges, edges[1:]):
            cells.append(("is", [("range", a, False, b, True)]))
        cells.append(("is", [("range", edges[-1], False, None, False)]))
        if head.scale is None or head.scale > 2:
            head = self.rounded(head, 2)
        rates = [self.const(ONE, Fraction(rng.randint(0, 60), 100))
                 for _ in cells]
        return Table(policy, [head], [([c], r)
                                      for c, r in zip(cells, rates)])

    # Expressions.

    def const(self, kind, value=None):
        rng = self.rng
        if kind == TRUTH:
            return self.truth(rng.randint(0, 1))
        if kind == DATE:
            return Expr("const", kind,
                        more=rng.choice(DAYS) + rng.randint(-1, 2))
        if kind[0] in ("member", "row"):
            return self.member(kind[1], rng.randrange(len(kind[1].members)))
        if value is None:
            value = Fraction(rng.choice([0, 1, 1, 2, 3, 5, 100]))
            if self.chance(0.25):
                value += Fraction(rng.randint(1, 99), 100)
        places = 0
        while value * 10 ** places % 1:
            places += 1
        return Expr("const", kind, more=value, scale=places)

    def truth(self, value):
        return Expr("const", TRUTH, more=value)

    def member(self, of, i):
        return Expr("const", ("member" if isinstance(of, Roster) else "row",
                              of), more=i)

    def stored(self, kind, scale, scope, depth):
        """An expression that fits a type of KIND and SCALE."""
        e = self.expr(kind, scope, depth, optional=self.chance(0.15))
        if kind[0] != "number" or scale is None:
            return e
        if e.scale is None or e.scale > scale:
            e = self.rounded(e, scale)
        return e

    def rounded(self, e, places):
        if e.optional:
            e = self.if_none(e, self.const(e.kind))
        steps = [s for s in STEPS[e.kind[1]] if s * 10 ** places % 1 == 0]
        step = self.rng.choice(steps)
        return Expr("round", e.kind, [e], (self.rng.randrange(8), step),
                    {1: 0, 10: 1, 100: 2}[step.denominator])

    def if_none(self, e, other):
        scale = None if None in (e.scale, other.scale) \
            else max(e.scale, other.scale)
        return Expr("if_none", e.kind, [e, other], scale=scale,
                    optional=other.optional)

    def expr(self, kind, scope, depth, optional=False):
        e = self.leaf(kind, scope) if depth <= 0 or self.chance(0.25) \
            else self.build(kind, scope, depth)
        if e is None:
            e = self.const(kind)
        if kind[0] == "number" and e.scale is not None \
                and e.scale > MOST_PLACES:
            e = self.rounded(e, 2)
        if e.optional and not optional:
            other = self.const(kind)
            e = self.if_none(e, other)
        return e

    def leaf(self, kind, scope):
        """Something that is named: a fact, a decision, a 令, a reading."""
        rng, ways = self.rng, []
        for name, e in scope.names:
            if e.kind == kind:
                ways.append(lambda name=name, e=e: Expr(
                    "name", kind, more=name, scale=e.scale,
                    optional=e.optional))
        ways += [lambda f=f: self.fact(scope, f) for f in self.own_facts(
            scope.entity, kind, scope.period)] * 2
        ways += [lambda d=d: self.use(d) for d in self.done
                 if d.kind == kind and self.fits(d, scope)] * 2
        ways += self.through(kind, scope)
        if kind == TRUTH and self.program.readings:
            ways.append(self.ask_reading)
        if kind == DATE and scope.period:
            ways += [lambda: Expr(rng.choice(["first_day", "last_day"]),
                                  DATE)] * 2
        if kind[0] in ("number", "date"):
            ways.append(lambda: self.const(kind))
        return rng.choice(ways)() if ways else None

    def own_facts(self, entity, kind, period):
        if not isinstance(entity, Entity):
            return []
        return [f for f in entity.facts if f.kind == kind and not (
            f.form == "flow" and period == "year")]

    def fact(self, scope, f, to=None, entity=None):
        return Expr("fact", f.kind, [to] if to else [],
                    (entity or scope.entity, f), f.scale, f.optional)

    def fits(self, d, scope):
        if scope.entity == "helper" or isinstance(d.name, tuple) \
                and d.entity is not scope.entity:
            return False
        if d.entity is not None and d.entity is not scope.entity:
            return False
        return d.period is None or d.period == scope.period or (
            d.period == "year" and scope.period in ("month", None)) or (
            d.period == "month" and scope.period is None)

    def use(self, d, to=None):
        return Expr("decision", d.kind, [to] if to else [], d, d.scale,
                    d.optional)

    def through(self, kind, scope):
        """Ways along a reference."""
        rng, ways = self.rng, []
        if scope.entity is self.main:
            ref = self.main.facts[-1]
            ways = [lambda f=f: self.fact(
                scope, f, self.fact(scope, ref), self.county)
                for f in self.county.facts if f.kind == kind]
        elif scope.entity is self.child:
            ref = self.child.facts[-1]
            ways = [lambda f=f: self.fact(
                scope, f, self.fact(scope, ref), self.main)
                for f in self.own_facts(self.main, kind, scope.period)]
            there = Scope(self.main, scope.period)
            ways += [lambda d=d: self.use(d, self.fact(scope, ref))
                     for d in self.done if d.kind == kind
                     and d.entity is self.main and self.fits(d, there)]
        return rng.sample(ways, min(2, len(ways)))

    def ask_reading(self):
        name, alternatives = self.rng.choice(self.program.readings)
        return Expr("reading", TRUTH, more=(
            name, self.rng.randrange(len(alternatives))))

    def build(self, kind, scope, depth):
        rng = self.rng
        if self.chance(0.15):
            b = self.expr(TRUTH, scope, depth - 1)
            on = [self.expr(kind, scope, depth - 1, True) for _ in range(2)]
            return Expr("if", kind, [b] + on, scale=self.wider(*on),
                        optional=any(x.optional for x in on))
        if kind == TRUTH:
            return self.build_truth(scope, depth)
        if kind[0] == "number":
            return self.build_number(kind, scope, depth)
        return self.leaf(kind, scope)

    @staticmethod
    def wider(*on):
        scales = [x.scale for x in on]
        return None if None in scales else max(scales)

    def build_truth(self, scope, depth):
        rng = self.rng
        way = rng.choice(["and", "or", "not", "compare", "compare", "has",
                          "in", "member", "exists", "age"])
        sub = [self.expr(TRUTH, scope, depth - 1) for _ in range(
            rng.randint(2, 3))] if way in ("and", "or", "not") else []
        if way in ("and", "or"):
            return Expr(way, TRUTH, sub)
        if way == "not":
            return Expr("not", TRUTH, sub[:1])
        if way == "compare":
            kind = rng.choice([YUAN, ONE, DATE])
            on = [self.expr(kind, scope, depth - 1) for _ in range(2)]
            return Expr(rng.choice(COMPARE), TRUTH, on)
        if way == "has":
            e = self.leaf(rng.choice([YUAN, ONE, DATE]), scope)
            if e is not None and e.optional:
                return Expr("has", TRUTH, [e], more=self.chance(0.5))
            return None
        if way == "in":
            kind = rng.choice([YUAN, ONE])
            cell = rng.choice(self.bands(kind, True))
            return Expr(rng.choice(["in", "not in"]), TRUTH,
                        [self.expr(kind, scope, depth - 1)], cell[1])
        if way == "member":
            return self.compare_member(scope)
        if way == "exists":
            return self.over(rng.choice(["exists", "every_one"]), TRUTH,
                             scope, depth)
        return self.ages(scope, depth)

    def compare_member(self, scope):
        kind = ("member", self.enum)
        e = self.leaf(kind, scope)
        if e is None:
            return None
        if e.optional:
            e = self.if_none(e, self.const(kind))
        return Expr(self.rng.choice(["=", "!="]), TRUTH,
                    [e, self.const(kind)])

    def ages(self, scope, depth):
        on = [self.expr(DATE, scope, depth - 1) for _ in range(2)]
        op = self.rng.choice(["age", "age_months", "days_between"])
        unit = {"age": "years_old", "age_months": "month",
                "days_between": "day"}[op]
        most = Expr("const", ("number", unit),
                    more=Fraction(self.rng.choice([0, 1, 2, 11, 12])))
        return Expr(self.rng.choice(COMPARE[:4]), TRUTH,
                    [Expr(op, ("number", unit), on), most])

    def build_number(self, kind, scope, depth):
        rng = self.rng
        way = rng.choice(["+", "-", "*", "*", "/", "negate", "capped_at",
                          "floored_at", "round", "values", "over", "over",
                          "periods", "periods", "helper", "absolute"])
        if way == "periods":
            return self.over_periods(kind, scope)
        if way == "over":
            return self.over_number(kind, scope, depth)
        if way == "values":
            on = [self.expr(kind, scope, depth - 1, True)
                  for _ in range(rng.randint(2, 3))]
            how = rng.choice(["sum", "min", "max"])
            return Expr("values", kind, on, how, self.wider(*on),
                        optional=how != "sum")
        if way == "helper":
            if kind != YUAN or not self.helpers or scope.entity == "helper":
                return None
            d = rng.choice(self.helpers)
            on = [self.stored_argument(k, s, scope, depth - 1)
                  for _, k, s in d.parameters]
            return Expr("helper", kind, on, d, 2, d.optional)
        a = self.expr(kind, scope, depth - 1)
        if way in ("negate", "absolute"):
            return Expr(way, kind, [a], scale=a.scale)
        if way == "round":
            return self.rounded(a, 2)
        if way in ("*", "/"):
            b = self.expr(ONE, scope, depth - 1)
            scale = None if way == "/" or None in (a.scale, b.scale) \
                else a.scale + b.scale
            return Expr(way, kind, [a, b], scale=scale)
        b = self.expr(kind, scope, depth - 1)
        return Expr(way, kind, [a, b], scale=self.wider(a, b))

    def stored_argument(self, kind, scale, scope, depth):
        e = self.expr(kind, scope, depth)
        if kind[0] == "number" and (e.scale is None or e.scale > scale):
            e = self.rounded(e, scale)
        return e

    def over(self, how, kind, scope, depth):
        """An aggregate over rows, from where there are any."""
        link = None
        if scope.inner or scope.entity == "helper":
            return None
        if scope.entity is self.main:
            entity, link = self.child, self.child.facts[-1]
        elif scope.entity is None:
            entity = self.rng.choice([self.main, self.child])
        else:
            return None
        inner = Scope(entity, scope.period, [], True)
        when = None
        if how not in ("exists", "every_one") and self.chance(0.5):
            when = self.expr(TRUTH, inner, depth - 1)
        on = []
        if how != "count":
            on = [self.expr(kind, inner, depth - 1,
                            how not in ("exists", "every_one"))]
        scale = 0 if how == "count" else on[0].scale
        if how == "mean":
            scale = None
        return Expr("over", kind, on, (how, entity, link, when), scale,
                    how in ("min", "max", "mean"))

    def over_number(self, kind, scope, depth):
        hows = ["sum", "sum", "min", "max", "mean"]
        if kind == ONE:
            hows += ["count"] * 3
        return self.over(self.rng.choice(hows), kind, scope, depth)

    def over_periods(self, kind, scope):
        if scope.inner or scope.entity == "helper":
            return None
        fits = [d for d in self.done if d.kind == kind and d.period == "month"
                and d.entity is scope.entity and scope.period]
        if not fits:
            return None
        d = self.rng.choice(fits)
        how = self.rng.choice(["sum", "min", "max"])
        to_date = scope.period == "month" and self.chance(0.8)
        return Expr("periods", kind, [], (how, d, to_date), d.scale,
                    how != "sum")


def make_program(rng):
    g = Generator(rng)
    g.make()
    return g


def make_case(g, share):
    """Facts for the program; each is given with chance SHARE."""
    rng, p, case = g.rng, g.program, Case()
    case.asof = rng.choice(DAYS) + rng.randint(-2, 40)
    case.rows = {g.main.name: rng.randint(1, 4),
                 g.child.name: rng.randint(0, 5)}
    if share < 1 and rng.random() < 0.4:
        case.open.add(g.child.name)
    for entity in (g.main, g.child):
        for row in range(case.rows[entity.name]):
            for f in entity.facts:
                value = make_fact(g, case, f, share)
                if value is not None:
                    case.facts[entity.name, row, f.name] = value[0]
    for name, alternatives in p.readings:
        case.readings[name] = rng.randrange(len(alternatives))
        if share < 1 and rng.random() < 0.3:
            case.readings[name] = None
    return case


def make_fact(g, case, f, share):
    """The value in a tuple of one, or None when it is not given."""
    rng = g.rng
    if f.kind[0] == "row" and f.kind[1] is g.main:
        # What a child belongs to is given: its own space depends on it.
        return (rng.randrange(case.rows[g.main.name]),)
    if f.form == "plain" and rng.random() >= share:
        return None
    if f.kind[0] == "row":
        return (rng.randrange(len(f.kind[1].members)),)
    if f.form == "plain":
        return (g.sample(f),)
    if f.form == "state":
        if rng.random() < 0.4 and share == 1:
            return (g.sample(f),)
        first = DAY_FIRST if share == 1 else rng.choice(DAYS) - 100
        days = [first] + [d + rng.randint(-9, 300) for d in DAYS]
        return (sorted({d: g.sample(f) for d in days}.items()),)
    year = period_of("year", case.asof)
    months = range((year - 1) * 12, (year + 2) * 12)
    return ({m: g.sample(f) for m in months
             if share == 1 or rng.random() < 0.9},)
