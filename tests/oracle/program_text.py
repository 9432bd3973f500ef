"""Programs as rule files, in either surface, and facts as JSON.

Form is spec/grammar.md: brackets are written where the grammar needs them and
not elsewhere, so that precedence is tried as well.
"""
import json
from fractions import Fraction

from plan_scalar import date_of, period_text
from program_tree import Table

# How loosely what begins with a word binds: the higher the tighter.
IF, OR, AND, NOT, RELATION, SUM, ADDED, TERM, UNARY, PRIMARY = range(10)

WORDS = {
    "rulebook": "规章", "roster": "名册", "entity": "实体", "rule": "规则",
    "standard": "标准", "exception": "例外", "split": "分担",
    "reading": "疑义", "presumed": "推定", "cites": "依据", "for": "对",
    "when": "当", "gives": "取", "otherwise": "否则", "let": "令",
    "but": "但", "every": "每", "from": "自", "effective": "施行",
    "expires": "失效", "divide": "把", "in_ratio": "按",
    "remainder": "余数", "for_now": "暂取", "combine": "合并",
    "and": "且", "or": "或", "not": "非", "is": "是", "no": "否",
    "is not": "不是", "in": "属于", "not in": "不属于", "if": "若",
    "then": "则", "to": "至", "capped_at": "封顶", "floored_at": "保底",
    "if_none": "无则", "has_value": "有值", "has_none": "无值",
    "overrides": "优先于", "of": "归", "history": "历次", "this": "本",
    "this_period": "本期", "to_date": "截至本期", "others": "其他",
    "any": "任意", "none": "无", "or_more": "及以上", "or_less": "及以下",
    "over": "超过", "under": "不满", "at least": "至少",
    "at most": "不超过", "unique": "唯一", "agreeing": "任一",
    "first": "首个", "preferred": "优先", "highest": "就高",
    "lowest": "就低", "stacked": "叠加", "counted": "计数",
    "marginal": "累进", "whole_amount": "全额", "exclusive": "互斥",
    "flag": "是否", "integer": "整数", "decimal": "小数",
    "fraction": "分数", "date": "日期", "places": "位",
    "first_day": "首日", "last_day": "末日", "sum": "合计",
    "count": "个数", "max": "最大", "min": "最小", "mean": "平均",
    "exists": "存在", "every_one": "全都", "absolute": "绝对值",
    "age": "周岁", "age_months": "月龄", "days_between": "相隔日数",
    "yuan": "元", "item": "个", "years_old": "岁", "month": "月",
    "day": "日", "year": "年",
    "half_away": "四舍五入", "half_up": "半数向上", "half_even": "四舍六入",
    "half_down": "五舍六入", "rounded_away": "远零舍入",
    "toward_zero": "去尾", "rounded_up": "向上舍入",
    "rounded_down": "向下舍入",
}
ROUNDINGS = ["half_away", "half_up", "half_even", "half_down",
             "rounded_away", "toward_zero", "rounded_up", "rounded_down"]
OPERATORS = {"+": ("+", ADDED), "-": ("-", ADDED), "*": ("×", TERM),
             "/": ("÷", TERM)}


