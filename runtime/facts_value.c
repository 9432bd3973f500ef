/* One value of a fact, from JSON: exact, in the fact's unit and domain. */
#include <string.h>

#include "lang/base/utf8.h"
#include "runtime/facts.h"

/* Where a value is being read, for its messages. */
struct reading_of {
    struct facts *f;
    const struct plan_fact *fact;
    const struct type *type;
    const struct json *json;
};

static void
say_at(const struct reading_of *r, enum diag_id id, const struct str arg[3])
{
    struct diag diag = {.id = id, .at = facts_at(r->f, r->json->at)};
    diag.arg[0] = r->fact->name;
    for (int i = 0; i < 3; i++)
        diag.arg[i + 1] = arg[i];
    diag_add(r->f->diags, &diag);
}

/* A message about the value; {0} is the fact, the rest are its arguments. */
#define say(r, id, ...)                                                        \
    say_at((r), DIAG_##id, (const struct str[3]){__VA_ARGS__})

enum diag_word
json_kind_word(const struct json *j)
{
    switch (j->kind) {
    case JSON_NULL:
        return WORD_JSON_NULL;
    case JSON_FALSE:
    case JSON_TRUE:
        return WORD_JSON_TRUTH;
    case JSON_NUMBER:
        return WORD_JSON_NUMBER;
    case JSON_STRING:
        return WORD_JSON_TEXT;
    case JSON_ARRAY:
        return WORD_JSON_ARRAY;
    case JSON_OBJECT:
        return WORD_JSON_OBJECT;
    }
    return WORD_NONE;
}

static enum diag_word
rep_word(enum rep rep)
{
    switch (rep) {
    case REP_TRUTH:
        return WORD_DATA_TRUTH;
    case REP_NUMBER:
    case REP_FRACTION:
        return WORD_A_NUMBER;
    case REP_DATE:
        return WORD_A_DATE;
    case REP_PERIOD:
        return WORD_DATA_PERIOD;
    case REP_MEMBER:
        return WORD_DATA_MEMBER;
    case REP_ROW:
        return WORD_DATA_ID;
    case REP_TEXT:
        return WORD_A_TEXT;
    case REP_LIST:
        return WORD_JSON_ARRAY;
    }
    return WORD_NONE;
}

static struct str
word_arg(struct arena *a, enum diag_word word)
{
    struct text text = {.arena = a};
    diag_word_add(&text, word);
    return text_str(&text);
}

static bool
wrong_type(const struct reading_of *r)
{
    say(r, DATA_TYPE, word_arg(r->f->arena, rep_word(r->type->rep)),
        word_arg(r->f->arena, json_kind_word(r->json)));
    return false;
}

/* ---- numbers ---- */

/* coefficient / 10^scale, and what stands behind the digits. */
struct written {
    wide coefficient;
    int scale;
    struct str unit;
};

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The length of [-]digits[.digits] in front of S, or 0. */
static uint32_t
plain_length(struct str s)
{
    uint32_t i = s.len && s.at[0] == '-', from = i;
    while (i < s.len && is_digit(s.at[i]))
        i++;
    if (i == from)
        return 0;
    if (i + 1 < s.len && s.at[i] == '.' && is_digit(s.at[i + 1]))
        for (i++; i < s.len && is_digit(s.at[i]);)
            i++;
    return i;
}

/* The exponent e5 or E-3 in front of S; its length, 0 when there is none. A
 * power past 99 makes no number of ours, so it is kept at 99. */
static uint32_t
exponent_length(struct str s, int *exponent)
{
    uint32_t i = 1;
    bool negative;
    *exponent = 0;
    if (!s.len || (s.at[0] != 'e' && s.at[0] != 'E'))
        return 0;
    negative = s.len > 1 && s.at[1] == '-';
    i += s.len > 1 && (s.at[1] == '-' || s.at[1] == '+');
    if (i >= s.len || !is_digit(s.at[i]))
        return 0;
    for (; i < s.len && is_digit(s.at[i]); i++)
        if (*exponent < 99)
            *exponent = *exponent * 10 + (s.at[i] - '0');
    if (*exponent > 99)
        *exponent = 99;
    if (negative)
        *exponent = -*exponent;
    return i;
}

/* 万, 亿 and their kin in front of S: the power of ten, and its length. */
static uint32_t
multiplier_length(struct str s, int *power)
{
    static const struct {
        const char *name;
        int power;
    } rows[] = {
        {"万亿", 12}, {"百亿", 10}, {"千亿", 11}, {"十万", 5},
        {"百万", 6},  {"千万", 7},  {"万", 4},    {"亿", 8},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str name = str_of(rows[i].name);
        if (str_starts(s, name)) {
            *power = rows[i].power;
            return name.len;
        }
    }
    *power = 0;
    return 0;
}

static struct str
blanks_cut(struct str s)
{
    while (s.len && s.at[0] == ' ')
        s = str_from(s, 1);
    while (s.len && s.at[s.len - 1] == ' ')
        s.len--;
    return s;
}

/* Not a digit, a comma and the like: 1,000 is no number. */
static bool
unit_begins(char c)
{
    return (unsigned char)c >= 0x80 || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z') || c == '%' || c == '$';
}

static bool
number_written(struct str s, struct written *w)
{
    unsigned scale;
    int power;
    uint32_t n = plain_length(s);
    if (!n || !decimal_read(str_cut(s, 0, n), &w->coefficient, &scale))
        return false;
    s = str_from(s, n);
    w->scale = (int)scale;
    n = exponent_length(s, &power);
    w->scale -= power;
    s = blanks_cut(str_from(s, n));
    s = str_from(s, multiplier_length(s, &power));
    w->scale -= power;
    w->unit = s;
    return !s.len || unit_begins(s.at[0]);
}

/* C / 10^SCALE as a coefficient of scale TO: 0 fine, 1 too many places, 2 too
 * many digits. Zeros at the end are no places. */
static int
number_scaled(wide c, int scale, int to, wide *result)
{
    while (scale > to) {
        if (c % 10)
            return 1;
        c /= 10;
        scale--;
    }
    while (scale < to) {
        if (!wide_multiply(c, 10, &c))
            return 2;
        scale++;
    }
    *result = c;
    return 0;
}

/* The unit as written in the rules, or as either language calls it. */
static bool
unit_is(const struct reading_of *r, struct str name)
{
    const struct plan *p = r->f->plan;
    uint32_t unit = r->type->unit;
    return str_equal(name, p->unit[unit]) ||
           (p->unit_zh && str_equal(name, p->unit_zh[unit])) ||
           (p->unit_en && str_equal(name, p->unit_en[unit]));
}

static bool
unit_fits(const struct reading_of *r, struct written *w)
{
    struct str unit = r->f->plan->unit[r->type->unit];
    if (!w->unit.len || unit_is(r, w->unit))
        return true;
    if (!unit.len && str_equal(w->unit, STR("%"))) {
        w->scale += 2;
        return true;
    }
    say(r, DATA_UNIT, unit, w->unit);
    return false;
}

static struct str
domain_arg(const struct reading_of *r)
{
    struct text text = {.arena = r->f->arena};
    const struct type *t = r->type;
    if (t->rep == REP_DATE) {
        day_write(&text, (int32_t)t->lo);
        text_add_z(&text, " .. ");
        day_write(&text, (int32_t)t->hi);
    } else {
        decimal_write_short(&text, t->lo, t->scale);
        text_add_z(&text, " .. ");
        decimal_write_short(&text, t->hi, t->scale);
        text_add_char(&text, ' ');
        text_add(&text, r->f->plan->unit[t->unit]);
    }
    return blanks_cut(text_str(&text));
}

static bool
in_domain(const struct reading_of *r, wide v)
{
    if (v >= r->type->lo && v <= r->type->hi)
        return true;
    say(r, DATA_RANGE, r->json->text, domain_arg(r));
    return false;
}

static bool
read_number(const struct reading_of *r, struct cell *to)
{
    struct written w;
    struct text places = {.arena = r->f->arena};
    wide v = 0;
    if (r->json->kind != JSON_NUMBER && r->json->kind != JSON_STRING)
        return wrong_type(r);
    if (!number_written(blanks_cut(r->json->text), &w)) {
        say(r, DATA_NUMBER, r->json->text);
        return false;
    }
    if (!unit_fits(r, &w))
        return false;
    switch (number_scaled(w.coefficient, w.scale, r->type->scale, &v)) {
    case 1:
        text_add_unsigned(&places, r->type->scale);
        say(r, DATA_PLACES, text_str(&places), r->json->text);
        return false;
    case 2:
        report(r->f->diags, LIMIT_DIGITS, .at = facts_at(r->f, r->json->at),
               .arg = {STR("38")});
        return false;
    }
    *to = cell_value(v);
    return in_domain(r, v);
}

/* 1/3, or any plain number. */
static bool
read_fraction(const struct reading_of *r, struct cell *to)
{
    struct str s = blanks_cut(r->json->text), den = STR("1");
    struct written w, d;
    struct fraction *f = arena_new(r->f->arena, struct fraction);
    const char *slash;
    if (r->json->kind != JSON_NUMBER && r->json->kind != JSON_STRING)
        return wrong_type(r);
    slash = s.len ? memchr(s.at, '/', s.len) : NULL;
    if (slash && slash + 1 < s.at + s.len && is_digit(slash[1])) {
        den = str_from(s, (uint32_t)(slash - s.at) + 1);
        s = str_cut(s, 0, (uint32_t)(slash - s.at));
    }
    if (!number_written(s, &w) || !number_written(den, &d) || d.scale) {
        say(r, DATA_NUMBER, r->json->text);
        return false;
    }
    w.unit = den.at == s.at ? w.unit : d.unit;
    if (!unit_fits(r, &w))
        return false;
    for (; w.scale < 0; w.scale++)
        if (!wide_multiply(w.coefficient, 10, &w.coefficient))
            w.scale = 38;
    for (; w.scale > 0; w.scale--)
        if (!wide_multiply(d.coefficient, 10, &d.coefficient))
            w.scale = 0;
    if (!fraction_of(w.coefficient, d.coefficient, f)) {
        say(r, DATA_NUMBER, r->json->text);
        return false;
    }
    *to = cell_value((wide)(uintptr_t)f);
    return true;
}

/* ---- other values ---- */

static bool
read_date(const struct reading_of *r, struct cell *to)
{
    int32_t day;
    if (r->json->kind != JSON_STRING)
        return wrong_type(r);
    if (!day_read(r->json->text, &day)) {
        say(r, DATA_DATE, r->json->text);
        return false;
    }
    *to = cell_value(day);
    return in_domain(r, day);
}

static struct str
period_arg(struct arena *a, enum period_kind kind)
{
    static const enum diag_word words[] = {
        [PERIOD_NONE] = WORD_DATA_PERIOD,
        [PERIOD_DAY] = WORD_PERIOD_DAY,
        [PERIOD_MONTH] = WORD_PERIOD_MONTH,
        [PERIOD_QUARTER] = WORD_PERIOD_QUARTER,
        [PERIOD_HALF] = WORD_PERIOD_HALF,
        [PERIOD_YEAR] = WORD_PERIOD_YEAR,
        [PERIOD_ROSTER] = WORD_DATA_MEMBER,
    };
    return word_arg(a, words[kind]);
}

static bool
read_period(const struct reading_of *r, struct cell *to)
{
    enum period_kind kind;
    int32_t period;
    if (r->json->kind != JSON_STRING)
        return wrong_type(r);
    if (!period_read(r->json->text, &kind, &period) ||
        kind != r->type->period) {
        say(r, DATA_PERIOD, period_arg(r->f->arena, r->type->period),
            r->json->text);
        return false;
    }
    *to = cell_value(period);
    return true;
}

/* The name of the row of ENTITY nearest to WANTED, or an empty text. */
static struct str
row_near(const struct facts *f, uint32_t entity, struct str wanted)
{
    const struct facts_table *t = &f->table[entity];
    struct str best = STR("");
    uint32_t least = 1 + utf8_count(wanted) / 3;
    for (uint32_t i = 0; i < t->row.n && i < 10000; i++) {
        uint32_t d = utf8_distance(wanted, t->row.at[i].id, least);
        if (t->row.at[i].id.len && d <= least) {
            best = t->row.at[i].id;
            least = d ? d - 1 : 0;
        }
    }
    return best;
}

/* The first members, for a message. */
static struct str
members_arg(const struct facts *f, uint32_t entity)
{
    const struct plan_entity *e = &f->plan->entity[entity];
    struct text text = {.arena = f->arena};
    for (uint32_t i = 0; i < e->members_n && i < 8; i++) {
        if (i)
            diag_word_add(&text, WORD_COMMA);
        text_add(&text, e->member[i]);
    }
    if (e->members_n > 8)
        text_add_z(&text, " …");
    return text_str(&text);
}

static void
no_such_row(const struct reading_of *r, struct str name)
{
    uint32_t entity = r->type->entity;
    const struct plan_entity *e = &r->f->plan->entity[entity];
    struct str near = row_near(r->f, entity, name);
    if (e->roster && near.len)
        say(r, DATA_MEMBER_NEAR, name, members_arg(r->f, entity), near);
    else if (e->roster)
        say(r, DATA_MEMBER, name, members_arg(r->f, entity));
    else if (near.len)
        say(r, DATA_ROW_NEAR, e->name, name, near);
    else
        say(r, DATA_ROW, e->name, name);
}

static bool
read_row(const struct reading_of *r, struct cell *to)
{
    uint32_t row;
    bool number = r->json->kind == JSON_NUMBER && r->type->rep == REP_ROW;
    if (r->json->kind != JSON_STRING && !number)
        return wrong_type(r);
    row = facts_find(r->f, r->type->entity, r->json->text);
    if (row == UINT32_MAX) {
        no_such_row(r, r->json->text);
        return false;
    }
    *to = r->type->rep == REP_MEMBER ? cell_member(row) : cell_value(row);
    return true;
}

static bool
read_text(const struct reading_of *r, struct cell *to)
{
    struct str *text;
    if (r->json->kind != JSON_STRING)
        return wrong_type(r);
    text = arena_new(r->f->arena, struct str);
    *text = r->json->text;
    *to = cell_value((wide)(uintptr_t)text);
    return true;
}

static bool
read_null(const struct reading_of *r, struct cell *to)
{
    *to = cell_none();
    if (r->type->optional)
        return true;
    report(r->f->diags, DATA_NULL, .at = facts_at(r->f, r->json->at),
           .arg = {r->fact->name});
    return false;
}

/* One value, neither a history nor by periods. */
static bool
read_value(const struct reading_of *r, struct cell *to)
{
    if (r->json->kind == JSON_NULL)
        return read_null(r, to);
    switch ((enum rep)r->type->rep) {
    case REP_TRUTH:
        if (r->json->kind != JSON_TRUE && r->json->kind != JSON_FALSE)
            return wrong_type(r);
        *to = cell_value(r->json->kind == JSON_TRUE);
        return true;
    case REP_NUMBER:
        return read_number(r, to);
    case REP_FRACTION:
        return read_fraction(r, to);
    case REP_DATE:
        return read_date(r, to);
    case REP_PERIOD:
        return read_period(r, to);
    case REP_MEMBER:
    case REP_ROW:
        return read_row(r, to);
    case REP_TEXT:
        return read_text(r, to);
    case REP_LIST:
        return wrong_type(r);
    }
    return false;
}

/* ---- histories and flows ---- */

/* An entry {"$from": day, "$value": value}. */
static bool
read_entry(const struct reading_of *r, struct state_value *to)
{
    struct reading_of value = *r;
    const struct json *from = NULL;
    if (r->json->kind == JSON_OBJECT && r->json->n == 2) {
        from = json_member(r->json, STR("$from"));
        value.json = json_member(r->json, STR("$value"));
    }
    if (!from || !value.json || from->kind != JSON_STRING) {
        say(r, DATA_HISTORY, STR(""));
        return false;
    }
    if (!day_read(from->text, &to->from)) {
        report(r->f->diags, DATA_DATE, .at = facts_at(r->f, from->at),
               .arg = {STR("$from"), from->text});
        return false;
    }
    return read_value(&value, &to->value);
}

/* Puts the newest entry where its day belongs; false when it is there. */
static bool
history_sorted(struct history *h)
{
    struct state_value entry = h->at[h->n - 1];
    uint32_t i = h->n - 1;
    while (i && h->at[i - 1].from > entry.from)
        i--;
    if (i && h->at[i - 1].from == entry.from)
        return false;
    memmove(&h->at[i + 1], &h->at[i], (h->n - 1 - i) * sizeof entry);
    h->at[i] = entry;
    return true;
}

static bool
read_history(const struct reading_of *r, struct history *to)
{
    bool fine = true;
    to->at = arena_array(r->f->arena, struct state_value, r->json->n);
    for (const struct json *j = r->json->first; j; j = j->next) {
        struct reading_of entry = *r;
        entry.json = j;
        if (!read_entry(&entry, &to->at[to->n])) {
            fine = false;
            continue;
        }
        to->n++;
        if (!history_sorted(to)) {
            say(&entry, DATA_FROM_TWICE, json_member(j, STR("$from"))->text);
            fine = false;
        }
    }
    return fine;
}

/* The number of the period that the key names: a member of the calendar. */
static bool
read_member_key(const struct reading_of *r, const struct json *j,
                int32_t *period)
{
    const struct plan_entity *e = &r->f->plan->entity[r->fact->calendar];
    for (uint32_t i = 0; i < e->members_n; i++)
        if (str_equal(e->member[i], j->key)) {
            *period = (int32_t)i;
            return true;
        }
    report(r->f->diags, DATA_FLOW_MEMBER, .at = facts_at(r->f, j->key_at),
           .arg = {r->fact->name, e->name, j->key});
    return false;
}

static bool
read_flow_key(const struct reading_of *r, const struct json *j, int32_t *period)
{
    enum period_kind kind;
    if (r->fact->period == PERIOD_ROSTER)
        return read_member_key(r, j, period);
    if (period_read(j->key, &kind, period) && kind == r->fact->period)
        return true;
    report(r->f->diags, DATA_PERIOD, .at = facts_at(r->f, j->key_at),
           .arg = {r->fact->name, period_arg(r->f->arena, r->fact->period),
                   j->key});
    return false;
}

static void
flow_put(struct flow *to, struct flow_value entry)
{
    uint32_t i = to->n;
    while (i && to->at[i - 1].period > entry.period)
        i--;
    memmove(&to->at[i + 1], &to->at[i], (to->n - i) * sizeof entry);
    to->at[i] = entry;
    to->n++;
}

static void
say_no_flow(const struct reading_of *r)
{
    if (r->fact->period == PERIOD_ROSTER)
        say(r, DATA_FLOW_MEMBERS, r->f->plan->entity[r->fact->calendar].name);
    else
        say(r, DATA_FLOW, period_arg(r->f->arena, r->fact->period));
}

static bool
read_flow(const struct reading_of *r, struct flow *to)
{
    bool fine = true;
    if (r->json->kind != JSON_OBJECT) {
        say_no_flow(r);
        return false;
    }
    to->at = arena_array(r->f->arena, struct flow_value, r->json->n);
    for (const struct json *j = r->json->first; j; j = j->next) {
        struct reading_of value = *r;
        struct flow_value entry;
        value.json = j;
        if (read_flow_key(r, j, &entry.period) &&
            read_value(&value, &entry.value))
            flow_put(to, entry);
        else
            fine = false;
    }
    return fine;
}

bool
facts_value(struct facts *f, uint32_t fact, const struct json *j,
            struct facts_given *to)
{
    const struct plan_fact *pf = &f->plan->fact[fact];
    struct reading_of r = {f, pf, &f->plan->type[pf->type], j};
    memset(to, 0, sizeof *to);
    switch ((enum fact_form)pf->form) {
    case FACT_STATE:
        if (j->kind == JSON_ARRAY)
            return read_history(&r, &to->history);
        break;
    case FACT_FLOW:
        return read_flow(&r, &to->flow);
    case FACT_PLAIN:
        break;
    }
    if (j->kind == JSON_ARRAY) {
        say(&r, DATA_NO_HISTORY, STR(""));
        return false;
    }
    if (j->kind == JSON_OBJECT) {
        say(&r, DATA_NO_FLOW, STR(""));
        return false;
    }
    return read_value(&r, &to->plain);
}
