"""What the strict operators do with known values: K4 of the kernel, in
Python's own whole numbers, fractions and calendar.

A function of SCALAR takes the world, the node and the operands' values, and
returns a value or raises Failure with the kind of a fault.
"""
import calendar
import datetime
from fractions import Fraction

from plan_model import WIDE_MAX, WIDE_MIN

EPOCH = datetime.date(1970, 1, 1).toordinal()
DAY_FIRST, DAY_LAST = 1 - EPOCH, datetime.date.max.toordinal() - EPOCH
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


class Failure(Exception):
    """A fault of this kind, at the node that is being worked out."""

    def __init__(self, kind):
        Exception.__init__(self, kind)
        self.kind = kind


def wide(value):
    """VALUE if it is between the ends of 128 bits, which are no values."""
    if not WIDE_MIN < value < WIDE_MAX:
        raise Failure("OVERFLOW")
    return value


def number(value):
    """VALUE if it can be held: of a fraction both of its parts."""
    if isinstance(value, Fraction) and value.denominator != 1:
        if abs(value.numerator) > WIDE_MAX or value.denominator > WIDE_MAX:
            raise Failure("OVERFLOW")
        return value
    if isinstance(value, Fraction):
        return Fraction(wide(value.numerator))
    return wide(value)


def date_of(day):
    return datetime.date.fromordinal(day + EPOCH)


def day_of(year, month, day):
    return datetime.date(year, month, day).toordinal() - EPOCH


def day_in_calendar(day):
    if not DAY_FIRST <= day <= DAY_LAST:
        raise Failure("NO_SUCH_DATE")
    return day


def period_of(kind, day):
    if kind == "day":
        return day
    d = date_of(day)
    return (d.year * 12 + d.month - 1) // MONTHS[kind]


