"""Plans, data and cells as the oracle holds them, and their text.

The text is what plan_run reads (README.md); the classes only carry it. No
meaning lives here: that is plan_value.py.
"""
from fractions import Fraction

WIDE_MAX = 2 ** 127 - 1
WIDE_MIN = -(2 ** 127)
ANY = ("any",)

FAULTS = ["-", "CONFLICT", "DIVISION_BY_ZERO", "OVERFLOW", "OUT_OF_DOMAIN",
          "NO_SUCH_DATE", "BAD_WEIGHTS", "SIGN_CHANGE", "BAD_EXPONENT"]


OVERFLOW = FAULTS.index("OVERFLOW")


class Fault:
    """An outcome that is a fault."""
    __slots__ = ("key",)

    def __init__(self, kind, place):
        self.key = (FAULTS.index(kind) if isinstance(kind, str) else kind,
                    place)

    def __eq__(self, other):
        return isinstance(other, Fault) and self.key == other.key

    def __hash__(self):
        return hash(self.key)

    def __repr__(self):
        return "!%s@%d" % (FAULTS[self.key[0]], self.key[1])


class Type:
    __slots__ = ("rep", "scale", "period", "optional", "entity", "lo", "hi")

    def __init__(self, rep, scale=0, period="-", optional=False, entity=None,
                 lo=0, hi=0):
        self.rep, self.scale, self.period = rep, scale, period
        self.optional, self.entity = optional, entity
        self.lo, self.hi = lo, hi

    def key(self):
        return (self.rep, self.scale, self.period, self.optional, self.entity,
                self.lo, self.hi)

    def text(self):
        entity = "-" if self.entity is None else self.entity
        return "type %s %d %s %d %s %d %d" % (
            self.rep, self.scale, self.period, self.optional, entity,
            self.lo, self.hi)


class Entity:
    __slots__ = ("name", "members", "facts")

    def __init__(self, name, members=0):
        self.name, self.members, self.facts = name, members, []


class Fact:
    __slots__ = ("entity", "name", "type", "form", "period", "presumed")

    def __init__(self, entity, name, type_, form="plain", period="-",
                 presumed=None):
        self.entity, self.name, self.type = entity, name, type_
        self.form, self.period, self.presumed = form, period, presumed


class Space:
    __slots__ = ("kind", "parent", "entity", "link", "subject", "period",
                 "start", "end", "first", "last")

    def __init__(self, kind, parent=0, entity=None, link=None, subject=None,
                 period="-", start=None, end=None, first=None, last=None):
        self.kind, self.parent, self.entity = kind, parent, entity
        self.link, self.subject, self.period = link, subject, period
        self.start, self.end = start, end
        self.first, self.last = first, last

    def text(self):
        def name(x):
            return "-" if x is None else str(x)
        if self.kind == "table":
            return "space table %d" % self.entity
        if self.kind == "pair":
            return "space pair %d %d %s %s" % (
                self.parent, self.entity, name(self.link), name(self.subject))
        return "space each %d %s %d %d %s %s %s" % (
            self.parent, self.period, self.start, self.end,
            name(self.entity), name(self.first), name(self.last))


class Node:
    __slots__ = ("op", "space", "type", "a", "b", "flags", "place", "on")

    def __init__(self, op, space, type_, a=0, b=0, flags=0, place=0, on=()):
        self.op, self.space, self.type = op, space, type_
        self.a, self.b, self.flags, self.place = a, b, flags, place
        self.on = tuple(on)

    def key(self):
        return (self.op, self.space, self.type, self.a, self.b, self.on)

    def text(self):
        words = ["node", self.op, self.space, self.type, self.a, self.b,
                 self.flags, self.place] + list(self.on)
        return " ".join(str(w) for w in words)


