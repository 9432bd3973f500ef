"""Kinds of columns, and values where things go wrong."""
from plan_scalar import day_of

TRUTH, FRACTION, DATE, TEXT = ("truth",), ("fraction",), ("date",), ("text",)
WHOLE, MONEY = ("number", 0), ("number", 2)
PERIODS = ["day", "month", "quarter", "half", "year"]
BIG = 10 ** 15 - 1
# Days where calendars go wrong.
DAYS = [day_of(2024, 2, 28), day_of(2025, 1, 30), day_of(2024, 12, 30),
        day_of(2025, 6, 29)]
FIXED = {
    "YEAR_OF": (1, 9999), "MONTH_OF": (1, 12), "DAY_OF": (1, 31),
    "WEEKDAY": (1, 7),
}
