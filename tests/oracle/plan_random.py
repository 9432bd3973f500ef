"""Random well-typed plans.

A kind is what a column holds, as a tuple: ("number", scale), ("row", entity)
... A node knows its kind, whether it may be none, and whether it is *safe*:
no completion makes it a fault.
"""
from fractions import Fraction

from plan_kinds import (BIG, DATE, DAYS, FIXED, FRACTION, MONEY, PERIODS,
                        TEXT, TRUTH, WHOLE)
from plan_model import (Entity, Fact, Node, Plan, Space, Type, WIDE_MAX,
                        cell_of)
from plan_scalar import DAY_FIRST, DAY_LAST, day_of, period_of
from plan_strict import BUILD


class Made:
    """What the maker remembers of a node."""
    __slots__ = ("kind", "optional", "safe")

    def __init__(self, kind, optional, safe):
        self.kind, self.optional, self.safe = kind, optional, safe


class Maker:
    def __init__(self, rng):
        self.rng, self.plan = rng, Plan()
        self.made, self.known, self.types = [], {}, {}
        self.constants, self.fact_kinds = {}, []
        self.unsafe = set()         # spaces whose rows may be faults
        self.wide_days = True       # may the as-of day be quite unknown?

    def chance(self, p):
        return self.rng.random() < p

    # Types, constants and nodes, each kept once.

    def type(self, kind, optional=False, low=None, high=None):
        rep = kind[0]
        scale, period, entity = 0, "-", None
        ends = (0, 1)
        if rep == "number":
            scale, ends = kind[1], (1 - WIDE_MAX, WIDE_MAX - 1)
        elif rep == "fraction":
            ends = (-BIG, BIG)
        elif rep == "date":
            ends = (DAY_FIRST, DAY_LAST)
        elif rep == "period":
            period = kind[1]
            ends = (period_of(period, DAY_FIRST), period_of(period, DAY_LAST))
        elif rep == "member":
            entity = kind[1]
            ends = ((1 << self.plan.entities[entity].members) - 1, 0)
        elif rep == "row":
            entity = kind[1]
        t = Type(rep, scale, period, optional, entity,
                 ends[0] if low is None else low,
                 ends[1] if high is None else high)
        if t.key() not in self.types:
            self.types[t.key()] = len(self.plan.types)
            self.plan.types.append(t)
        return self.types[t.key()]

    def constant(self, rep, value):
        key = (rep, value)
        if key not in self.constants:
            self.constants[key] = len(self.plan.constants)
            self.plan.constants.append(key)
        return self.constants[key]

    def node(self, op, space, kind, on=(), a=0, b=0, optional=False,
             safe=False, flags=0, low=None, high=None):
        safe = safe and not (op == "SELF" and space in self.unsafe)
        if low is None and op in FIXED:
            low, high = FIXED[op]
        node = Node(op, space, self.type(kind, optional, low, high), a, b,
                    flags, self.rng.randrange(len(self.plan.places)), on)
        if node.key() not in self.known:
            self.known[node.key()] = self.plan.add_node(node)
            self.made.append(Made(kind, optional, safe))
        return self.known[node.key()]

    # The scenery: entities, facts, readings, places, spaces.

    def scenery(self):
        rng, plan = self.rng, self.plan
        for i in range(rng.randint(1, 2)):
            plan.entities.append(Entity("e%d" % i))
        self.tables = [i for i in range(1, len(plan.entities))]
        plan.entities.append(Entity("roster", rng.randint(2, 3)))
        self.roster = len(plan.entities) - 1
        for entity in range(len(plan.entities)):
            for _ in range(rng.randint(1, 4)):
                self.add_fact(entity)
        if self.chance(0.6):
            plan.readings.append((self.roster, 0))
        for label in "abc"[:rng.randint(1, 3)]:
            for row in range(rng.randint(1, 2)):
                plan.places.append((label, "r%d" % row))
        self.declare()
        self.space_of = {0: 0}
        for entity in self.tables + [self.roster]:
            self.space_of[entity] = plan.add_space(
                Space("table", entity=entity))
            self.node("SELF", self.space_of[entity], self.row_kind(entity),
                      safe=True)
        for _ in range(rng.choice([0, 1, 1, 2, 3])):
            self.add_space()

    def row_kind(self, entity):
        return ("member" if entity == self.roster else "row", entity)

    def fact_kind(self):
        return self.rng.choice([
            TRUTH, TRUTH, WHOLE, WHOLE, WHOLE, WHOLE, MONEY, MONEY, FRACTION,
            DATE, DATE, TEXT,
            ("member", self.roster), ("row", self.rng.choice(self.tables)),
            ("row", self.rng.choice(self.tables)),
            ("period", self.rng.choice(PERIODS))])

    def domain(self, kind):
        rng = self.rng
        if kind[0] in ("number", "fraction"):
            return rng.choice([(0, 2), (0, 1), (-1, 1), (1, 3), (-3, 4),
                               (0, 2000), (-BIG, BIG)])
        if kind[0] == "date":
            day = rng.choice(DAYS)
            return rng.choice([(day, day + 2), (day, day + 4),
                               (day - 40, day + 400), (None, None)])
        if kind[0] == "period":
            first = period_of(kind[1], rng.choice(DAYS))
            return first, first + 2
        return None, None

    def add_fact(self, entity):
        rng, plan = self.rng, self.plan
        kind, form, period = self.fact_kind(), "plain", "-"
        if entity != self.roster and self.chance(0.2):
            form = rng.choice(["state", "flow"])
            period = rng.choice(PERIODS) if form == "flow" else "-"
        low, high = self.domain(kind)
        optional = self.chance(0.25)
        type_ = self.type(kind, optional, low, high)
        fact = Fact(entity, "f%d" % len(plan.facts), type_, form, period)
        if self.chance(0.1) and kind[0] != "row":
            fact.presumed = cell_of(self.sample(type_), kind[0])
        plan.facts.append(fact)
        self.fact_kinds.append(kind)
        plan.entities[entity].facts.append(len(plan.facts) - 1)

    def declare(self):
        plan = self.plan
        for f in plan.entities[self.roster].facts:
            kind = self.fact_kinds[f]
            for m in range(plan.entities[self.roster].members):
                if kind[0] != "row" and self.chance(0.5):
                    plan.declared.append((f, m, cell_of(
                        self.sample(plan.facts[f].type), kind[0])))

    def sample(self, type_):
        """A value of the type, often one of its ends."""
        t, rng = self.plan.types[type_], self.rng
        if t.optional and self.chance(0.2):
            return None
        if t.rep == "truth":
            return rng.randint(0, 1)
        if t.rep == "member":
            return rng.randrange(t.lo.bit_length())
        if t.rep == "text":
            return rng.choice(["", "甲", "b", "c d"])
        value = rng.choice([t.lo, t.hi, rng.randint(t.lo, t.hi),
                            max(t.lo, min(t.hi, rng.randint(-2, 3)))])
        return Fraction(value) if t.rep == "fraction" else value

    def element_kind(self, space):
        s = self.plan.spaces[space]
        if s.kind == "each" and s.period != "roster":
            return ("period", s.period)
        return self.row_kind(s.entity) if s.kind != "case" else None

    def add_space(self):
        rng, plan = self.rng, self.plan
        parent = rng.randrange(len(plan.spaces))
        if self.chance(0.55):
            self.add_pair(parent)
        else:
            self.add_each(parent)

    def add_pair(self, parent):
        plan = self.plan
        entity = self.rng.choice(self.tables + [self.roster])
        table = self.space_of[entity]
        if self.chance(0.1):
            plan.add_space(Space("pair", parent, entity))
            return
        about = self.element_kind(parent)
        if about is None or about[0] not in ("row", "member") \
                or self.chance(0.2):
            about = self.row_kind(self.rng.choice(self.tables))
        link = self.expr(table, about, 1, safe=self.chance(0.85),
                         optional=self.chance(0.3))
        subject = self.expr(parent, about, 1, safe=True)
        if link is not None and subject is not None:
            plan.add_space(Space("pair", parent, entity, link, subject))

    def add_each(self, parent):
        rng, plan = self.rng, self.plan
        start = self.bound(parent)
        end = start if self.chance(0.35) else self.bound(parent)
        if not self.both(start, end):
            self.unsafe.add(len(plan.spaces))
        table = self.space_of[self.roster]
        if self.chance(0.15):
            first, last = self.bound(table), self.bound(table)
            plan.add_space(Space("each", parent, self.roster, None, None,
                                 "roster", start, end, first, last))
            return
        plan.add_space(Space("each", parent, None, None, None,
                             rng.choice(PERIODS[1:]), start, end))

    def bound(self, space):
        """A safe day that is one of a few."""
        facts = [f for f in self.facts_on(space, DATE)
                 if not self.plan.types[self.plan.facts[f].type].optional
                 and self.narrow(self.plan.facts[f])]
        if facts and self.chance(0.6):
            return self.read_fact(space, self.rng.choice(facts))
        if self.chance(0.1):
            on = [self.const(WHOLE, [2024, 2025])] + [
                self.expr(space, WHOLE, 1) for _ in range(2)]
            return self.node("MAKE_DATE", space, DATE, on)
        if self.chance(0.5):
            self.wide_days = False
            return self.node(self.rng.choice(["ASOF", "ASKED_FROM",
                                              "ASKED_TO"]), 0, DATE,
                             safe=True)
        return self.const(DATE, DAYS)

    def narrow(self, fact):
        t = self.plan.types[fact.type]
        return t.hi - t.lo < 10

    # Expressions.

    def const(self, kind, values=None):
        rng = self.rng
        if values is not None:
            value = rng.choice(values)
        elif kind[0] == "truth":
            value = rng.randint(0, 1)
        elif kind[0] == "number":
            value = rng.choice([0, 1, 2, 3, -1, 10, 100, 7,
                                rng.randint(-5, 5)])
            if self.chance(0.03):
                value = rng.choice([WIDE_MAX - 1, 2 - WIDE_MAX, 10 ** 20,
                                    2 ** 64, -2 ** 63, 10 ** 30])
        elif kind[0] == "fraction":
            value = Fraction(rng.randint(-3, 5), rng.randint(1, 4))
        elif kind[0] == "date":
            value = rng.choice(DAYS) + rng.randint(0, 4)
            if self.chance(0.08):
                value = rng.choice([DAY_FIRST, DAY_LAST,
                                    day_of(1900, 2, 28)])
        elif kind[0] == "period":
            value = period_of(kind[1], rng.choice(DAYS)) + rng.randint(0, 2)
        elif kind[0] == "member":
            value = frozenset([rng.randrange(
                self.plan.entities[kind[1]].members)])
        else:
            value = rng.choice(["", "甲", "b"])
        return self.node("CONST", 0, kind,
                         a=self.constant(kind[0], value), safe=True)

    def facts_on(self, space, kind):
        """Facts that a column of SPACE can read in one step."""
        s = self.plan.spaces[space]
        entity = 0 if s.kind == "case" else s.entity
        if s.kind not in ("case", "table"):
            return []
        return [f for f in self.plan.entities[entity].facts
                if self.fact_kinds[f] == kind
                and self.plan.facts[f].form == "plain"]

    def read_fact(self, space, f):
        fact = self.plan.facts[f]
        t = self.plan.types[fact.type]
        return self.node("FACT", space, self.fact_kinds[f], a=f, safe=True,
                         optional=t.optional, low=t.lo, high=t.hi)

    def leaf(self, space, kind, optional, safe, depth=0):
        rng = self.rng
        facts = [f for f in self.facts_on(space, kind)
                 if optional or not self.plan.types[
                     self.plan.facts[f].type].optional]
        ways = []
        if facts:
            ways += [lambda: self.read_fact(space, rng.choice(facts))] * 4
        if self.element_kind(space) == kind and not (
                safe and space in self.unsafe):
            ways += [lambda: self.node("SELF", space, kind, safe=True)] * 3
        if kind == DATE:
            ways.append(lambda: self.node("ASOF", 0, kind, safe=True))
        if kind[0] == "member" and self.plan.readings \
                and kind[1] == self.plan.readings[0][0]:
            ways.append(lambda: self.node("READING", 0, kind, safe=True))
        if kind[0] not in ("row", "list"):
            ways.append(lambda: self.const(kind))
        if not ways:
            return self.reach(space, kind, optional, safe, depth - 1)
        return rng.choice(ways)()

    def reach(self, space, kind, optional, safe, depth):
        """A column of another space, seen from this one."""
        rng = self.rng
        s = self.plan.spaces[space]
        ways = [0] if space != 0 else []
        if s.kind != "case":
            ways += [s.parent] if s.parent else []
        rows = [self.row_kind(e) for e in self.tables + [self.roster]]
        if depth < -3:
            return None
        if depth > -3:
            ways += [r for r in rows if r != kind]
        for way in rng.sample(ways, len(ways)):
            if isinstance(way, tuple):
                at = self.reuse(space, way, False, True) \
                    if self.chance(0.5) else None
                if at is None:
                    at = self.leaf_row(space, way)
                if at is None:
                    continue
                c = self.expr(self.space_of[way[1]], kind, depth - 1,
                              optional, safe)
                if c is not None:
                    return self.node("REF", space, kind, [c, at],
                                     optional=self.made[c].optional,
                                     safe=self.made[c].safe)
                continue
            c = self.expr(way, kind, depth - 1, optional, safe)
            if c is None or self.plan.nodes[c].space == 0 and way != 0:
                if c is not None:
                    return c
                continue
            if way == 0 and (s.parent != 0 or self.plan.nodes[c].op
                             == "CONST" or self.chance(0.6)):
                return c
            return self.node("UP", space, kind, [c],
                             optional=self.made[c].optional,
                             safe=self.made[c].safe)
        return None

    def leaf_row(self, space, kind):
        """A safe reference of KIND readable on SPACE, or None."""
        facts = [f for f in self.facts_on(space, kind)
                 if not self.plan.types[self.plan.facts[f].type].optional]
        if self.element_kind(space) == kind and space not in self.unsafe \
                and (not facts or self.chance(0.4)):
            return self.node("SELF", space, kind, safe=True)
        if facts:
            return self.read_fact(space, self.rng.choice(facts))
        if kind[0] == "member":
            return self.const(kind)
        return None

    def reuse(self, space, kind, optional, safe):
        fits = [i for i, m in enumerate(self.made)
                if m.kind == kind and (optional or not m.optional)
                and (m.safe or not safe)
                and self.plan.nodes[i].space in (space, 0)]
        return self.rng.choice(fits) if fits else None

    def expr(self, space, kind, depth, optional=False, safe=False):
        """A column of KIND that can be read on SPACE; None if there is no
        way to have one."""
        if self.chance(0.3):
            node = self.reuse(space, kind, optional, safe)
            if node is not None:
                return node
        if depth <= 0:
            return self.leaf(space, kind, optional, safe, depth)
        node = self.build(space, kind, depth, optional, safe)
        if node is None or safe and not self.made[node].safe:
            node = self.leaf(space, kind, optional, safe)
        if node is not None and self.made[node].optional and not optional:
            other = self.leaf(space, kind, False, safe)
            if other is None:
                return None
            node = self.node("ELSE", space, kind, [node, other],
                             safe=self.both(node, other))
        return node

    def both(self, *nodes):
        return all(self.made[n].safe for n in nodes)

    def build(self, space, kind, depth, optional, safe):
        ways = ["choose", "choose", "reach"]
        if kind in BUILD or kind[0] in BUILD:
            ways += ["own"] * 9
        folds = self.below(space)
        if folds and kind[0] not in ("row", "list", "member"):
            ways += ["fold"] * 3
        if self.siblings(space) and kind[0] in ("number", "truth"):
            ways += ["upto"]
        way = self.rng.choice(ways)
        if way == "reach":
            return self.reach(space, kind, optional, safe, depth)
        if way == "choose":
            return self.choose(space, kind, depth, safe)
        if way == "fold":
            return self.fold(space, kind, depth, safe)
        if way == "upto":
            return self.upto(space, kind, depth, safe)
        return BUILD[kind if kind in BUILD else kind[0]](
            self, space, kind, depth, safe)

    # Choosing.

    def some(self, space, kind, depth, safe, least=2, most=3, optional=True):
        nodes = [self.expr(space, kind, depth - 1, optional, safe)
                 for _ in range(self.rng.randint(least, most))]
        return None if None in nodes else nodes

    def choose(self, space, kind, depth, safe):
        rng = self.rng
        op = rng.choice(["GUARD", "IF", "ELSE", "AGREE", "ONE", "PARTS",
                         "PARTS"])
        if safe and op in ("AGREE", "ONE"):
            op = "IF"
        if op == "PARTS":
            return self.parts(space, kind, depth, safe)
        arms = self.some(space, kind, depth, safe)
        if arms is None:
            return None
        if op == "AGREE":
            return self.node(op, space, kind, arms, optional=True)
        if op == "ELSE":
            return self.node(op, space, kind, arms[:2],
                             optional=self.made[arms[1]].optional,
                             safe=self.both(*arms[:2]))
        guards = [self.expr(space, TRUTH, depth - 1, False, safe)
                  for _ in arms]
        if op == "ONE":
            on = [n for pair in zip(guards, arms) for n in pair]
            return self.node(op, space, kind, on, optional=True)
        if op == "GUARD":
            return self.node(op, space, kind, [guards[0], arms[0]],
                             optional=True, safe=self.both(guards[0],
                                                           arms[0]))
        on = [guards[0]] + arms[:2]
        return self.node(op, space, kind, on, safe=self.both(*on),
                         optional=any(self.made[n].optional
                                      for n in arms[:2]))

    def parts(self, space, kind, depth, safe):
        """A table whose rows are disjoint, and perhaps total."""
        guards, total = self.bands(space)
        arms = [self.expr(space, kind, depth - 1, self.chance(0.3), safe)
                for _ in guards]
        if None in arms:
            return None
        optional = not total or any(self.made[n].optional for n in arms)
        fine = self.both(*arms)
        if self.chance(0.5):
            on = [n for pair in zip(guards, arms) for n in pair]
            return self.node("ONE", space, kind, on, optional=optional,
                             safe=fine, flags=self.flags(1, 2 * total))
        rows = [self.node("GUARD", space, kind, [g, c], optional=True,
                          safe=self.both(c)) for g, c in zip(guards, arms)]
        if len(set(rows)) < len(rows):
            return None
        valued = total and not any(self.made[n].optional for n in arms)
        return self.node("AGREE", space, kind, rows, optional=not valued,
                         safe=fine, flags=self.flags(1, 2 * valued))

    def flags(self, *bits):
        return sum(bit for bit in bits if self.chance(0.85))

    def bands(self, space):
        """Guards of which at most one is true, whatever the facts: bands of
        a number or day, members of a roster, or a truth and its opposite.
        And whether one of them always is."""
        rng = self.rng
        kind = rng.choice([WHOLE, WHOLE, MONEY, DATE, TRUTH,
                           ("member", self.roster)])
        x = self.expr(space, kind, 1, False, True)
        if kind == TRUTH:
            return [x, self.node("NOT", space, TRUTH, [x], safe=True)], True
        if kind[0] == "member":
            return self.member_bands(space, x, kind)
        if kind == DATE:
            first = rng.choice(DAYS)
        else:
            first = rng.randint(-1, 2)
        edges = [first + i for i in range(rng.randint(1, 3))]
        edges = [self.const(kind, [e]) for e in edges]
        below = [self.node("LE", space, TRUTH, [x, e], safe=True)
                 for e in edges]
        above = [self.node("LT", space, TRUTH, [e, x], safe=True)
                 for e in edges]
        inner = [self.node("AND", space, TRUTH, [a, b], safe=True)
                 for a, b in zip(above, below[1:])]
        guards = [below[0]] + inner
        total = self.chance(0.6)
        if total or len(guards) < 2:
            guards, total = guards + [above[-1]], True
        return guards, total

    def member_bands(self, space, x, kind):
        members = self.plan.entities[kind[1]].members
        groups = [[0], list(range(1, members))]
        guards = [self.node("IN", space, TRUTH, [x], safe=True,
                            a=self.constant("member", frozenset(g)))
                  for g in groups]
        return guards, True

    # Folds.

    def below(self, space):
        return [i for i, s in enumerate(self.plan.spaces)
                if s.kind != "case" and s.parent == space]

    def siblings(self, space):
        s = self.plan.spaces[space]
        return [i for i in self.below(s.parent)] if s.kind != "case" else []

    def folds_to(self, kind):
        if kind == TRUTH:
            return [("ANY", TRUTH), ("ALL", TRUTH)]
        ways = [("LEAST", kind), ("GREATEST", kind)]
        if kind[0] in ("number", "fraction"):
            ways += [("SUM", kind)] * 3
        if kind == WHOLE:
            ways += [("COUNT", self.rng.choice([TRUTH, MONEY, DATE]))] * 2
        if kind == TEXT:
            return []
        return ways

    def fold(self, space, kind, depth, safe):
        ways = self.folds_to(kind)
        if not ways:
            return None
        op, of = self.rng.choice(ways)
        child = self.rng.choice(self.below(space))
        c = self.own(child, of, depth - 1, safe)
        if c is None:
            return None
        return self.node(op, space, kind, [c], safe=self.both(c)
                         and op != "SUM",
                         optional=op in ("LEAST", "GREATEST"))

    def own(self, space, kind, depth, safe):
        """A column that lives on SPACE itself."""
        c = self.expr(space, kind, depth, True, safe)
        if c is not None and self.plan.nodes[c].space != space:
            guard = self.reuse(space, TRUTH, False, True)
            if guard is None or self.plan.nodes[guard].space != space:
                x = self.leaf_on(space)
                if x is None:
                    return None
                guard = self.node("HAS", space, TRUTH, [x],
                                  safe=self.both(x))
            c = self.node("GUARD", space, kind, [guard, c], optional=True,
                          safe=self.both(guard, c))
        return c

    def leaf_on(self, space):
        kind = self.element_kind(space)
        return None if kind is None else self.node("SELF", space, kind,
                                                   safe=True)

    def upto(self, space, kind, depth, safe):
        beside = self.rng.choice(self.siblings(space))
        op, of = self.rng.choice(self.folds_to(kind))
        c = self.own(beside, of, depth - 1, safe)
        key_kind = self.rng.choice([WHOLE, DATE, MONEY])
        shared = self.element_kind(beside)
        if shared == self.element_kind(space) and shared[0] == "period" \
                and self.chance(0.6):
            key_kind = shared
        key = self.own(beside, key_kind, 1, True)
        if key is not None and self.made[key].optional:
            key = self.node("ELSE", beside, key_kind,
                            [key, self.const(key_kind)], safe=True)
        start = self.expr(space, key_kind, 1, False, True)
        end = self.expr(space, key_kind, 1, False, True)
        if None in (c, key, start, end):
            return None
        return self.node("UPTO", space, kind, [c, key, start, end], a=op,
                         optional=op in ("LEAST", "GREATEST"),
                         safe=self.both(c) and op != "SUM")

    # Strict operators.

    def apply(self, op, space, kind, kinds, depth, safe, harmless=False,
              **more):
        on = [self.expr(space, k, depth - 1, False, safe) for k in kinds]
        if None in on or safe and not harmless:
            return None
        return self.node(op, space, kind, on,
                         safe=harmless and self.both(*on), **more)

    def ordered(self):
        return self.rng.choice([WHOLE, WHOLE, MONEY, FRACTION, DATE,
                                ("period", self.rng.choice(PERIODS))])

    def any_kind(self):
        return self.rng.choice([self.ordered(), self.fact_kind()])


