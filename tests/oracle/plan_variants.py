"""The laws of order and batch: the same plan and data told otherwise, walked,
and compared cell by cell.
"""
from plan_model import Cell, Node, Plan, Space

COMMUTES = {"AND": 1, "OR": 1, "AGREE": 1, "NSUM": 1, "NMIN": 1, "NMAX": 1,
            "NCOUNT": 1, "ONE": 2}
FOLDS = {"SUM", "COUNT", "LEAST", "GREATEST", "ANY", "ALL", "LIST"}


def below(plan, space, entity):
    """Is SPACE the table of ENTITY or one derived from it?"""
    while space != 0:
        s = plan.spaces[space]
        if s.kind == "table":
            return s.entity == entity
        space = s.parent
    return False


# Order.

class Shuffle:
    """A plan with its nodes and operands in another order; NODES and SPACES
    say where they went. None when two nodes would become one."""

    def __init__(self, plan, rng):
        self.old, self.rng = plan, rng
        self.nodes, self.spaces, self.keys = {}, {0: 0}, set()
        self.plan = Plan(plan.name)
        for name in ("types", "constants", "entities", "facts", "declared",
                     "readings", "places"):
            setattr(self.plan, name, getattr(plan, name))
        self.fine = True
        waiting = list(plan.items)
        while waiting:
            ready = [item for item in waiting if self.ready(*item)]
            item = rng.choice(ready)
            waiting.remove(item)
            (self.node if item[0] == "node" else self.space)(item[1])
        self.plan.decisions = [(p, e, self.nodes[r])
                               for p, e, r in plan.decisions]
        self.plan.instances = [(d, self.nodes[n], self.nodes.get(s),
                                self.nodes.get(p))
                               for d, n, s, p in plan.instances]

    def ready(self, kind, i):
        if kind == "space":
            s = self.old.spaces[i]
            before = [s.link, s.subject, s.start, s.end, s.first, s.last]
            tables = [k for k, t in enumerate(self.old.spaces)
                      if t.kind == "table"] if s.kind != "table" else []
            return s.parent in self.spaces and all(
                x is None or x in self.nodes for x in before) and all(
                t in self.spaces for t in tables)
        n = self.old.nodes[i]
        told = [x for _, node, s, p in self.old.instances if node == i
                for x in (s, p) if x is not None]
        return n.space in self.spaces and all(o in self.nodes
                                              for o in list(n.on) + told)

    def node(self, i):
        n = self.old.nodes[i]
        on, step = list(n.on), COMMUTES.get(n.op)
        if step:
            groups = [on[k:k + step] for k in range(0, len(on), step)]
            self.rng.shuffle(groups)
            on = [o for group in groups for o in group]
        new = Node(n.op, self.spaces[n.space], n.type, n.a, n.b, n.flags,
                   n.place, [self.nodes[o] for o in on])
        self.fine = self.fine and new.key() not in self.keys
        self.keys.add(new.key())
        self.nodes[i] = self.plan.add_node(new)

    def space(self, i):
        s, at = self.old.spaces[i], self.nodes.get
        self.spaces[i] = self.plan.add_space(Space(
            s.kind, self.spaces[s.parent], s.entity, at(s.link),
            at(s.subject), s.period, at(s.start), at(s.end), at(s.first),
            at(s.last)))


def whole_range(cell, rows, is_open):
    return cell.lo == 0 and cell.hi == rows + is_open - 1


def moved_cell(cell, t, data, moves):
    """CELL of type T after the rows of tables have moved; None when it is a
    range that does not move with them."""
    if t.rep != "row" or not cell.value or t.entity not in moves:
        return cell
    rows, is_open = data.tables[t.entity]
    if cell.lo == cell.hi:
        to = cell.lo if cell.lo >= rows else moves[t.entity][cell.lo]
        return Cell(True, cell.none, cell.fault, to, to)
    return cell if whole_range(cell, rows, is_open) else None