class Writer:
    def __init__(self, program, rng, chinese):
        self.program, self.rng, self.chinese = program, rng, chinese
        self.out, self.cited = [], 0
        self.mixed = rng.random() < 0.15

    def w(self, word):
        """A keyword in the surface at hand."""
        chinese = self.chinese
        if self.mixed and self.rng.random() < 0.3:
            chinese = not chinese
        return WORDS[word] if chinese else ("yes" if word == "true" else word)

    def line(self, *words):
        self.out.append(" ".join(words))

    def cites(self):
        self.cited += 1
        self.line("  " + self.w("cites"), "%d.%d" % (self.cited // 9 + 1,
                                                     self.cited % 9 + 1))

    # The whole.

    def text(self):
        p = self.program
        parts = [lambda r=r: self.line(self.w("roster"), r.name, "=",
                                       "、".join(r.members))
                 for r in p.rosters]
        parts += [lambda e=e: self.entity(e) for e in p.entities]
        parts += [lambda r=r: self.reading(r) for r in p.readings]
        parts += [lambda d=d: self.decision(d) for d in p.decisions]
        parts += [lambda s=s: self.split(s) for s in p.splits]
        parts += [lambda e=e, f=f: self.presumption(e, f)
                  for e in p.entities for f in e.facts
                  if f.presumed is not None]
        if self.rng.random() < 0.5:
            self.rng.shuffle(parts)
        for part in parts:
            part()
        return "\n".join(self.out) + "\n"

    def entity(self, e):
        self.line(self.w("entity" if e.members is None else "roster"),
                  e.name)
        for f in e.facts:
            self.line("  " + f.name, ":", self.type(f))
        if e.members is None:
            return
        self.line("  | %s |" % " | ".join([e.name]
                                          + [f.name for f in e.facts]))
        for m, name in enumerate(e.members):
            values = [self.number(e.declared[m, f.name], f.kind[1])
                      for f in e.facts]
            self.line("  | %s |" % " | ".join([name] + values))

    def type(self, f):
        kind = f.kind
        if kind[0] == "number":
            text = self.number_type(kind, f.scale)
            if f.low is not None and f.scale is not None:
                text += "(%s %s %s)" % (self.number(f.low, kind[1]),
                                        self.w("to"),
                                        self.number(f.high, kind[1]))
        elif kind[0] == "row":
            text = kind[1].name
        elif kind[0] == "member":
            text = kind[1].name
        else:
            text = self.w({"truth": "flag", "date": "date"}[kind[0]])
        if f.optional:
            text += " %s %s" % (self.w("or"), self.w("none"))
        if f.form == "state":
            text += " " + self.w("history")
        elif f.form == "flow":
            text += " %s %s" % (self.w("every"), self.w("month"))
        return text

    def number_type(self, kind, scale):
        unit = self.w("yuan") if kind[1] == "yuan" else ""
        if kind[1] == "yuan" and scale == 2 and self.rng.random() < 0.7:
            return unit
        if scale is None:
            return ("%s %s" % (self.w("fraction"), unit)).strip()
        if scale == 0:
            if kind[1] == "one" and self.rng.random() < 0.5:
                unit = self.w("item")
            return ("%s %s" % (self.w("integer"), unit)).strip()
        if self.chinese:
            return ("%s %d位 %s" % (self.w("decimal"), scale, unit)).strip()
        return ("%s %d places %s" % (self.w("decimal"), scale, unit)).strip()

    def reading(self, reading):
        name, alternatives = reading
        self.line(self.w("reading"), name)
        self.cites()
        for a in alternatives:
            self.line("  " + a, "“%s”" % a)
        self.line("  " + self.w("for_now"), alternatives[0])

    def presumption(self, entity, f):
        value = self.fact_value(f)
        self.line(self.w("presumed"), entity.name, self.dot(), f.name, "=",
                  value)
        self.cites()

    def fact_value(self, f):
        if f.kind[0] == "truth":
            return self.truth(f.presumed)
        if f.kind[0] == "date":
            return date_of(f.presumed).isoformat()
        if f.kind[0] == "member":
            return f.kind[1].members[f.presumed]
        return self.amount(f.presumed, f.kind[1])

    # Decisions.

    def decision(self, d):
        if d.parameters is not None:
            self.helper(d)
            return
        self.line(self.w("standard" if d.standard else "rule"), d.name, ":",
                  self.decision_type(d))
        self.rule(d, d.rules[0], True)
        for rule in d.rules[1:]:
            self.line(self.w("rule"), rule.label, self.w("of"), d.name)
            self.rule(d, rule, False)
        for over in [d] + d.rules:
            for e in over.exceptions:
                if e.outside:
                    self.exception(e, over)

    def decision_type(self, d):
        class Like:
            kind, scale, low, high = d.kind, d.scale, d.low, d.high
            optional, form = False, "plain"
        return self.type(Like)

    def helper(self, d):
        parameters = []
        for name, kind, scale in d.parameters:
            text = self.number_type(kind, scale) if kind[0] == "number" \
                else self.w("flag")
            parameters.append("%s : %s" % (name, text))
        self.line(self.w("rule"), "%s(%s)" % (d.name, "、".join(parameters)),
                  ":", self.decision_type(d))
        self.cites()
        self.body(d.rules[0])

    def exception(self, e, over):
        name = over.label if hasattr(over, "label") else over.name
        self.line(self.w("exception"), e.label, self.w("overrides"), name)
        self.cites()
        self.body(e)

    def rule(self, d, rule, first):
        self.cites()
        if first and d.entity is not None:
            line = "  %s %s" % (self.w("for"), d.entity.name)
            if d.period:
                line += " %s %s" % (self.w("every"), self.w(d.period))
            self.line(line)
        elif first and d.period:
            self.line("  " + self.w("every"), self.w(d.period))
        if first and d.combine:
            self.line("  " + self.w("combine"), self.w(d.combine))
        self.body(rule)
        if first and d.otherwise is not None:
            self.line("  " + self.w("otherwise"), self.at(d.otherwise, IF))
        for proviso in rule.provisos:
            line = "  %s %s" % (self.w("but"), proviso.label)
            if hasattr(proviso.over, "label") and proviso.over is not rule:
                line += " %s %s" % (self.w("overrides"),
                                    proviso.over.label)
            self.line(line)
            self.body(proviso)

    def body(self, rule):
        for name, e in rule.lets:
            self.line("  " + self.w("let"), name, "=", self.at(e, IF))
        for e in rule.when:
            self.line("  " + self.w("when"), self.at(e, IF))
        if rule.effective is not None:
            self.line("  " + self.w("effective"),
                      date_of(rule.effective).isoformat())
        if rule.expires is not None:
            self.line("  " + self.w("expires"),
                      date_of(rule.expires).isoformat())
        if rule.span is not None:
            line = "  %s %s" % (self.w("from"),
                                date_of(rule.span[0]).isoformat())
            if rule.span[1] is not None:
                line += " %s %s" % (self.w("to"),
                                    date_of(rule.span[1]).isoformat())
            self.line(line)
        if isinstance(rule.gives, Table):
            self.table(rule.gives)
        elif rule.gives is None:
            self.line("  " + self.w("gives"), self.w("none"))
        else:
            self.line("  " + self.w("gives"), self.at(rule.gives, IF))

    def table(self, t):
        words = [self.w("gives")]
        if t.policy != "unique" or self.rng.random() < 0.5:
            words.append(self.w(t.policy))
        self.line("  " + " ".join(words))
        output = self.rng.choice(["结果", "甲乙"]) if self.chinese else "out"
        heads = [self.at(h, IF) for h in t.heads]
        self.line("    | %s |" % " | ".join(heads + [output]))
        for cells, out in t.rows:
            words = [self.cell(c) for c in cells]
            words.append(self.w("none") if out is None
                         else self.at(out, IF))
            self.line("    | %s |" % " | ".join(words))

    def split(self, s):
        self.line(self.w("split"), s.name)
        self.cites()
        self.line("  " + self.w("for"), s.entity.name)
        self.line("  " + self.w("divide"), "、".join(d.name
                                                    for d in s.wholes))
        if isinstance(s.weights, Table):
            self.line("  " + self.w("in_ratio"))
            head = self.at(s.weights.heads[0], IF)
            self.line("    | %s | %s |" % (head, " : ".join(s.parts)))
            for cells, ratio in s.weights.rows:
                self.line("    | %s | %s |" % (self.cell(cells[0]), " : ".join(
                    self.plain(w) for w in ratio)))
        else:
            self.line("  " + self.w("in_ratio"), " : ".join(s.parts), "=",
                      " : ".join(self.plain(w) for w in s.weights))
        self.line("  " + self.w("remainder"), self.w("of") if self.chinese
                  else "to", s.rest)

    # Cells.

    def cell(self, cell):
        if cell[0] == "any":
            return self.rng.choice(["-", self.w("any")])
        if cell[0] == "others":
            return self.w("others")
        tests = "、".join(self.test(t) for t in cell[1])
        return tests if cell[0] == "is" else "%s %s" % (self.w("not"), tests)

    def test(self, test):
        if test[0] == "none":
            return self.w("none")
        if test[0] == "value":
            return self.at(test[1], SUM)
        _, low, low_in, high, high_in = test
        if low is None:
            return self.below(self.at(high, SUM), high_in)
        if high is None:
            return self.above(low, low_in)
        start, end = self.at(low, SUM), self.at(high, SUM)
        word = self.w("at least" if low_in else "over")
        if high_in:
            return "%s %s %s %s" % (word, start, self.w("to"), end)
        raise ValueError("no range ends below its end")

    def below(self, end, inside):
        return "%s %s" % (self.w("at most" if inside else "under"), end)

    def above(self, low, inside):
        start = self.at(low, SUM)
        if inside and low.more >= 0 and self.rng.random() < 0.5:
            return start + (WORDS["or_more"] if self.chinese and not
                            start.endswith("]") else " or_more")
        return "%s %s" % (self.w("at least" if inside else "over"), start)

    # Numbers.

    def plain(self, value):
        """A decimal without needless zeros."""
        value = Fraction(value)
        sign = "-" if value < 0 else ""
        value, places = abs(value), 0
        while value * 10 ** places % 1:
            places += 1
        digits = str(int(value * 10 ** places)).rjust(places + 1, "0")
        if places == 0:
            return sign + digits
        return sign + digits[:-places] + "." + digits[-places:]

    def number(self, value, unit):
        """With its unit, as a type's domain and a roster's cell have it."""
        return self.amount(value, unit)

    def amount(self, value, unit):
        text = self.plain(value)
        if unit == "one":
            if value % 1 == 0 and value >= 0 and self.rng.random() < 0.3:
                return text + (self.w("item") if self.chinese else " item")
            if value >= 0 and value * 100 % 1 == 0 \
                    and self.rng.random() < 0.1:
                return self.plain(value * 100) + "%"
            return text
        word = WORDS[unit] if self.chinese else " " + unit
        return text + word

    def truth(self, value):
        if self.chinese:
            return "是" if value else "否"
        return "yes" if value else "no"

    def dot(self):
        return "的" if self.chinese else "."

    # Expressions.

    def at(self, e, level):
        """E where what binds more loosely than LEVEL needs brackets."""
        text, own = self.expr(e)
        return text if own >= level else "(%s)" % text

    def expr(self, e):
        """The text of E, and how loosely it binds."""
        write = getattr(self, "write_" + NAMED.get(e.op, e.op), None)
        if write is not None:
            return write(e)
        if e.op in OPERATORS:
            sign, level = OPERATORS[e.op]
            return "%s %s %s" % (self.at(e.on[0], level), sign,
                                 self.at(e.on[1], level + 1)), level
        if e.op in COMPARES:
            return self.compare(e)
        return self.call(e.op, [self.at(x, IF) for x in e.on]), PRIMARY

    def call(self, word, arguments):
        return "%s(%s)" % (self.w(word), "、".join(arguments))

    def compare(self, e):
        signs = COMPARES[e.op]
        sign = self.rng.choice(signs)
        sign = self.w(sign) if sign in WORDS else sign
        return "%s %s %s" % (self.at(e.on[0], SUM), sign,
                             self.at(e.on[1], SUM)), RELATION

    def write_const(self, e):
        kind = e.kind
        if kind[0] == "truth":
            return self.truth(e.more), PRIMARY
        if kind[0] == "date":
            return date_of(e.more).isoformat(), PRIMARY
        if kind[0] in ("member", "row"):
            return kind[1].members[e.more], PRIMARY
        return self.amount(e.more, kind[1]), \
            PRIMARY if e.more >= 0 else UNARY

    def write_name(self, e):
        return e.more, PRIMARY

    def path(self, e, name):
        if not e.on:
            return name, PRIMARY
        return "%s %s %s" % (self.at(e.on[0], PRIMARY), self.dot(),
                             name), PRIMARY

    def write_fact(self, e):
        return self.path(e, e.more[1].name)

    def write_decision(self, e):
        d = e.more
        if isinstance(d.name, tuple):
            return self.path(e, "%s %s %s" % (d.name[0].name, self.dot(),
                                              d.name[1]))
        return self.path(e, d.name)

    def write_helper(self, e):
        return "%s(%s)" % (e.more.name, "、".join(
            self.at(x, IF) for x in e.on)), PRIMARY

    def write_reading(self, e):
        name, i = e.more
        alternatives = dict(self.program.readings)[name]
        return "%s %s %s" % (name, self.w("is"), alternatives[i]), RELATION

    def write_first_day(self, e):
        return "%s %s %s" % (self.w("this_period"), self.dot(),
                             self.w(e.op)), PRIMARY

    def write_and(self, e):
        return (" %s " % self.w("and")).join(self.at(x, NOT)
                                             for x in e.on), AND

    def write_or(self, e):
        return (" %s " % self.w("or")).join(self.at(x, AND)
                                            for x in e.on), OR

    def write_not(self, e):
        return "%s %s" % (self.w("not"), self.at(e.on[0], NOT)), NOT

    def write_if(self, e):
        b, c, d = e.on
        return "%s %s %s %s %s %s" % (
            self.w("if"), self.at(b, OR), self.w("then"), self.at(c, OR),
            self.w("otherwise"), self.at(d, IF)), IF

    def write_has(self, e):
        return "%s %s" % (self.at(e.on[0], SUM), self.w(
            "has_value" if e.more else "has_none")), RELATION

    def write_in(self, e):
        return "%s %s (%s)" % (self.at(e.on[0], SUM), self.w(e.op), "、".join(
            self.test(t) for t in e.more)), RELATION

    def write_negate(self, e):
        return "-%s" % self.at(e.on[0], PRIMARY), UNARY

    def write_round(self, e):
        how, step = e.more
        unit = e.kind[1]
        if unit == "one":
            step = self.plain(step)
        else:
            step = self.amount(step, unit)
        return "%s %s %s %s" % (self.at(e.on[0], SUM),
                                self.w(ROUNDINGS[how]), self.w("to"),
                                step), SUM

    def write_cap(self, e):
        return "%s %s %s" % (self.at(e.on[0], SUM), self.w(e.op),
                             self.at(e.on[1], ADDED)), SUM

    def write_values(self, e):
        return self.call(e.more, [self.at(x, IF) for x in e.on]), PRIMARY

    def write_over(self, e):
        how, entity, link, when = e.more
        rows = entity.name if link is None else "%s %s %s" % (
            self.w("this"), self.dot(), entity.name)
        if how in ("exists", "every_one"):
            when, on = e.on[0], []
        else:
            on = e.on
        if when is not None:
            rows += " %s %s" % (self.w("when"), self.at(when, OR))
        for x in on:
            rows += " %s %s" % (self.w("gives"), self.at(x, OR))
        return self.call(how, [rows]), PRIMARY

    def write_periods(self, e):
        how, d, to_date = e.more
        return self.call(how, [d.name, self.w(
            "to_date" if to_date else "this_period")]), PRIMARY


