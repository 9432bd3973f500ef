"""The laws (KERNEL K8) as checks of one plan with its data.

A Trial holds a plan, the data it is walked with and what the walks gave; each
law is a function that adds to TRIAL.checks and lists what it found wrong.
"""
import random
from collections import Counter
from fractions import Fraction

from plan_model import Cell, Fault, cell_from, cell_of
from plan_value import Impossible, Misproved, World, completions
from plan_variants import set_up_batch, set_up_order

SURE, PERHAPS, MANY = 0, 1, 2


class Wrong:
    """One broken law, at one node and row."""

    def __init__(self, law, node, row, words):
        self.law, self.node, self.row, self.words = law, node, row, words

    def __repr__(self):
        return "%s: node %s row %s: %s" % (self.law, self.node, self.row,
                                           self.words)


class Walk:
    """What plan_run printed for one walk."""
    words = {}

    def __init__(self, plan, lines):
        self.plan, self.rows, self.cells = plan, {}, {}
        self.status = int(lines[0].split()[1])
        for line in lines[1:]:
            kind, number, *words = line.split()
            if kind == "rows":
                self.rows[int(number)] = [self.row(w) for w in words]
            else:
                t = plan.type_of(int(number))
                element = element_rep(plan, int(number))
                self.cells[int(number)] = [self.cell(w, t.rep, element)
                                           for w in words]
        self.matched, self.by_parent = {}, {}
        for space, rows in self.rows.items():
            for i, (parent, _, _) in enumerate(rows):
                self.by_parent.setdefault((space, parent), []).append(i)

    def cell(self, word, rep, element=None):
        key = (word, rep, element)
        if key not in self.words:
            self.words[key] = cell_from(word, rep, element)
        return self.words[key]

    def row(self, word):
        parent, element, sure = word.split(":")
        return int(parent), self.cell(element, "number"), int(sure)

    def match(self, space, path):
        """The rows of SPACE that may stand for the row PATH."""
        key = (space, path)
        if key not in self.matched:
            s = self.plan.spaces[space]
            if s.kind == "case":
                self.matched[key] = [0]
            else:
                ups = self.match(s.parent, path[:-1]) \
                    if s.kind != "table" else [0]
                self.matched[key] = [
                    i for up in ups
                    for i in self.by_parent.get((space, up), [])
                    if self.rows[space][i][1].holds(path[-1])]
        return self.matched[key]


def element_rep(plan, node):
    """What a list lists."""
    while plan.type_of(node).rep == "list":
        n = plan.nodes[node]
        if not n.on:
            return None
        node = n.on[1 if n.op == "GUARD" else 0]
    return plan.type_of(node).rep


class Trial:
    """A plan with data, and the walks that the laws need. RUNS are pairs of
    a plan and data; the first is the plan itself with its data."""

    def __init__(self, plan, data, seed):
        self.plan, self.data, self.seed = plan, data, seed
        self.rng = random.Random(seed)
        self.runs, self.laws, self.walks = [(plan, data)], [], []
        self.checks, self.wrong, self.statistics = 0, [], Counter()

    def found(self, law, node, row, words):
        self.wrong.append(Wrong(law, node, row, words))

    def run(self, plan, data):
        """Asks for one more walk; returns its number."""
        self.runs.append((plan, data))
        return len(self.runs) - 1

    def text(self):
        out, last = [], None
        for plan, data in self.runs:
            if plan is not last:
                out.append(plan.text())
                last = plan
            out.append(data.text(plan))
        return "".join(out)


def unseen(given, t, outcome):
    """OUTCOME as the walk numbers rows: those not given are one."""
    if t is None or outcome is None or isinstance(outcome, Fault):
        return outcome
    if isinstance(outcome, tuple):
        return tuple(unseen(given, t, o) for o in outcome)
    return min(outcome, given(t.entity)[0])


def row_type(plan, node):
    """The type whose rows NODE holds, or None."""
    t = plan.type_of(node)
    while t.rep == "list" and plan.nodes[node].on:
        n = plan.nodes[node]
        node = n.on[1 if n.op == "GUARD" else 0]
        t = plan.type_of(node)
    return t if t.rep == "row" else None


def element_entity(plan, space):
    s = plan.spaces[space]
    return s.entity if s.kind in ("table", "pair") else None


def path_seen(world, space, path):
    """PATH with the numbers the walk gives to rows."""
    plan, out = world.plan, []
    for element in reversed(path):
        entity = element_entity(plan, space)
        if entity is not None:
            element = min(element, world.given(entity)[0])
        out.append(element)
        space = plan.spaces[space].parent
    return tuple(reversed(out))