def moved_data(plan, data, moves):
    """DATA with rows in another order, or None."""
    new = data.copy()

    def row(f, r):
        entity = plan.facts[f].entity
        return moves[entity][r] if entity in moves else r

    def cell(f, c):
        return moved_cell(c, plan.types[plan.facts[f].type], data, moves)
    new.plain = {(f, row(f, r)): cell(f, c)
                 for (f, r), c in data.plain.items()}
    for name in ("state", "flow"):
        setattr(new, name, {(f, row(f, r)): [(w, cell(f, c)) for w, c in held]
                            for (f, r), held in getattr(data, name).items()})
    new.assumed = [(d, moves.get(plan.decisions[d][1], {}).get(r, r), p, c)
                   for d, r, p, c in data.assumed]
    cells = list(new.plain.values()) + [
        c for held in (new.state, new.flow) for pairs in held.values()
        for _, c in pairs]
    return None if None in cells else new


def moves_of(plan, data, rng):
    moves = {}
    for entity, (rows, _) in data.tables.items():
        order = list(range(rows))
        rng.shuffle(order)
        moves[entity] = dict(enumerate(order))
    return moves


def row_map(plan, a, b, spaces, root, element):
    """Rows of walk A, as (space, row), to rows of walk B: those on tables by
    ROOT, the others by their parent and what ELEMENT makes of theirs."""
    to = {(0, 0): 0}
    for space in range(1, len(plan.spaces)):
        s = plan.spaces[space]
        for i, (up, cell, _) in enumerate(a.rows.get(space, [])):
            if s.kind == "table":
                j = root(s.entity, i)
                if j is not None:
                    to[space, i] = j
                continue
            key = element(s, cell)
            found = [j for j in b.by_parent.get(
                (spaces[space], to.get((s.parent, up))), [])
                if key is not None
                and b.rows[spaces[space]][j][1].key() == key]
            if len(found) == 1:
                to[space, i] = found[0]
    return to


def set_up_order(trial):
    shuffle = Shuffle(trial.plan, trial.rng)
    moves = moves_of(trial.plan, trial.data, trial.rng)
    data = moved_data(trial.plan, trial.data, moves)
    if data is None:
        moves, data = {}, trial.data.copy()
    if not shuffle.fine:
        return
    data.asked = [shuffle.nodes[n] for n in data.asked]
    run = trial.run(shuffle.plan, data)
    trial.laws.append(lambda w: law_order(trial, w[0], w[run], shuffle,
                                          moves))


def law_order(trial, a, b, shuffle, moves):
    plan, data = trial.plan, trial.data
    types = {n: plan.type_of(n) for n in a.cells}
    for node, cells in a.cells.items():
        fact = plan.nodes[node].op == "FACT"
        if any(moved_cell(c, types[node], data, moves) is None or not fact
               and types[node].rep == "row" and c.value and c.lo != c.hi
               for c in cells):
            return

    def root(entity, i):
        return moves[entity].get(i, i) if entity in moves else i

    def element(s, cell):
        if s.kind == "pair" and s.entity in moves and cell.value:
            j = root(s.entity, cell.lo)
            cell = Cell(True, lo=j, hi=j)
        return cell.key()
    to = row_map(plan, a, b, shuffle.spaces, root, element)
    for node, cells in a.cells.items():
        got = b.cells.get(shuffle.nodes[node])
        for row, cell in enumerate(cells):
            there = to.get((plan.nodes[node].space, row))
            trial.checks += 1
            if got is None or there is None or there >= len(got):
                trial.found("order", node, row, "no such row")
                continue
            want = moved_cell(cell, types[node], data, moves)
            if not same(want, got[there]):
                trial.found("order", node, row, "%s, then %s" % (
                    want.key(), got[there].key()))


def same(a, b):
    if isinstance(a.lo, tuple) and isinstance(b.lo, tuple) \
            and a.value and b.value:
        return len(a.lo) == len(b.lo) and (a.none, a.fault) == (b.none,
                                                                b.fault)
    return a.key() == b.key()


# Batch.