class Plan:
    """Nodes and spaces in ITEMS keep the order in which they are built."""

    def __init__(self, name="p"):
        self.name = name
        self.types, self.constants = [], []     # constants: (rep, value)
        self.entities = [Entity("case")]
        self.facts, self.declared, self.readings = [], [], []
        self.places = [("", "")]
        self.spaces = [Space("case")]
        self.nodes, self.items = [], []         # items: ("node", i) ...
        self.decisions = []                     # (period, entity, root)
        self.instances = []             # (decision, node, subject, period)

    def add_space(self, space):
        self.spaces.append(space)
        self.items.append(("space", len(self.spaces) - 1))
        return len(self.spaces) - 1

    def add_node(self, node):
        self.nodes.append(node)
        self.items.append(("node", len(self.nodes) - 1))
        return len(self.nodes) - 1

    def type_of(self, node):
        return self.types[self.nodes[node].type]

    def text(self):
        out = ["plan " + self.name]
        out += [t.text() for t in self.types]
        out += ["const %s %s" % (rep, value_text(value, rep))
                for rep, value in self.constants]
        out += ["entity %s %d" % (escape(e.name), e.members)
                for e in self.entities[1:]]
        for f in self.facts:
            line = "fact %d %s %d %s %s" % (f.entity, escape(f.name), f.type,
                                            f.form, f.period)
            if f.presumed is not None:
                line += " " + f.presumed.text(self.types[f.type].rep)
            out.append(line)
        out += ["declare %d %d %s" % (f, m, c.text(
            self.types[self.facts[f].type].rep))
            for f, m, c in self.declared]
        out += ["reading %d %d" % r for r in self.readings]
        out += ["place %s %s" % (escape(a), escape(b))
                for a, b in self.places[1:]]
        for kind, i in self.items:
            item = self.nodes[i] if kind == "node" else self.spaces[i]
            out.append(item.text())
        out += ["decision %s %d %d" % d for d in self.decisions]
        out += ["instance " + " ".join("-" if x is None else str(x)
                                       for x in i) for i in self.instances]
        return "\n".join(out) + "\n"


class Data:
    """What is given. Cells of facts not given are absent."""

    def __init__(self):
        self.tables = {}        # entity: (rows, open)
        self.plain = {}         # (fact, row): Cell
        self.state = {}         # (fact, row): [(day, Cell)]
        self.flow = {}          # (fact, row): [(period, Cell)]
        self.asof = self.asked_from = self.asked_to = None
        self.masks = {}         # reading: Cell
        self.assumed = []       # (decision, row, period or None, Cell)
        self.asked, self.only_asked = [], False

    def copy(self):
        other = Data()
        other.tables = dict(self.tables)
        other.plain = dict(self.plain)
        other.state = {k: list(v) for k, v in self.state.items()}
        other.flow = {k: list(v) for k, v in self.flow.items()}
        other.asof, other.asked_from = self.asof, self.asked_from
        other.asked_to, other.masks = self.asked_to, dict(self.masks)
        other.assumed, other.asked = list(self.assumed), list(self.asked)
        other.only_asked = self.only_asked
        return other

    def text(self, plan):
        def rep(fact):
            return plan.types[plan.facts[fact].type].rep
        out = ["data"]
        out += ["table %d %d %d" % (e, n, o)
                for e, (n, o) in sorted(self.tables.items())]
        out += ["give %d %d %s" % (f, r, c.text(rep(f)))
                for (f, r), c in sorted(self.plain.items())]
        for word, held in (("state", self.state), ("flow", self.flow)):
            for (f, r), pairs in sorted(held.items()):
                out.append("%s %d %d " % (word, f, r) + " ".join(
                    "%d %s" % (when, c.text(rep(f))) for when, c in pairs))
        out.append("asof %s %s %s" % tuple(
            c.text("date") for c in (self.asof, self.asked_from,
                                     self.asked_to)))
        out += ["mask %d %s" % (q, c.text("member"))
                for q, c in sorted(self.masks.items())]
        for d, row, period, c in self.assumed:
            root = plan.decisions[d][2]
            out.append("assume %d %d %s %s" % (
                d, row, "-" if period is None else period,
                c.text(plan.type_of(root).rep)))
        if self.asked:
            out.append("ask " + " ".join(str(n) for n in self.asked))
        out.append("walk_asked" if self.only_asked else "walk")
        return "\n".join(out) + "\n"


def worse(least, fault):
    """May a cell whose least fault is LEAST be FAULT? An overflow that comes
    from a range without a bound may be said of the wrong place."""
    if least is None:
        return False
    return least <= fault or least[0] == fault[0] == OVERFLOW