def spaces_built(plan, walk):
    """Spaces on which something asked for lives, and their parents."""
    spaces = set()
    for node in walk.cells:
        space = plan.nodes[node].space
        while space != 0:
            spaces.add(space)
            space = plan.spaces[space].parent
    return sorted(spaces)


def check_rows(trial, walk, world, law):
    """Every row of the world is there; a sure row is in every world."""
    for space in spaces_built(trial.plan, walk):
        found = Counter()
        for path in world.rows(space):
            seen = path_seen(world, space, path)
            rows = walk.match(space, seen)
            if not rows:
                trial.found(law, "space %d" % space, path, "no such row")
            for r in rows:
                found[r, path[:-1]] += 1
        parent = trial.plan.spaces[space].parent
        for up in world.rows(parent):
            for p in walk.match(parent, path_seen(world, parent, up)):
                for i in walk.by_parent.get((space, p), []):
                    sure = walk.rows[space][i][2]
                    n = found[i, up]
                    if sure == SURE and n != 1 or sure == PERHAPS and n > 1:
                        trial.found(law, "space %d" % space, up,
                                    "row %d is there %d times" % (i, n))


def check_world(trial, walk, world, law, seen=None):
    """Each outcome of WORLD is in the cell of the walk."""
    check_rows(trial, walk, world, law)
    for node, cells in walk.cells.items():
        space = trial.plan.nodes[node].space
        t = row_type(trial.plan, node)
        for path in world.rows(space):
            outcome = world.value(node, path)
            if t is not None:
                outcome = unseen(world.given, t, outcome)
            rows = walk.match(space, path_seen(world, space, path))
            trial.checks += 1
            if rows and not any(cells[r].holds(outcome) for r in rows):
                trial.found(law, node, path, "%r is not in %s" % (
                    outcome, cells[rows[0]].key()))
            if seen is not None:
                for r in rows:
                    seen.setdefault((node, r), set()).add(outcome)


def law_sound(trial, worlds):
    seen = {}
    walk, whole = trial.walks[0], True
    for world, choices in completions(trial.plan, trial.data, trial.rng,
                                      worlds):
        try:
            check_world(trial, walk, world, "unsound", seen)
        except Impossible:
            continue
        if trial.wrong:
            return
        whole = choices.whole
    if whole:
        tightness(trial, walk, seen)


def tightness(trial, walk, seen):
    """How often a cell is no more than what is possible."""
    for (node, row), outcomes in seen.items():
        cell = walk.cells[node][row]
        values = [o for o in outcomes
                  if o is not None and not isinstance(o, Fault)]
        trial.statistics["cells"] += 1
        if cell.known():
            trial.statistics["known"] += 1
        tight = cell.none == (None in outcomes) \
            and (cell.fault is not None) == any(isinstance(o, Fault)
                                                for o in outcomes) \
            and cell.value == bool(values)
        if tight and values:
            if isinstance(cell.lo, frozenset):
                tight = cell.lo == set(values)
            elif isinstance(cell.lo, (str, tuple)):
                tight = len(set(values)) == 1 or cell.hi is None
            else:
                tight = (cell.lo, cell.hi) == (min(values), max(values))
        trial.statistics["tight"] += tight
        if not tight and len(outcomes) == 1:
            trial.statistics["known but not seen to be"] += 1


# All facts given.

def fill(trial, data, world):
    """Gives everything: what the world chose, the rest at random."""
    plan, rng = trial.plan, trial.rng
    for entity, (rows, is_open) in list(data.tables.items()):
        data.tables[entity] = (world.total(entity), False)
    extra = {}
    for key, value in world.facts.items():
        rep = plan.types[plan.facts[key[0]].type].rep
        if len(key) == 2:
            data.plain[key] = cell_of(value, rep)
        elif key[2] == "entry":
            start, _ = data.state[key[:2]][key[3]]
            extra.setdefault(key[:2], {})[start] = cell_of(value, rep)
        else:
            extra.setdefault(key[:2], {})[key[3]] = cell_of(value, rep)
    for key, pairs in extra.items():
        held = data.state if plan.facts[key[0]].form == "state" \
            else data.flow
        merged = dict(held.get(key, []))
        merged.update(pairs)
        held[key] = sorted(merged.items())
    for f, fact in enumerate(plan.facts):
        members = plan.entities[fact.entity].members
        rows = 1 if fact.entity == 0 else data.tables.get(
            fact.entity, (0, False))[0]
        for row in range(0 if members else rows):
            key = (f, row)
            if key in data.plain or key in data.state or key in data.flow:
                continue
            if fact.form == "plain" and fact.presumed is None:
                data.plain[key] = cell_of(
                    sample(trial, data, fact), plan.types[fact.type].rep)
    settle(data, world)