def period_first(kind, period):
    if kind == "day":
        return period
    month = period * MONTHS[kind]
    return day_of(month // 12, month % 12 + 1, 1)


def period_last(kind, period):
    if kind == "day":
        return period
    month = (period + 1) * MONTHS[kind] - 1
    year, month = month // 12, month % 12 + 1
    return day_of(year, month, calendar.monthrange(year, month)[1])


ROUNDINGS = ["half_away", "half_up", "half_even", "half_down", "away",
             "toward_zero", "up", "down"]


def round_whole(value, how):
    """The fraction VALUE to a whole number."""
    floor = value.numerator // value.denominator
    rest = value - floor
    if rest == 0:
        return floor
    name = ROUNDINGS[how]
    if name in ("up", "down"):
        return floor + (name == "up")
    if name in ("away", "toward_zero"):
        return floor + ((name == "away") == (value > 0))
    if rest != Fraction(1, 2):
        return floor + (rest > Fraction(1, 2))
    if name == "half_up":
        return floor + 1
    if name == "half_even":
        return floor + floor % 2
    return floor + ((name == "half_away") == (value > 0))


def whole_months(start, end, last_of_february):
    """Months complete from START to END; a month is complete on the day of
    the same number, or on the first of the next month where it has no such
    day (29 February: on request on the last of February)."""
    if end < start:
        return -whole_months(end, start, last_of_february)
    a, b = date_of(start), date_of(end)
    months = (b.year - a.year) * 12 + b.month - a.month
    day = a.day
    if last_of_february and (a.month, a.day) == (2, 29):
        if b.month == 2:
            day = calendar.monthrange(b.year, 2)[1]
    return months - (b.day < day)


def add_months(day, months, how):
    d = date_of(day)
    month = d.year * 12 + d.month - 1 + months
    year, month = month // 12, month % 12 + 1
    if not 1 <= year <= 9999:
        raise Failure("NO_SUCH_DATE")
    length = calendar.monthrange(year, month)[1]
    if d.day <= length:
        return day_of(year, month, d.day)
    if how == 2:
        raise Failure("NO_SUCH_DATE")
    return day_of(year, month, length) + (how == 1)


def op_round(world, node, x):
    plan = world.plan
    scale = plan.types[node.type].scale
    step = Fraction(plan.constants[node.b][1], 10 ** scale)
    before = plan.type_of(node.on[0])
    value = x if before.rep == "fraction" else Fraction(x, 10 ** before.scale)
    return wide(round_whole(value / step, node.a) * plan.constants[node.b][1])


def power(base, exponent):
    """BASE to EXPONENT, or when that is far out of reach something of the
    same sign that is as far out."""
    if abs(base) in (0, 1) or exponent <= 30000:
        return base ** exponent
    sign = -1 if base < 0 and exponent % 2 else 1
    return sign * Fraction(10) ** (99 if abs(base) > 1 else -99)


def op_power(world, node, base, exponent):
    plan = world.plan
    if not 0 <= exponent < 2 ** 32:
        raise Failure("BAD_EXPONENT")
    scale = plan.type_of(node.on[0]).scale
    value = power(Fraction(base, 10 ** scale), exponent)
    return wide(round_whole(value * 10 ** plan.types[node.type].scale,
                            node.a))


def op_domain(world, node, x):
    t = world.plan.types[node.type]
    if not t.lo <= x <= t.hi:
        raise Failure("OUT_OF_DOMAIN")
    return x


def op_divide(world, node, a, b):
    if b == 0:
        raise Failure("DIVISION_BY_ZERO")
    return number(Fraction(a) / b)


def op_in(world, node, x):
    return int(x in world.plan.constants[node.a][1])


def op_make_date(world, node, year, month, day):
    try:
        return day_of(year, month, day)
    except (ValueError, OverflowError):
        raise Failure("NO_SUCH_DATE")


def op_period_of(world, node, day):
    return period_of(world.plan.types[node.type].period, day)


def op_shift(world, node, period, by):
    kind = world.plan.types[node.type].period
    period += by
    least, most = period_of(kind, DAY_FIRST), period_of(kind, DAY_LAST)
    if not least <= period <= most:
        raise Failure("NO_SUCH_DATE")
    return period


def plain(value, scale):
    """A decimal as text, without needless zeros."""
    sign, digits = "-" if value < 0 else "", str(abs(value))
    if scale == 0:
        return sign + digits
    digits = digits.rjust(scale + 1, "0")
    whole, rest = digits[:-scale], digits[-scale:].rstrip("0")
    return sign + whole + ("." + rest if rest else "")


def period_text(kind, period):
    if kind == "day":
        return date_of(period).isoformat()
    if kind == "year":
        return "%04d" % period
    parts = {"month": (12, "%04d-%02d"), "quarter": (4, "%04d-Q%d"),
             "half": (2, "%04d-H%d")}
    per_year, shape = parts[kind]
    return shape % (period // per_year, period % per_year + 1)


def op_format(world, node, x):
    t = world.plan.type_of(node.on[0])
    if t.rep == "number":
        return plain(x, t.scale)
    if t.rep == "fraction":
        return "%d/%d" % (x.numerator, x.denominator) \
            if x.denominator != 1 else "%d" % x.numerator
    if t.rep == "date":
        return date_of(x).isoformat()
    if t.rep == "period":
        return period_text(t.period, x)
    if t.rep == "member":
        return "m%d" % x
    if t.rep == "truth":
        return "是" if x else "否"
    return x


def calendar_part(name):
    return lambda world, node, day: getattr(date_of(day), name)


SCALAR = {
    "ADD": lambda w, n, a, b: number(a + b),
    "SUBTRACT": lambda w, n, a, b: number(a - b),
    "MULTIPLY": lambda w, n, a, b: number(a * b),
    "NEGATE": lambda w, n, a: number(-a),
    "DIVIDE": op_divide,
    "FRACTION": lambda w, n, a: number(
        Fraction(a, 10 ** w.plan.type_of(n.on[0]).scale)),
    "RESCALE": lambda w, n, a: wide(
        a * 10 ** (w.plan.types[n.type].scale
                   - w.plan.type_of(n.on[0]).scale)),
    "MIN": lambda w, n, a, b: min(a, b),
    "MAX": lambda w, n, a, b: max(a, b),
    "ROUND": op_round,
    "POWER": op_power,
    "DOMAIN": op_domain,
    "LT": lambda w, n, a, b: int(a < b),
    "LE": lambda w, n, a, b: int(a <= b),
    "EQ": lambda w, n, a, b: int(a == b),
    "NE": lambda w, n, a, b: int(a != b),
    "IN": op_in,
    "ADD_DAYS": lambda w, n, d, by: day_in_calendar(d + by),
    "ADD_MONTHS": lambda w, n, d, by: add_months(d, by, n.a),
    "DAYS_BETWEEN": lambda w, n, a, b: b - a,
    "WHOLE_MONTHS": lambda w, n, a, b: whole_months(a, b, n.a),
    "WHOLE_YEARS": lambda w, n, a, b: (
        lambda m: m // 12 if m >= 0 else -(-m // 12))(
            whole_months(a, b, n.a)),
    "YEAR_OF": calendar_part("year"),
    "MONTH_OF": calendar_part("month"),
    "DAY_OF": calendar_part("day"),
    "WEEKDAY": lambda w, n, d: date_of(d).isoweekday(),
    "MAKE_DATE": op_make_date,
    "PERIOD_OF": op_period_of,
    "FIRST_DAY": lambda w, n, p: period_first(
        w.plan.type_of(n.on[0]).period, p),
    "LAST_DAY": lambda w, n, p: period_last(
        w.plan.type_of(n.on[0]).period, p),
    "SHIFT": op_shift,
    "CONCAT": lambda w, n, *texts: "".join(texts),
    "FORMAT": op_format,
}
