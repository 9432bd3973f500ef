"""Makes a plan that breaks a law small: what can go without mending it goes.
"""
from plan_laws import Trial, set_up
from plan_model import Cell, Node, Plan, Space


def needs(plan, roots):
    """Nodes and spaces that ROOTS need."""
    nodes, spaces = set(), {0}
    todo = [("node", n) for n in roots]
    while todo:
        kind, i = todo.pop()
        seen = nodes if kind == "node" else spaces
        if i is None or i in seen:
            continue
        seen.add(i)
        if kind == "node":
            n = plan.nodes[i]
            todo.append(("space", n.space))
            todo += [("node", o) for o in n.on]
            todo += [("node", x) for _, node, subject, period
                     in plan.instances if node == i
                     for x in (subject, period)]
        else:
            s = plan.spaces[i]
            todo.append(("space", s.parent))
            todo += [("node", x) for x in (s.link, s.subject, s.start, s.end,
                                           s.first, s.last)]
            if s.kind == "pair":
                todo += [("space", k) for k, t in enumerate(plan.spaces)
                         if t.kind == "table" and t.entity == s.entity]
    return nodes, spaces


class Copy:
    """A plan with only some of its nodes, and the data that go with it."""

    def __init__(self, plan, nodes, spaces):
        self.old, self.new = plan, Plan(plan.name)
        self.types, self.constants, self.facts = {}, {}, {}
        self.nodes, self.spaces = {}, {0: 0}
        self.new.entities = [type(e)(e.name, e.members)
                             for e in plan.entities]
        self.new.places, self.new.readings = plan.places, plan.readings
        for kind, i in plan.items:
            if kind == "node" and i in nodes:
                self.node(i)
            elif kind == "space" and i in spaces:
                self.space(i)
        self.decisions()
        for f, m, cell in plan.declared:
            if f in self.facts:
                self.new.declared.append((self.facts[f], m, cell))

    def decisions(self):
        kept = {}
        for d, node, subject, period in self.old.instances:
            period_, entity, root = self.old.decisions[d]
            if node not in self.nodes or root not in self.nodes:
                continue
            if d not in kept:
                kept[d] = len(self.new.decisions)
                self.new.decisions.append((period_, entity,
                                           self.nodes[root]))
            self.new.instances.append((kept[d], self.nodes[node],
                                       self.nodes.get(subject),
                                       self.nodes.get(period)))
        self.kept = kept

    def type(self, i):
        if i not in self.types:
            self.types[i] = len(self.new.types)
            self.new.types.append(self.old.types[i])
        return self.types[i]

    def constant(self, i):
        if i not in self.constants:
            self.constants[i] = len(self.new.constants)
            self.new.constants.append(self.old.constants[i])
        return self.constants[i]

    def fact(self, i):
        if i not in self.facts:
            f = self.old.facts[i]
            self.facts[i] = len(self.new.facts)
            self.new.entities[f.entity].facts.append(self.facts[i])
            self.new.facts.append(type(f)(f.entity, f.name,
                                          self.type(f.type), f.form,
                                          f.period, f.presumed))
        return self.facts[i]

    def node(self, i):
        n = self.old.nodes[i]
        a, b = n.a, n.b
        if n.op in ("CONST", "IN"):
            a = self.constant(a)
        elif n.op in ("FACT", "STATE", "FLOW"):
            a = self.fact(a)
        elif n.op == "ROUND":
            b = self.constant(b)
        self.nodes[i] = self.new.add_node(Node(
            n.op, self.spaces[n.space], self.type(n.type), a, b, n.flags,
            n.place, [self.nodes[o] for o in n.on]))

    def space(self, i):
        s = self.old.spaces[i]
        at = self.nodes.get
        self.spaces[i] = self.new.add_space(Space(
            s.kind, self.spaces[s.parent], s.entity, at(s.link),
            at(s.subject), s.period, at(s.start), at(s.end), at(s.first),
            at(s.last)))

    def data(self, data):
        new = data.copy()
        for name in ("plain", "state", "flow"):
            setattr(new, name, {(self.facts[f], r): c for (f, r), c
                                in getattr(data, name).items()
                                if f in self.facts})
        new.assumed = [(self.kept[a[0]],) + a[1:] for a in data.assumed
                       if a[0] in self.kept]
        return new


def pruned(plan, data, roots):
    nodes, spaces = needs(plan, roots)
    copy = Copy(plan, nodes, spaces)
    return copy.new, copy.data(data)


def changed(plan, i, **what):
    """PLAN with node I changed."""
    new = Plan(plan.name)
    for name in Plan().__dict__:
        setattr(new, name, getattr(plan, name))
    n = plan.nodes[i]
    held = dict(op=n.op, space=n.space, type_=n.type, a=n.a, b=n.b,
                flags=n.flags, place=n.place, on=n.on)
    held.update(what)
    new.nodes = plan.nodes[:i] + [Node(**held)] + plan.nodes[i + 1:]
    return new


def replaced(plan, i, by):
    """PLAN where node BY stands wherever I stood."""
    new = Plan(plan.name)
    for name in Plan().__dict__:
        setattr(new, name, getattr(plan, name))
    new.nodes = [Node(n.op, n.space, n.type, n.a, n.b, n.flags, n.place,
                      [by if o == i else o for o in n.on])
                 for n in plan.nodes]
    new.spaces = []
    for s in plan.spaces:
        t = Space(s.kind, s.parent, s.entity, s.link, s.subject, s.period,
                  s.start, s.end, s.first, s.last)
        for name in ("link", "subject", "start", "end", "first", "last"):
            if getattr(s, name) == i:
                setattr(t, name, by)
        new.spaces.append(t)
    return new