def sample(trial, data, fact):
    t = trial.plan.types[fact.type]
    if t.rep == "row":
        rows = data.tables[t.entity][0]
        if rows == 0:
            if t.optional:
                return None
            raise Impossible()
        return trial.rng.randrange(rows)
    return any_value(t, trial.rng)


def any_value(t, rng):
    if t.optional and rng.random() < 0.2:
        return None
    if t.rep in ("truth", "member", "text"):
        return rng.choice({"truth": [0, 1], "text": ["", "甲", "b"],
                           "member": [m for m in range(64)
                                      if t.lo >> m & 1]}[t.rep])
    value = rng.choice([t.lo, t.hi, rng.randint(t.lo, t.hi)])
    return Fraction(value) if t.rep == "fraction" else value


def settle(data, world):
    """The days, the readings and what is assumed, as the world has them."""
    day = cell_of(world.settings.get("asof", data.asof.lo))
    if not data.asked_from.known():
        data.asked_from = data.asked_to = day
    data.asof = day
    for q, cell in list(data.masks.items()):
        value = world.settings.get(("reading", q), min(cell.lo))
        data.masks[q] = cell_of(value, "member")


def full_data(trial):
    """Data with every fact given that agree with the trial's."""
    choices = next(completions(trial.plan, trial.data, trial.rng, 1))[1]
    choices.random = True
    world = World(trial.plan, trial.data, choices)
    try:
        for node in range(len(trial.plan.nodes)):
            for path in world.rows(trial.plan.nodes[node].space):
                world.value(node, path)
        data = trial.data.copy()
        fill(trial, data, world)
    except Impossible:
        return None
    return data


def between(trial, full):
    """Data with some more facts than the trial's, but not all."""
    data, rng = trial.data.copy(), trial.rng
    share = rng.choice([0.1, 0.5])
    for key in sorted(full.plain):
        rows = data.tables.get(trial.plan.facts[key[0]].entity, (1, 0))[0]
        if rng.random() < share and key[1] < rows:
            cell = full.plain[key]
            t = trial.plan.types[trial.plan.facts[key[0]].type]
            if t.rep == "row" and cell.value \
                    and cell.lo >= data.tables[t.entity][0]:
                cell = Cell(True, lo=data.tables[t.entity][0],
                            hi=data.tables[t.entity][0])
            data.plain[key] = cell
    if rng.random() < share:
        data.asof, data.asked_from = full.asof, full.asked_from
        data.asked_to = full.asked_to
    for q in data.masks:
        if rng.random() < share:
            data.masks[q] = full.masks[q]
    return data


def law_lazy(trial, walk, data):
    """With all facts given every cell is the oracle's one outcome."""
    choices = next(completions(trial.plan, data, trial.rng, 1))[1]
    world = World(trial.plan, data, choices)
    check_rows(trial, walk, world, "differing")
    for node, cells in walk.cells.items():
        space = trial.plan.nodes[node].space
        rep = trial.plan.type_of(node).rep
        for path in world.rows(space):
            outcome = world.value(node, path)
            rows = walk.match(space, path)
            trial.checks += 1
            if choices.made:
                return
            want = cell_of(outcome, rep).key()
            if rows and cells[rows[0]].key() != want:
                trial.found("differing", node, path, "%s, not %s" % (
                    cells[rows[0]].key(), want))
    if not data.assumed:
        conserve(trial, walk)


def conserve(trial, walk):
    """Parts of one split add up, and are faults together."""
    splits = {}
    for i, n in enumerate(trial.plan.nodes):
        if n.op == "SPLIT" and i in walk.cells:
            splits.setdefault((n.space, n.on, n.b), {})[n.a] = i
    for (space, on, _), parts in splits.items():
        if len(parts) < len(on) - 1:
            continue
        for row in range(len(walk.cells[parts[0]])):
            cells = [walk.cells[p][row] for p in parts.values()]
            whole = walk.cells[on[0]]
            whole = whole[0 if trial.plan.nodes[on[0]].space == 0 else row]
            trial.checks += 1
            faults = [c.fault is not None for c in cells]
            if any(faults) != all(faults):
                trial.found("not conserved", parts[0], row, "some faults")
            elif not any(faults) and all(c.value for c in cells) \
                    and sum(c.lo for c in cells) != whole.lo:
                trial.found("not conserved", parts[0], row, "no sum")