class Alone:
    """Which nodes need nothing of ENTITY's table but their own row."""

    def __init__(self, plan, entity):
        self.plan, self.entity, self.memo = plan, entity, {}

    def free(self, node):
        """Does NODE not depend on ENTITY at all?"""
        key = ("free", node)
        if key not in self.memo:
            n = self.plan.nodes[node]
            t = self.plan.types[n.type]
            self.memo[key] = not (
                t.rep == "row" and t.entity == self.entity) and all(
                self.free(o) for o in n.on) and self.free_space(n.space)
        return self.memo[key]

    def free_space(self, space):
        while space != 0:
            s = self.plan.spaces[space]
            if s.entity == self.entity and s.kind in ("table", "pair"):
                return False
            before = (s.link, s.subject, s.start, s.end, s.first, s.last)
            if not all(x is None or self.free(x) for x in before):
                return False
            space = s.parent
        return True

    def own(self, node):
        key = ("own", node)
        if key not in self.memo:
            self.memo[key] = self.free(node) or self.own_node(node)
        return self.memo[key]

    def own_node(self, node):
        plan, n = self.plan, self.plan.nodes[node]
        t = plan.types[n.type]
        if t.rep == "row" and t.entity == self.entity \
                or not below(plan, n.space, self.entity) \
                or not self.own_space(n.space) \
                or any(i[1] == node for i in plan.instances):
            return False
        if n.op in ("STATE", "FLOW") \
                and plan.facts[n.a].entity == self.entity:
            return False
        far = ()
        if n.op == "REF":
            far = n.on[:1]
        elif plan.spaces[n.space].kind == "table":
            far = n.on if n.op == "UP" else n.on[:2] if n.op == "UPTO" else ()
        return all(self.free(o) if o in far else self.own(o) for o in n.on)

    def own_space(self, space):
        while self.plan.spaces[space].kind != "table":
            s = self.plan.spaces[space]
            if s.entity == self.entity and s.kind == "pair":
                return False
            if not self.linked(s):
                before = (s.start, s.end, s.subject)
                far = (s.link, s.first, s.last)
                if not all(x is None or self.own(x) for x in before) \
                        or not all(x is None or self.free(x) for x in far):
                    return False
            space = s.parent
        return True

    def linked(self, s):
        """Do the rows of S refer to this row by a fact?"""
        if s.kind != "pair" or s.link is None:
            return False
        nodes = self.plan.nodes
        return nodes[s.link].op == "FACT" and nodes[s.subject].op == "SELF" \
            and self.plan.spaces[s.parent].kind == "table"


def alone_data(plan, data, entity, row):
    """DATA where only ROW of ENTITY is given; None when a reference may be
    to this row or to others."""
    new = data.copy()
    new.tables[entity] = (1, True)
    new.assumed = []

    def cell(f, c):
        t = plan.types[plan.facts[f].type]
        if t.rep != "row" or t.entity != entity or not c.value:
            return c
        if c.lo != c.hi:
            return None
        to = 0 if c.lo == row else 1
        return Cell(True, c.none, None, to, to)
    for name in ("plain", "state", "flow"):
        kept = {}
        for (f, r), held in getattr(data, name).items():
            if plan.facts[f].entity == entity and r != row:
                continue
            r = 0 if plan.facts[f].entity == entity else r
            kept[f, r] = cell(f, held) if isinstance(held, Cell) else [
                (w, cell(f, c)) for w, c in held]
            if kept[f, r] is None or isinstance(held, list) and any(
                    c is None for _, c in kept[f, r]):
                return None
        setattr(new, name, kept)
    return new


def set_up_batch(trial):
    plan, rng = trial.plan, trial.rng
    many = [e for e, (rows, _) in trial.data.tables.items() if rows > 1]
    if not many or trial.data.assumed:
        return
    entity = rng.choice(many)
    row = rng.randrange(trial.data.tables[entity][0])
    alone = Alone(plan, entity)
    nodes = [n for n in range(len(plan.nodes))
             if below(plan, plan.nodes[n].space, entity) and alone.own(n)]
    data = alone_data(plan, trial.data, entity, row)
    if not nodes or data is None:
        return
    data.asked = nodes
    run = trial.run(plan, data)
    trial.laws.append(lambda w: law_batch(trial, w[0], w[run], entity, row,
                                          nodes))


def law_batch(trial, many, one, entity, row, nodes):
    plan = trial.plan

    def root(e, i):
        return 0 if e == entity and i == row else None
    spaces = {i: i for i in range(len(plan.spaces))}
    to = row_map(plan, many, one, spaces, root, lambda s, cell: cell.key())
    for node in nodes:
        for i, cell in enumerate(many.cells[node]):
            there = to.get((plan.nodes[node].space, i))
            if there is None:
                continue
            trial.checks += 1
            got = one.cells[node][there]
            if cell.key() != got.key():
                trial.found("batch", node, i, "%s, alone %s" % (
                    cell.key(), got.key()))
