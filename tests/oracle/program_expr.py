"""Random well-typed expressions of programs."""
from fractions import Fraction

from plan_scalar import day_of
from program_tree import Entity, Expr, Roster

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


class Expressions:
    """The part of the generator that makes expressions."""

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