def add_series(m):
    """Columns that read states and flows where their rows are."""
    plan = m.plan
    for f, fact in enumerate(plan.facts):
        if fact.form == "plain":
            continue
        t = plan.types[fact.type]
        space = m.space_of[fact.entity]
        own = m.row_kind(fact.entity) if fact.entity else ("row", 0)
        at = m.node("SELF", space, own, safe=True)
        if fact.entity and m.chance(0.3):
            space = m.rng.randrange(len(plan.spaces))
            at = m.leaf_row(space, own)
            if at is None:
                continue
        if fact.form == "state":
            when, op = m.expr(space, DATE, 1, False, True), "STATE"
        else:
            kind = ("period", fact.period)
            when, op = m.expr(space, kind, 1, False, True), "FLOW"
        m.node(op, space, m.fact_kinds[f], [at, when], a=f, safe=True,
               optional=t.optional, low=t.lo, high=t.hi)


def proves_away_none(plan, root):
    """Does something that cannot be none for being total hang on ROOT? What
    is assumed of ROOT could make it none after all."""
    hangs = {root}
    for i, n in enumerate(plan.nodes):
        s, above = n.space, set(n.on)
        while s != 0:
            space = plan.spaces[s]
            above |= {space.link, space.subject, space.start, space.end,
                      space.first, space.last}
            s = space.parent
        if hangs & above:
            hangs.add(i)
            if n.flags and not plan.types[n.type].optional:
                return True
    return False