class Cell:
    """A set of outcomes. LO and HI bound the values; of members LO is a
    frozenset; of texts and lists LO is the one value, or ANY."""
    __slots__ = ("value", "none", "fault", "lo", "hi")

    def __init__(self, value=False, none=False, fault=None, lo=None, hi=None):
        self.value, self.none, self.fault = value, none, fault
        self.lo, self.hi = lo, hi

    def text(self, rep):
        parts = []
        if self.value:
            if self.lo is ANY:
                parts.append("any")
            elif rep == "member":
                parts.append("{%s}" % ",".join(str(m)
                                               for m in sorted(self.lo)))
            else:
                part = value_text(self.lo, rep)
                if rep not in ("text", "list") and self.hi != self.lo:
                    part += ".." + value_text(self.hi, rep)
                parts.append(part)
        if self.none:
            parts.append("none")
        if self.fault is not None:
            parts.append("!%s@%d" % (FAULTS[self.fault[0]], self.fault[1]))
        return "|".join(parts)

    def key(self):
        return (self.value, self.none, self.fault,
                self.lo if self.value else None,
                self.hi if self.value else None)

    def known(self):
        count = self.value + self.none + (self.fault is not None)
        if count != 1 or not self.value:
            return count == 1
        if isinstance(self.lo, frozenset):
            return len(self.lo) == 1
        return self.lo is not ANY and (
            isinstance(self.lo, (str, tuple)) or self.lo == self.hi)

    def holds(self, outcome):
        if outcome is None:
            return self.none
        if isinstance(outcome, Fault):
            return worse(self.fault, outcome.key)
        if not self.value:
            return False
        if self.lo is ANY:
            return True
        if isinstance(self.lo, frozenset):
            return outcome in self.lo
        if isinstance(self.lo, (str, tuple)):
            return outcome == self.lo
        return self.lo <= outcome <= self.hi

    def within(self, wider):
        """Is every outcome of this cell one of WIDER?"""
        if self.none and not wider.none:
            return False
        if self.fault is not None and not worse(wider.fault, self.fault):
            return False
        if not self.value or wider.lo is ANY and wider.value:
            return True
        if not wider.value or self.lo is ANY:
            return False
        if isinstance(self.lo, frozenset):
            return self.lo <= wider.lo
        if isinstance(self.lo, (str, tuple)):
            return self.lo == wider.lo
        return wider.lo <= self.lo and self.hi <= wider.hi


def cell_of(outcome, rep=None):
    """The cell of one known outcome."""
    if outcome is None:
        return Cell(none=True)
    if isinstance(outcome, Fault):
        return Cell(fault=outcome.key)
    if rep == "member":
        return Cell(True, lo=frozenset([outcome]))
    if isinstance(outcome, (str, tuple)):
        return Cell(True, lo=outcome)
    return Cell(True, lo=outcome, hi=outcome)


def escape(text):
    out = []
    for byte in text.encode():
        if byte <= 32 or chr(byte) in "%|;[]#":
            out.append("%%%02X" % byte)
        else:
            out.append(chr(byte) if byte < 128 else "%%%02X" % byte)
    return "".join(out) or "%20"


def unescape(text):
    raw, i = bytearray(), 0
    data = text.encode()
    while i < len(data):
        if data[i] == 37:
            raw.append(int(data[i + 1:i + 3], 16))
            i += 3
        else:
            raw.append(data[i])
            i += 1
    return raw.decode()


def value_text(value, rep):
    if rep == "fraction":
        value = Fraction(value)
        return "%d/%d" % (value.numerator, value.denominator)
    if rep == "text":
        return "'" + (escape(value) if value else "")
    if rep == "member":
        if isinstance(value, frozenset):
            return "{%s}" % ",".join(str(m) for m in sorted(value))
        return "{%d}" % value
    return "%d" % value


def value_of(word, rep, element=None):
    if rep == "fraction":
        num, _, den = word.partition("/")
        return Fraction(int(num), int(den or 1))
    if rep == "text":
        return unescape(word[1:])
    if rep == "list":
        inner = word[1:-1]
        return tuple(list_item(cell_from(part, element))
                     for part in inner.split(";")) if inner else ()
    if rep == "member":
        inner = word[1:-1]
        return frozenset(int(m) for m in inner.split(",")) if inner \
            else frozenset()
    return int(word)


def list_item(cell):
    """An element of a list; only known values may be in one."""
    if not cell.known() or not cell.value:
        return cell.key()
    return next(iter(cell.lo)) if isinstance(cell.lo, frozenset) else cell.lo


def cell_from(word, rep, element=None):
    cell = Cell()
    if rep == "list" and word.startswith("["):
        end = word.rindex("]") + 1
        parts = [word[:end]] + [p for p in word[end:].split("|") if p]
    else:
        parts = word.split("|")
    for part in parts:
        if part == "none":
            cell.none = True
        elif part == "?":
            return cell             # holds nothing: always wrong
        elif part.startswith("!"):
            kind, _, place = part[1:].partition("@")
            cell.fault = (FAULTS.index(kind), int(place))
        elif part == "any":
            cell.value, cell.lo = True, ANY
        elif rep in ("text", "list", "member"):
            cell.value, cell.lo = True, value_of(part, rep, element)
        else:
            low, dots, high = part.partition("..")
            cell.value = True
            cell.lo = cell.hi = value_of(low, rep)
            if dots:
                cell.hi = value_of(high, rep)
    return cell