def law_monotone(trial, wide, narrow, wide_data, narrow_data):
    """Every cell of NARROW, which was given more, is within WIDE's."""
    given = World(trial.plan, wide_data, None).given
    world = World(trial.plan, narrow_data, None)
    narrow.came = {(0, 0): [0]}
    for space in [0] + spaces_built(trial.plan, narrow):
        pairs = list(row_pairs(trial, wide, narrow, space, given))
        nodes = [n for n in narrow.cells
                 if trial.plan.nodes[n].space == space]
        for new, olds in pairs:
            if not olds:
                trial.found("non-monotone", "space %d" % space, new,
                            "a new row")
                return
            for node in nodes:
                cell = narrow.cells[node][new]
                t = row_type(trial.plan, node)
                if t is not None:
                    cell = clamp(cell, given(t.entity)[0])
                trial.checks += 1
                if not any(cell.within(wide.cells[node][o]) for o in olds):
                    trial.found("non-monotone", node, new, "%s, before %s" % (
                        cell.key(), wide.cells[node][olds[0]].key()))


def clamp(cell, most):
    if not cell.value or not isinstance(cell.lo, int):
        if isinstance(cell.lo, tuple) and cell.value:
            return Cell(True, cell.none, cell.fault,
                        tuple(min(x, most) if isinstance(x, int) else x
                              for x in cell.lo), None)
        return cell
    return Cell(True, cell.none, cell.fault, min(cell.lo, most),
                min(cell.hi, most))


def row_pairs(trial, wide, narrow, space, given):
    """Rows of NARROW's SPACE, each with the rows of WIDE's it came from."""
    s = trial.plan.spaces[space]
    if space == 0:
        yield 0, [0]
        return
    for i, (parent, element, _) in enumerate(narrow.rows.get(space, [])):
        ups = narrow.came.get((s.parent, parent), [])
        if s.kind in ("table", "pair"):
            element = clamp(element, given(s.entity)[0])
        olds = [o for up in ups for o in wide.by_parent.get((space, up), [])
                if element.within(wide.rows[space][o][1])]
        narrow.came[space, i] = olds
        yield i, olds


def law_slice(trial, whole, part):
    for node, cells in part.cells.items():
        for row, cell in enumerate(cells):
            trial.checks += 1
            if row >= len(whole.cells[node]) \
                    or cell.key() != whole.cells[node][row].key():
                trial.found("slice", node, row, "%s, alone %s" % (
                    whole.cells[node][row].key(), cell.key()))


def set_up(trial):
    """Decides which walks the laws need."""
    rng, plan = trial.rng, trial.plan
    try:
        full = full_data(trial)
    except Misproved:
        full = None
    if full is not None:
        lazy = trial.run(plan, full)
        some = between(trial, full)
        middle = trial.run(plan, some)
        trial.laws.append(lambda w: law_monotone(trial, w[0], w[middle],
                                                 trial.data, some))
        trial.laws.append(lambda w: law_monotone(trial, w[middle], w[lazy],
                                                 some, full))
        trial.laws.append(lambda w: law_lazy(trial, w[lazy], full))
    less = trial.data.copy()
    many = any(rows > 20 for rows, _ in less.tables.values())
    less.only_asked = many or rng.random() < 0.5
    count = len(plan.nodes) // 2 if many else rng.choice([1, 3, 9])
    less.asked = sorted(rng.sample(range(len(plan.nodes)),
                                   min(count, len(plan.nodes))))
    part = trial.run(plan, less)
    trial.laws.append(lambda w: law_slice(trial, w[0], w[part]))
    set_up_order(trial)
    set_up_batch(trial)


def run_laws(trial, worlds):
    if trial.walks[0].status != 0:
        trial.statistics["past a limit"] += 1
        return
    if any(rows > 20 for rows, _ in trial.data.tables.values()):
        worlds = 2
    try:
        law_sound(trial, worlds)
        for law in trial.laws:
            if not trial.wrong and all(w.status == 0 for w in trial.walks):
                law(trial.walks)
    except Misproved:
        trial.wrong = []
        trial.found("misproved", "-", "-", "the plan itself is wrong")