def add_decision(m):
    """A decision, its instance on another space, and room to assume it."""
    plan = m.plan
    entity = m.rng.choice([0] + m.tables)
    space = m.space_of[entity]
    here = [i for i, n in enumerate(plan.nodes) if n.space == space
            and m.made[i].kind[0] not in ("list", "row")
            and n.op not in ("CONST", "SELF", "FACT")]
    if not here:
        return
    root = m.rng.choice(here)
    if proves_away_none(plan, root):
        return
    plan.decisions.append(("-", entity, root))
    subject = m.node("SELF", space, m.row_kind(entity), safe=True) \
        if entity else None
    plan.instances.append((0, root, subject, None))
    m.decided = root


def make_plan(rng):
    m = Maker(rng)
    m.decided = None
    m.scenery()
    add_series(m)
    for _ in range(rng.randint(3, 9)):
        space = rng.randrange(len(m.plan.spaces))
        kind = m.any_kind()
        m.expr(space, kind, rng.randint(1, 3), True)
    spaces = [i for i in range(1, len(m.plan.spaces))]
    if spaces and m.chance(0.3):
        child = rng.choice(spaces)
        c = m.own(child, rng.choice([WHOLE, TRUTH, DATE, TEXT, FRACTION]), 1,
                  False)
        if c is not None:
            m.node("LIST", m.plan.spaces[child].parent, ("list",), [c],
                   safe=m.both(c))
    if m.chance(0.25):
        add_decision(m)
    return m
