/* Words of a plan's text: numbers, texts, values and cells. */
#include "tests/oracle/plan_text.h"

#include <stdlib.h>
#include <string.h>

const char *const rep_names[] = {
    [REP_TRUTH] = "truth", [REP_NUMBER] = "number", [REP_FRACTION] = "fraction",
    [REP_DATE] = "date",   [REP_PERIOD] = "period", [REP_MEMBER] = "member",
    [REP_ROW] = "row",     [REP_TEXT] = "text",     [REP_LIST] = "list",
};

const char *const period_names[] = {
    [PERIOD_NONE] = "-",        [PERIOD_DAY] = "day",
    [PERIOD_MONTH] = "month",   [PERIOD_QUARTER] = "quarter",
    [PERIOD_HALF] = "half",     [PERIOD_YEAR] = "year",
    [PERIOD_ROSTER] = "roster",
};

const char *const fault_names[] = {
    [FAULT_NO] = "-",
#define FAULT(name, zh, en) [FAULT_##name] = #name,
#include "lang/plan/fault.def"
#undef FAULT
};

enum { FAULT_NAMES = sizeof fault_names / sizeof *fault_names };

_Noreturn void
line_wrong(const struct line *l, const char *why)
{
    fprintf(stderr, "line %u: %s\n", (unsigned)l->number, why);
    exit(2);
}

struct str
line_word(const struct line *l, uint32_t i)
{
    if (i >= l->n)
        line_wrong(l, "too short");
    return l->word[i];
}

bool
line_is(const struct line *l, const char *first)
{
    return str_equal(l->word[0], str_of(first));
}

wide
wide_read(const struct line *l, struct str s)
{
    bool minus = s.len > 0 && s.at[0] == '-';
    wide value = 0;
    if (s.len == (uint32_t)minus)
        line_wrong(l, "no number");
    for (uint32_t i = minus; i < s.len; i++) {
        if (s.at[i] < '0' || s.at[i] > '9')
            line_wrong(l, "no digit");
        wide digit = s.at[i] - '0';
        value = value * 10 + (minus ? -digit : digit);
    }
    return value;
}

void
wide_print(FILE *to, wide value)
{
    char digits[48];
    size_t n = sizeof digits;
    uwide rest = value < 0 ? -(uwide)value : (uwide)value;
    do
        digits[--n] = (char)('0' + (int)(rest % 10));
    while ((rest /= 10) != 0);
    if (value < 0)
        digits[--n] = '-';
    fwrite(digits + n, 1, sizeof digits - n, to);
}

wide
line_wide(const struct line *l, uint32_t i, wide absent)
{
    struct str s = line_word(l, i);
    return str_equal(s, STR("-")) ? absent : wide_read(l, s);
}

uint32_t
line_index(const struct line *l, uint32_t i)
{
    return (uint32_t)line_wide(l, i, UINT32_MAX);
}

uint32_t
line_choice(const struct line *l, uint32_t i, const char *const *names,
            uint32_t n)
{
    struct str s = line_word(l, i);
    for (uint32_t k = 0; k < n; k++)
        if (names[k] != NULL && str_equal(s, str_of(names[k])))
            return k;
    line_wrong(l, "unknown name");
}

static int
hex_digit(char c)
{
    return c <= '9' ? c - '0' : c - 'A' + 10;
}

struct str
text_read(struct arena *a, struct str s)
{
    struct text t = {.arena = a};
    for (uint32_t i = 0; i < s.len; i++) {
        char c = s.at[i];
        if (c == '%' && i + 2 < s.len) {
            c = (char)(hex_digit(s.at[i + 1]) * 16 + hex_digit(s.at[i + 2]));
            i += 2;
        }
        text_add_char(&t, c);
    }
    return text_str(&t);
}

static void
text_print(FILE *to, struct str s)
{
    for (uint32_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];
        if (c <= ' ' || strchr("%|;[]", c) != NULL)
            fprintf(to, "%%%02X", c);
        else
            fputc(c, to);
    }
}

/* The first place of WHAT in S, or its length. */
static uint32_t
find(struct str s, const char *what)
{
    uint32_t n = (uint32_t)strlen(what);
    for (uint32_t i = 0; i + n <= s.len; i++)
        if (memcmp(s.at + i, what, n) == 0)
            return i;
    return s.len;
}

static wide
fraction_read(const struct line *l, struct str s)
{
    uint32_t slash = find(s, "/");
    struct fraction *f = arena_new(l->arena, struct fraction);
    f->num = wide_read(l, str_cut(s, 0, slash));
    f->den = slash == s.len ? 1 : wide_read(l, str_from(s, slash + 1));
    return (wide)(uintptr_t)f;
}

