"""Random partial data for a random plan."""
from plan_kinds import DAYS
from plan_model import Cell, Data, cell_of
from plan_scalar import DAY_FIRST, DAY_LAST, period_of


def rows_needed(plan):
    """Entities that something not optional refers to."""
    return {t.entity for t in plan.types if t.rep == "row"}


def make_data(m):
    """Some tables, some facts; the rest is not given."""
    rng, plan, data = m.rng, m.plan, Data()
    share = rng.choice([0.2, 0.5, 0.8, 0.9, 1.0])
    needed = rows_needed(plan)
    for entity in m.tables:
        is_open = m.chance(0.35)
        least = 1 if entity in needed and not is_open else 0
        data.tables[entity] = (rng.randint(least, 3), is_open)
    tables = 2 + len(m.tables)
    if len(plan.spaces) == tables and m.chance(0.25):
        # Enough rows for what treats many rows together.
        data.tables[m.tables[0]] = (rng.randint(64, 72), m.chance(0.2))
        share = 1.0
    for f, fact in enumerate(plan.facts):
        rows = 1 if fact.entity == 0 else plan.entities[
            fact.entity].members or data.tables[fact.entity][0]
        if fact.entity == m.roster:
            continue
        for row in range(rows):
            if m.chance(share):
                give(m, data, f, row)
    days(m, data)
    for q, (entity, _) in enumerate(plan.readings):
        members = plan.entities[entity].members
        if m.chance(0.5):
            mask = [i for i in range(members) if m.chance(0.5)] or [0]
            data.masks[q] = Cell(True, lo=frozenset(mask))
    if m.decided is not None and m.chance(0.7):
        assume(m, data)
    return data


def days(m, data):
    """The as-of day and the periods asked for."""
    def day(known=False):
        if not known and m.wide_days and m.chance(0.2):
            return Cell(True, lo=DAY_FIRST, hi=DAY_LAST)
        first = m.rng.choice(DAYS) + m.rng.randint(0, 3)
        return Cell(True, lo=first, hi=first
                    + (m.rng.randint(0, 3)
                       if not known and m.chance(0.4) else 0))
    data.asof = data.asked_from = data.asked_to = day()
    if m.chance(0.5):
        data.asked_from, data.asked_to = day(True), day(True)


def give(m, data, f, row):
    rng, fact = m.rng, m.plan.facts[f]
    if fact.form == "plain" or fact.form == "state" and m.chance(0.2):
        data.plain[f, row] = some_cell(m, data, f)
    elif fact.form == "state":
        starts = sorted(rng.sample(range(0, 800), rng.randint(0, 3)))
        data.state[f, row] = [(DAYS[0] - 50 + s, some_cell(m, data, f))
                              for s in starts]
    else:
        first = period_of(fact.period, DAYS[0])
        pairs = sorted({first + rng.randint(0, 13)
                        for _ in range(rng.randint(0, 4))})
        data.flow[f, row] = [(p, some_cell(m, data, f)) for p in pairs]


def some_cell(m, data, f):
    """A known value mostly, sometimes a set of values."""
    t = m.plan.types[m.plan.facts[f].type]
    rng = m.rng
    if t.rep == "row":
        rows, is_open = data.tables[t.entity]
        last = rows if is_open and (m.chance(0.15) or rows == 0) \
            else rows - 1
        low = rng.randint(0, last)
        high = rng.randint(low, last) if m.chance(0.15) else low
        if t.optional and m.chance(0.2):
            return cell_of(None)
        return Cell(True, lo=low, hi=high)
    value = m.sample(m.plan.facts[f].type)
    cell = cell_of(value, t.rep)
    if value is not None and m.chance(0.12):
        if t.rep == "member":
            cell.lo |= {rng.randrange(t.lo.bit_length())}
        elif t.rep != "text":
            cell.hi = min(t.hi, value + rng.randint(0, 3))
        if t.optional and m.chance(0.5):
            cell.none = True
    return cell


def assume(m, data):
    """Takes the decision to be a value of its root's kind."""
    t = m.plan.type_of(m.decided)
    kind = m.made[m.decided].kind
    if t.optional and m.chance(0.3):
        cell = cell_of(None)
    else:
        value = m.plan.constants[m.plan.nodes[m.const(kind)].a][1]
        cell = cell_of(value, t.rep) if t.rep != "member" \
            else Cell(True, lo=value)
    entity = m.plan.decisions[0][1]
    rows = 1 if entity == 0 else data.tables[entity][0]
    if rows:
        data.assumed.append((0, m.rng.randrange(rows), None, cell))