NARY = {"AND": 1, "OR": 1, "AGREE": 1, "NSUM": 1, "NMIN": 1, "NMAX": 1,
        "NCOUNT": 1, "CONCAT": 1, "ONE": 2}


def movable(plan, i, o):
    """May node O stand where I stands? On the case, only for readers that
    do not ask which space it lives on."""
    if plan.nodes[o].space == plan.nodes[i].space:
        return True
    return plan.nodes[o].space == 0 and not any(
        i in n.on and n.op in FAR for n in plan.nodes) and not any(
        i in (s.link, s.first, s.last) for s in plan.spaces)


FAR = {"UP", "REF", "SUM", "COUNT", "LEAST", "GREATEST", "ANY", "ALL",
       "LIST", "UPTO"}


def smaller_plans(plan, data):
    """Variants of PLAN, each a little smaller."""
    used = {o for n in plan.nodes for o in n.on} | {
        x for s in plan.spaces for x in (s.link, s.subject, s.start, s.end,
                                         s.first, s.last)}
    ends = [i for i in range(len(plan.nodes)) if i not in used]
    for end in ends:
        if len(ends) > 1:
            yield pruned(plan, data, [e for e in ends if e != end])
        else:
            for o in set(plan.nodes[end].on):
                yield pruned(plan, data, [o])
    if plan.instances:
        new = replaced(plan, None, None)
        new.instances, new.decisions = [], []
        less = data.copy()
        less.assumed = []
        yield new, less
    for i, n in enumerate(plan.nodes):
        t = plan.types[n.type]
        for o in n.on:
            u = plan.type_of(o)
            if movable(plan, i, o) and (
                    t.rep, t.scale, t.period, t.entity) == (
                    u.rep, u.scale, u.period, u.entity) \
                    and (t.optional or not u.optional):
                new = replaced(plan, i, o)
                yield pruned(new, data, [e if e != i else o for e in ends])
        step = NARY.get(n.op)
        typed = t.optional or n.op not in ("ONE", "AGREE")
        if step and len(n.on) > step and typed:
            for k in range(0, len(n.on), step):
                new = changed(plan, i, on=n.on[:k] + n.on[k + step:])
                yield pruned(new, data, ends)
        if n.flags and typed:
            yield changed(plan, i, flags=0), data


def smaller_data(plan, data):
    for name in ("plain", "state", "flow"):
        for key, held in list(getattr(data, name).items()):
            less = data.copy()
            del getattr(less, name)[key]
            yield less
            for k in range(len(held) if isinstance(held, list) else 0):
                less = data.copy()
                getattr(less, name)[key] = held[:k] + held[k + 1:]
                yield less
    for entity, (rows, is_open) in data.tables.items():
        less = data.copy()
        if is_open:
            less.tables[entity] = (rows, False)
            yield less
        if rows > 0:
            less = data.copy()
            less.tables[entity] = (rows - 1, is_open)
            for name in ("plain", "state", "flow"):
                setattr(less, name, {
                    k: c for k, c in getattr(less, name).items()
                    if plan.facts[k[0]].entity != entity
                    or k[1] < rows - 1})
            if fits(plan, less):
                yield less
    for name in ("masks", "assumed"):
        if getattr(data, name):
            less = data.copy()
            setattr(less, name, type(getattr(data, name))())
            yield less


def fits(plan, data):
    """Do references stay within their tables?"""
    for held in (data.plain, data.state, data.flow):
        for (f, _), cells in held.items():
            t = plan.types[plan.facts[f].type]
            for c in [cells] if isinstance(cells, Cell) else \
                    [c for _, c in cells]:
                if t.rep == "row" and c.value:
                    rows, is_open = data.tables.get(t.entity, (0, True))
                    if c.hi >= rows + is_open:
                        return False
    if any(a[1] >= 1 and a[1] >= data.tables.get(
            plan.decisions[a[0]][1], (1, 0))[0] for a in data.assumed):
        return False
    return all(data.tables.get(t.entity, (0, True)) != (0, False)
               for t in plan.types if t.rep == "row")


def still(plan, data, seed, check, law):
    """The trial of PLAN and DATA if it breaks LAW, with some seed."""
    for s in (seed, 1, 2, 3):
        trial = Trial(plan, data, s)
        set_up(trial)
        check(trial)
        if any(w.law == law for w in trial.wrong):
            trial.wrong = [w for w in trial.wrong if w.law == law]
            return trial
    return None


def candidates(plan, data):
    yield from smaller_plans(plan, data)
    for less in smaller_data(plan, data):
        yield plan, less


def shrink(trial, check, law, most=600):
    best = still(trial.plan, trial.data, trial.seed, check, law) or trial
    tried, moved = 0, True
    while moved and tried < most:
        moved = False
        for plan, data in candidates(best.plan, best.data):
            tried += 1
            smaller = still(plan, data, best.seed, check, law)
            if smaller is not None:
                best, moved = smaller, True
                break
            if tried >= most:
                break
    return best