/* {0,2}: a mask of members. */
static wide
mask_read(const struct line *l, struct str s)
{
    uwide mask = 0;
    for (s = str_from(s, 1); s.len > 1;) {
        uint32_t end = find(s, ",");
        uint32_t digits = end == s.len ? s.len - 1 : end;
        mask |= (uwide)1 << (int)wide_read(l, str_cut(s, 0, digits));
        s = str_from(s, digits + 1);
    }
    return (wide)mask;
}

wide
value_read(const struct line *l, struct str s, enum rep rep)
{
    switch (rep) {
    case REP_FRACTION:
        return fraction_read(l, s);
    case REP_MEMBER:
        return mask_read(l, s);
    case REP_TEXT: {
        struct str *kept = arena_new(l->arena, struct str);
        *kept = text_read(l->arena, str_from(s, 1));
        return (wide)(uintptr_t)kept;
    }
    case REP_TRUTH:
    case REP_NUMBER:
    case REP_DATE:
    case REP_PERIOD:
    case REP_ROW:
    case REP_LIST:
        break;
    }
    return wide_read(l, s);
}

static void
fault_read(const struct line *l, struct str s, struct cell *c)
{
    uint32_t at = find(s, "@");
    struct str name = str_cut(s, 1, at - 1);
    c->can |= CAN_FAULT;
    c->place = (uint32_t)wide_read(l, str_from(s, at + 1));
    for (uint8_t k = 1; k < FAULT_NAMES; k++)
        if (str_equal(name, str_of(fault_names[k])))
            c->fault = k;
}

static void
range_read(const struct line *l, struct str s, enum rep rep, struct cell *c)
{
    uint32_t dots = rep == REP_TEXT ? s.len : find(s, "..");
    c->can |= CAN_VALUE;
    if (str_equal(s, STR("any"))) {
        c->hi = WIDE_MAX;
        return;
    }
    c->lo = value_read(l, str_cut(s, 0, dots), rep);
    c->hi = c->lo;
    if (rep == REP_MEMBER)
        c->hi = 0;
    else if (dots < s.len)
        c->hi = value_read(l, str_from(s, dots + 2), rep);
}

struct cell
cell_read(const struct line *l, uint32_t i, enum rep rep)
{
    struct str s = line_word(l, i);
    struct cell c = {0};
    while (s.len > 0) {
        uint32_t bar = find(s, "|");
        struct str part = str_cut(s, 0, bar);
        if (str_equal(part, STR("none")))
            c.can |= CAN_NONE;
        else if (part.at[0] == '!')
            fault_read(l, part, &c);
        else
            range_read(l, part, rep, &c);
        s = bar == s.len ? str_from(s, bar) : str_from(s, bar + 1);
    }
    return c;
}

static void
mask_print(FILE *to, wide mask)
{
    const char *before = "{";
    for (int i = 0; i < 64; i++)
        if ((uint64_t)mask >> i & 1) {
            fprintf(to, "%s%d", before, i);
            before = ",";
        }
    fputs(*before == '{' ? "{}" : "}", to);
}

static void
value_print(FILE *to, wide value, enum rep rep)
{
    if (rep == REP_FRACTION) {
        struct fraction f = FRACTION_AT(value);
        wide_print(to, f.num);
        fputc('/', to);
        wide_print(to, f.den);
    } else if (rep == REP_MEMBER) {
        mask_print(to, value);
    } else if (rep == REP_TEXT) {
        fputc('\'', to);
        text_print(to, *(const struct str *)(uintptr_t)value);
    } else {
        wide_print(to, value);
    }
}

static void
list_print(FILE *to, wide value, const struct type *element)
{
    const struct cell_list *list = (const void *)(uintptr_t)value;
    fputc('[', to);
    for (uint32_t i = 0; i < list->n; i++) {
        if (i > 0)
            fputc(';', to);
        cell_print(to, list->at[i], element, NULL);
    }
    fputc(']', to);
}

static void
range_print(FILE *to, struct cell c, const struct type *t,
            const struct type *element)
{
    enum rep rep = (enum rep)t->rep;
    bool open = c.lo == 0 && c.hi == WIDE_MAX;
    if ((rep == REP_TEXT || rep == REP_LIST) && open) {
        fputs("any", to);
    } else if (rep == REP_LIST) {
        list_print(to, c.lo, element);
    } else {
        value_print(to, c.lo, rep);
        if (rep != REP_MEMBER && c.lo != c.hi) {
            fputs("..", to);
            value_print(to, c.hi, rep);
        }
    }
}

void
cell_print(FILE *to, struct cell c, const struct type *t,
           const struct type *element)
{
    const char *before = "";
    if (c.can == 0)
        fputc('?', to);
    if (c.can & CAN_VALUE) {
        range_print(to, c, t, element);
        before = "|";
    }
    if (c.can & CAN_NONE) {
        fprintf(to, "%snone", before);
        before = "|";
    }
    if (c.can & CAN_FAULT)
        fprintf(to, "%s!%s@%u", before,
                c.fault < FAULT_NAMES ? fault_names[c.fault] : "?",
                (unsigned)c.place);
}