class Reader:
    """Reads back what text() wrote: (plan, [data ...])."""

    def __init__(self, text):
        self.plan, self.data, self.all = Plan(), None, []
        for line in text.splitlines():
            words = line.split("#")[0].split()
            if words:
                getattr(self, "read_" + words[0])(words)

    def read_plan(self, w):
        self.plan.name = w[1]

    def read_type(self, w):
        self.plan.types.append(Type(
            w[1], int(w[2]), w[3], w[4] == "1",
            None if w[5] == "-" else int(w[5]), int(w[6]), int(w[7])))

    def read_const(self, w):
        value = value_of(w[2], w[1])
        self.plan.constants.append((w[1], value))

    def read_entity(self, w):
        self.plan.entities.append(Entity(unescape(w[1]), int(w[2])))

    def rep(self, fact):
        return self.plan.types[self.plan.facts[fact].type].rep

    def read_fact(self, w):
        fact = Fact(int(w[1]), unescape(w[2]), int(w[3]), w[4], w[5])
        if len(w) > 6:
            fact.presumed = cell_from(w[6], self.plan.types[fact.type].rep)
        self.plan.facts.append(fact)
        self.plan.entities[fact.entity].facts.append(
            len(self.plan.facts) - 1)

    def read_declare(self, w):
        self.plan.declared.append((int(w[1]), int(w[2]),
                                   cell_from(w[3], self.rep(int(w[1])))))

    def read_reading(self, w):
        self.plan.readings.append((int(w[1]), int(w[2])))

    def read_place(self, w):
        self.plan.places.append((unescape(w[1]), unescape(w[2])))

    def read_space(self, w):
        def name(word):
            return None if word == "-" else int(word)
        if w[1] == "table":
            space = Space("table", entity=int(w[2]))
        elif w[1] == "pair":
            space = Space("pair", int(w[2]), int(w[3]), name(w[4]),
                          name(w[5]))
        else:
            space = Space("each", int(w[2]), name(w[6]), None, None, w[3],
                          int(w[4]), int(w[5]), name(w[7]), name(w[8]))
        self.plan.add_space(space)

    def read_node(self, w):
        a = w[4] if w[1] == "UPTO" else int(w[4])
        self.plan.add_node(Node(w[1], int(w[2]), int(w[3]), a, int(w[5]),
                                int(w[6]), int(w[7]),
                                [int(x) for x in w[8:]]))

    def read_decision(self, w):
        self.plan.decisions.append((w[1], int(w[2]), int(w[3])))

    def read_instance(self, w):
        self.plan.instances.append(tuple(
            None if x == "-" else int(x) for x in w[1:5]))

    def read_data(self, w):
        self.data = Data()

    def read_table(self, w):
        self.data.tables[int(w[1])] = (int(w[2]), w[3] == "1")

    def read_give(self, w):
        self.data.plain[int(w[1]), int(w[2])] = cell_from(
            w[3], self.rep(int(w[1])))

    def pairs(self, w):
        rep = self.rep(int(w[1]))
        return [(int(w[i]), cell_from(w[i + 1], rep))
                for i in range(3, len(w), 2)]

    def read_state(self, w):
        self.data.state[int(w[1]), int(w[2])] = self.pairs(w)

    def read_flow(self, w):
        self.data.flow[int(w[1]), int(w[2])] = self.pairs(w)

    def read_asof(self, w):
        d = self.data
        d.asof, d.asked_from, d.asked_to = (cell_from(x, "date")
                                            for x in w[1:4])

    def read_mask(self, w):
        self.data.masks[int(w[1])] = cell_from(w[2], "member")

    def read_assume(self, w):
        root = self.plan.decisions[int(w[1])][2]
        self.data.assumed.append((
            int(w[1]), int(w[2]), None if w[3] == "-" else int(w[3]),
            cell_from(w[4], self.plan.type_of(root).rep)))

    def read_ask(self, w):
        self.data.asked = [int(x) for x in w[1:]]

    def read_walk(self, w):
        self.all.append(self.data)

    def read_walk_asked(self, w):
        self.data.only_asked = True
        self.all.append(self.data)