COMPARES = {
    "<": ["<", "under"], "<=": ["<=", "≤", "at most"], ">": [">", "over"],
    ">=": [">=", "≥", "at least"], "=": ["=", "is"],
    "!=": ["!=", "≠", "is not"],
}
NAMED = {"last_day": "first_day", "not in": "in", "capped_at": "cap",
         "floored_at": "cap", "if_none": "cap"}


# Facts.

def fact_json(f, value):
    if value is None:
        return None
    kind = f.kind
    if kind[0] == "truth":
        return bool(value)
    if kind[0] == "date":
        return date_of(value).isoformat()
    if kind[0] == "member":
        return kind[1].members[value]
    if kind[0] == "row":
        members = kind[1].members
        return members[value] if members else "r%d" % value
    value = Fraction(value)
    if value.denominator == 1:
        return int(value)
    if 10 ** 6 % value.denominator == 0:
        return Writer.plain(None, value)
    return "%d/%d" % (value.numerator, value.denominator)


def facts_json(program, case):
    out = {}
    for entity in program.entities:
        if entity.members is not None:
            continue
        rows = []
        for row in range(case.rows[entity.name]):
            held = {"$id": "r%d" % row}
            for f in entity.facts:
                key = (entity.name, row, f.name)
                if key not in case.facts:
                    continue
                value = case.facts[key]
                if f.form == "state" and isinstance(value, list):
                    value = [{"$from": date_of(d).isoformat(),
                              "$value": fact_json(f, v)} for d, v in value]
                elif f.form == "flow":
                    value = {period_text("month", m): fact_json(f, v)
                             for m, v in value.items()}
                else:
                    value = fact_json(f, value)
                held[f.name] = value
            rows.append(held)
        out[entity.name] = {"$partial": rows} \
            if entity.name in case.open else rows
    return json.dumps(out, ensure_ascii=False, indent=1)
