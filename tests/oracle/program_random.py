"""Random well-typed programs, and facts for them."""
from fractions import Fraction

from plan_scalar import DAY_FIRST, period_of
from program_expr import DATE, DAYS, Expressions, ONE, Scope, TRUTH, YUAN
from program_tree import (Case, Decision, Entity, Expr, Fact, Program, Roster,
                          Rule, Split, Table)


class Generator(Expressions):
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
