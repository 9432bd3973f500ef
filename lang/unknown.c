#include "lang/unknown.h"

#include <string.h>

#include "lang/base/numeral.h"
#include "lang/base/utf8.h"
#include "lang/keyword.h"

/* With so many messages one more about a name helps nobody, and to look for
 * each name in all that was lost would take too long. */
enum { MESSAGES_MANY = 2000 };

/* How many letters may be wrong in a name of N letters: a Chinese letter
 * weighs as much as two. */
static uint32_t
letters_wrong(struct str name)
{
    uint32_t n = utf8_count(name);
    if (name.len > n)
        return n < 2 ? 0 : n < 5 ? 1 : n < 9 ? 2 : 3;
    return n < 3 ? 0 : n < 4 ? 1 : n < 9 ? 2 : 3;
}

/* To look for a near name takes a walk over all names: only the first of many
 * mistakes are worth it. */
enum { SOUGHT_MOST = 50 };

static bool
worth_seeking(const struct model *m, struct str name)
{
    for (uint32_t i = 0; i < m->unknown.n; i++)
        if (str_equal(m->unknown.at[i].name, name))
            return false;
    return m->unknown.n < SOUGHT_MOST;
}

struct unknown
unknown_name(struct model *m, struct span at, struct str name)
{
    struct unknown u = {.m = m, .at = at, .name = name};
    if (worth_seeking(m, name)) {
        u.most = letters_wrong(name);
        u.best = u.most + 1;
    }
    return u;
}

bool
unknown_seeks(const struct unknown *u)
{
    return u->most > 0;
}

void
unknown_try(struct unknown *u, struct str candidate)
{
    if (!candidate.len || !u->most || !u->name.len)
        return;
    uint32_t far = utf8_distance(u->name, candidate, u->most), len;
    if (!far || far > u->most)
        return;
    u->rival |= u->near.len && !str_equal(u->near, candidate);
    utf8_next(u->name, &len);
    struct str first = str_cut(u->name, 0, len);
    bool begins = u->near.len && far == u->best &&
                  !str_starts(u->near, first) && str_starts(candidate, first);
    if (far < u->best || begins) {
        u->best = far;
        u->near = candidate;
    }
}

static void
try_atom(struct unknown *u, atom name)
{
    unknown_try(u, model_text(u->m, name));
}

void
unknown_try_members(struct unknown *u, const struct entity *e)
{
    for (uint32_t i = 0; i < e->member.n && i < 4096; i++)
        try_atom(u, e->member.at[i]);
}

void
unknown_try_row(struct unknown *u, const struct entity *e)
{
    const struct model *m = u->m;
    if (!unknown_seeks(u))
        return;
    for (uint32_t i = 0; i < e->field.n; i++)
        try_atom(u, e->field.at[i]->name);
    for (uint32_t i = 0; i < m->decision.n && e->index; i++)
        if (m->decision.at[i]->on == e &&
            m->decision.at[i]->kind != DECISION_PART &&
            m->decision.at[i]->kind != DECISION_HELPER)
            try_atom(u, m->decision.at[i]->name);
}

static unsigned
symbol_names(const struct symbol *s)
{
    switch ((enum symbol_kind)s->kind) {
    case SYMBOL_ENTITY:
        return NAMES_ENTITIES;
    case SYMBOL_DECISION:
        return NAMES_DECISIONS;
    case SYMBOL_READING:
        return NAMES_READINGS;
    case SYMBOL_SPLIT:
        return NAMES_LABELS;
    }
    return 0;
}

void
unknown_try_all(struct unknown *u, unsigned kinds)
{
    const struct model *m = u->m;
    if (!unknown_seeks(u))
        return;
    for (uint32_t i = 0; i < m->symbol.n; i++)
        if (symbol_names(&m->symbol.at[i]) & kinds)
            try_atom(u, m->symbol.at[i].name);
    for (uint32_t i = 0; kinds & NAMES_LABELS && i < m->label.n; i++)
        try_atom(u, m->label.at[i].name);
    for (uint32_t i = 0; kinds & NAMES_FACTS && i < m->field.n; i++)
        try_atom(u, m->field.at[i]->name);
    for (uint32_t i = 0; kinds & NAMES_MEMBERS && i < m->entity.n; i++)
        unknown_try_members(u, m->entity.at[i]);
    for (uint32_t i = 0; kinds & NAMES_UNITS && i < m->units.base.n; i++)
        try_atom(u, m->units.base.at[i].name);
}

bool
unknown_said(const struct unknown *u)
{
    struct model *m = u->m;
    for (uint32_t i = 0; i < m->unknown.n; i++)
        if (str_equal(m->unknown.at[i].name, u->name)) {
            m->unknown.at[i].times++;
            return true;
        }
    struct unknown_seen seen = {u->name, m->diags->list.n, 1};
    if (m->unknown.n < SOUGHT_MOST)
        vec_push(m->arena, &m->unknown, seen);
    return false;
}

void
unknown_count(struct model *m)
{
    for (uint32_t i = 0; i < m->unknown.n; i++) {
        const struct unknown_seen *seen = &m->unknown.at[i];
        struct text places = {.arena = m->arena};
        if (seen->times < 2 || seen->diag >= m->diags->list.n)
            continue;
        diag_word_add(&places, WORD_PLACES_OPEN);
        text_add_unsigned(&places, seen->times);
        diag_word_add(&places, WORD_PLACES_CLOSE);
        m->diags->list.at[seen->diag].arg[3] = text_str(&places);
    }
}

/* ---- the fix ---- */

/* Where NAME itself stands, quotes included, at the start of AT; {0, 0} when
 * it is written otherwise. */
static struct span
name_span(const struct model *m, struct span at, struct str name)
{
    static const char *const open[] = {"", "「", "`"};
    static const char *const shut[] = {"", "」", "`"};
    struct str text = source_text(m->source, at);
    for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
        uint32_t before = str_of(open[i]).len, behind = str_of(shut[i]).len;
        struct str rest = str_from(text, before);
        if (str_starts(text, str_of(open[i])) && str_starts(rest, name) &&
            str_starts(str_from(rest, name.len), str_of(shut[i])))
            return (struct span){at.lo, at.lo + before + name.len + behind};
    }
    return (struct span){0, 0};
}

/* Can NAME stand without quotes? */
static bool
name_plain(struct str name)
{
    uint32_t len;
    for (uint32_t i = 0; i < name.len; i += len) {
        uint32_t code = utf8_next(str_from(name, i), &len);
        bool digit = i && ((code >= '0' && code <= '9') || code == '_');
        if (code == 0x7684 || (!digit && !utf8_is_letter(code)))
            return false;
    }
    for (int k = 1; k < KEYWORDS; k++)
        for (int both = 0; both < 2; both++)
            for (uint32_t i = 0; keyword_spelling(k, both, i).len; i++)
                if (str_equal(name, keyword_spelling(k, both, i)))
                    return false;
    return true;
}

static struct str
name_written(struct arena *a, struct str name)
{
    struct text quoted = {.arena = a};
    if (name_plain(name))
        return name;
    text_add_z(&quoted, "「");
    text_add(&quoted, name);
    text_add_z(&quoted, "」");
    return text_str(&quoted);
}

/* How often what counts (一, 甲, 2) stands in NAME. */
static void
counters_count(struct str name, uint32_t times[])
{
    static const char counters[] = "0123456789一二三四五六七八九十"
                                   "甲乙丙丁戊上下前后";
    uint32_t len, at_len;
    for (uint32_t i = 0; i < name.len; i += len) {
        utf8_next(str_from(name, i), &len);
        for (uint32_t k = 0; counters[k]; k += at_len) {
            utf8_next(str_of(counters + k), &at_len);
            times[k] += str_equal(str_cut(name, i, len),
                                  str_cut(str_of(counters), k, at_len));
        }
    }
}

/* 标准一 for 标准二 is no slip of the pen. */
static bool
counters_differ(struct str a, struct str b)
{
    uint32_t times[2][128] = {0};
    counters_count(a, times[0]);
    counters_count(b, times[1]);
    return memcmp(times[0], times[1], sizeof times[0]) != 0;
}

struct fix
unknown_fix(const struct unknown *u, struct span at)
{
    uint32_t letters = utf8_count(u->name);
    uint32_t wrong = utf8_distance(u->name, u->near, letters_wrong(u->name));
    bool chinese = u->name.len > letters; /* a letter is a word: 幼儿数 */
    bool other = chinese && utf8_count(u->near) != letters;
    return (struct fix){
        .at = name_span(u->m, at, u->name),
        .text = name_written(u->m->arena, u->near),
        .guess = u->rival || other || (chinese ? 3 : 4) * wrong > letters ||
                 counters_differ(u->name, u->near),
    };
}

static void
report_near(const struct unknown *u)
{
    report(u->m->diags, UNKNOWN_NAME_NEAR, .at = u->at,
           .arg = {u->name, u->near}, .fix = unknown_fix(u, u->at));
}

void
unknown_report(struct unknown *u)
{
    if (lost_name(u->m, u->at, u->name) || unknown_said(u))
        return;
    if (u->near.len)
        report_near(u);
    else
        report(u->m->diags, UNKNOWN_NAME, .at = u->at, .arg = {u->name});
}

void
report_unknown(struct model *m, struct span at, atom name, unsigned kinds)
{
    struct unknown u = unknown_name(m, at, model_text(m, name));
    unknown_try_all(&u, kinds);
    unknown_report(&u);
}

/* ---- numbers in words: 五万元, 三个月 ---- */

/* 五万元 is written 5万元. */
static bool
report_numeral(const struct unknown *u)
{
    struct text digits = {.arena = u->m->arena};
    struct str wrong;
    unit_id unit;
    uint32_t len;
    int64_t value = numeral_read(u->name, &len);
    if (value < 0)
        return false;
    struct str rest = str_from(u->name, len);
    struct str counted = rest;
    while (str_starts(counted, STR("万")) || str_starts(counted, STR("亿")))
        counted = str_from(counted, 3);
    atom name = atom_of(u->m->atoms, counted);
    if (counted.len ? !unit_read(&u->m->units, name, &unit, &wrong)
                    : counted.at == u->name.at + len && len < 6)
        return false;
    text_add_signed(&digits, value);
    text_add(&digits, rest);
    report(u->m->diags, UNKNOWN_NAME_NEAR, .at = u->at,
           .arg = {u->name, text_str(&digits)},
           .fix = {u->at, text_str(&digits), false});
    return true;
}

/* ---- blanks that were forgotten: 已备案且执行普惠收费 ---- */

enum { SPLIT_LETTERS = 48, SPLIT_NAMES = 1000 };

/* Words between names, where people forget the blanks. Longer ones first. */
static const char *const joints[] = {
    "不超过", "不低于", "不少于", "不高于", "不属于", "不满", "不足",
    "不是",   "超过",   "高于",   "低于",   "至少",   "至多", "属于",
    "否则",   "无则",   "且",     "或",     "是",     "则",
};

/* Words that may end an expression, or begin one. */
static const char *const endings[] = {"有值", "无值"};
static const char *const openings[] = {"非", "若"};

struct split_names {
    const struct unknown *u;
    bool hopeless[SPLIT_LETTERS * 4]; /* from this byte on */
    uint32_t cut[SPLIT_LETTERS];      /* where blanks belong, backwards */
    uint32_t cuts;
    uint32_t asked;
};

static bool
name_declared(const struct model *m, struct str s)
{
    atom name = atom_find(m->atoms, s);
    if (!name)
        return false;
    if (model_find(m, name))
        return true;
    for (uint32_t i = 0; i < m->field.n; i++)
        if (m->field.at[i]->name == name)
            return true;
    for (uint32_t i = 0; i < m->entity.n; i++)
        if (entity_member(m->entity.at[i], name) >= 0)
            return true;
    return false;
}

static bool split_operand(struct split_names *p, uint32_t from);

static void
split_at(struct split_names *p, uint32_t at)
{
    if (p->cuts < SPLIT_LETTERS)
        p->cut[p->cuts++] = at;
}

/* What stands behind a name that ends at END. */
static bool
split_behind(struct split_names *p, uint32_t end)
{
    struct str rest = str_from(p->u->name, end);
    if (!rest.len)
        return true;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_equal(rest, str_of(endings[i]))) {
            split_at(p, end);
            return true;
        }
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
        struct str joint = str_of(joints[i]);
        if (str_starts(rest, joint) && split_operand(p, end + joint.len)) {
            split_at(p, end + joint.len);
            split_at(p, end);
            return true;
        }
    }
    return false;
}

/* Whether the name from FROM on can be read as names with joints between. */
static bool
split_operand(struct split_names *p, uint32_t from)
{
    struct str rest = str_from(p->u->name, from);
    uint32_t len;
    if (!rest.len || from >= sizeof p->hopeless || p->hopeless[from])
        return false;
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        struct str word = str_of(openings[i]);
        if (str_starts(rest, word) && split_operand(p, from + word.len)) {
            split_at(p, from + word.len);
            return true;
        }
    }
    for (uint32_t i = 0; i < rest.len; i += len) {
        utf8_next(str_from(rest, i), &len);
        if (p->asked++ < SPLIT_NAMES &&
            name_declared(p->u->m, str_cut(rest, 0, i + len)) &&
            split_behind(p, from + i + len))
            return true;
    }
    p->hopeless[from] = true;
    return false;
}

static bool
report_split(const struct unknown *u)
{
    struct split_names p = {.u = u};
    struct text mended = {.arena = u->m->arena};
    uint32_t done = 0;
    if (utf8_count(u->name) > SPLIT_LETTERS || !split_operand(&p, 0) || !p.cuts)
        return false;
    while (p.cuts > 0) {
        uint32_t cut = p.cut[--p.cuts];
        text_add(&mended, str_cut(u->name, done, cut - done));
        text_add_char(&mended, ' ');
        done = cut;
    }
    text_add(&mended, str_from(u->name, done));
    report(u->m->diags, MISSING_BLANK, .at = u->at,
           .arg = {u->name, text_str(&mended)},
           .fix = {u->at, text_str(&mended), false});
    return true;
}

void
unknown_report_expression(struct unknown *u)
{
    if (lost_name(u->m, u->at, u->name))
        return;
    if (!u->best || (!report_split(u) && !report_numeral(u)))
        unknown_report(u);
}

/* ---- members and units ---- */

enum { LISTED = 6 };

static struct str
members_listed(struct model *m, const struct entity *e)
{
    struct text list = {.arena = m->arena};
    for (uint32_t i = 0; i < e->member.n && i < LISTED; i++) {
        if (i)
            diag_word_add(&list, WORD_COMMA);
        text_add(&list, model_text(m, e->member.at[i]));
    }
    if (e->member.n > LISTED)
        text_add_z(&list, " …");
    return text_str(&list);
}

void
unknown_member(struct model *m, struct span at, struct str name,
               const struct entity *e)
{
    struct unknown u = unknown_name(m, at, name);
    struct str of = model_text(m, e->name);
    unknown_try_members(&u, e);
    if (lost_name(m, at, name) || unknown_said(&u))
        return;
    if (u.near.len)
        report(m->diags, UNKNOWN_MEMBER_NEAR, .at = at,
               .arg = {name, of, u.near}, .fix = unknown_fix(&u, at));
    else
        report(m->diags, UNKNOWN_MEMBER, .at = at,
               .arg = {name, of, members_listed(m, e)});
}

/* Where NAME stands in the unit AT: 元/人/月. */
static struct span
unit_part(const struct model *m, struct span at, struct str name)
{
    struct str text = source_text(m->source, at);
    for (uint32_t i = 0; i < text.len; i++) {
        struct str rest = str_from(text, i);
        if ((!i || text.at[i - 1] == '/') && str_starts(rest, name) &&
            (rest.len == name.len || rest.at[name.len] == '/'))
            return (struct span){at.lo + i, at.lo + i + name.len};
    }
    return at;
}

void
unknown_unit(struct model *m, struct span at, struct str name)
{
    struct unknown u = unknown_name(m, at, name);
    unknown_try_all(&u, NAMES_UNITS);
    if (lost_name(m, at, name) || unknown_said(&u))
        return;
    if (u.near.len)
        report(m->diags, UNKNOWN_UNIT_NEAR, .at = at, .arg = {name, u.near},
               .fix = unknown_fix(&u, unit_part(m, at, name)));
    else
        report(m->diags, UNKNOWN_UNIT, .at = at, .arg = {name});
}

/* 1000元/托位数 where 托位数 is a fact: that was to be a division. */
void
unknown_unit_of(struct model *m, const struct node *n, struct str name)
{
    struct str number = source_text(m->source, n->at);
    uint32_t slash = number.len - name.len;
    bool last = number.len > name.len &&
                str_equal(str_from(number, slash), name) &&
                number.at[slash - 1] == '/';
    if (!last || !name_declared(m, name)) {
        unknown_unit(m, n->literal->unit_at, name);
        return;
    }
    struct span sign = {n->at.lo + slash - 1, n->at.lo + slash};
    report(m->diags, UNIT_DIVIDES, .at = n->literal->unit_at,
           .arg = {name, str_cut(number, 0, slash - 1)},
           .fix = {sign, STR(" / "), false});
}

/* ---- what was lost ---- */

/* The declaration around PLACE, with what could not be read behind it. */
static struct span
declaration_around(const struct source_file *file, const struct node *tree,
                   uint32_t place)
{
    struct span s = {file->base, file->base + file->text.len};
    for (uint32_t i = 0; i < tree->n; i++) {
        if (tree->kid[i]->at.lo <= place)
            s.lo = tree->kid[i]->at.lo;
        else if (tree->kid[i]->at.lo < s.hi)
            s.hi = tree->kid[i]->at.lo;
    }
    return s;
}

static bool
diag_of_text(enum diag_id id)
{
    const struct diag_row *row = diag_row(id);
    return row->severity == SEVERITY_ERROR && row->code[1] == '0' &&
           (row->code[2] == '1' || row->code[2] == '2' || row->code[2] == '9');
}

void
lost_mark(struct model *m)
{
    diags_sort(m->diags);
    for (uint32_t i = 0, f = 0; i < m->diags->list.n; i++) {
        const struct diag *d = &m->diags->list.at[i];
        if (!diag_of_text(d->id))
            continue;
        if (d->id == DIAG_ENCODING || d->id == DIAG_BINARY_FILE ||
            d->id == DIAG_LIMIT_FILE)
            m->broken = true;
        while (f + 1 < m->source->file.n &&
               m->source->file.at[f + 1].base <= d->at.lo)
            f++;
        if (f >= m->file.n)
            break;
        if (m->lost.n && d->at.lo < m->lost.at[m->lost.n - 1].hi)
            continue;
        vec_push(m->arena, &m->lost,
                 declaration_around(&m->source->file.at[f], m->file.at[f],
                                    d->at.lo));
    }
}

bool
lost_within(const struct model *m, struct span at)
{
    for (uint32_t i = 0; i < m->lost.n; i++)
        if (m->lost.at[i].lo < at.hi && at.lo < m->lost.at[i].hi)
            return true;
    return false;
}

/* Whether S stands in the text of SPAN anywhere but at AT. */
static bool
text_holds(const struct model *m, struct span span, struct span at,
           struct str s)
{
    struct str text = source_text(m->source, span);
    for (uint32_t i = 0; i + s.len <= text.len; i++)
        if (text.at[i] == s.at[0] && str_starts(str_from(text, i), s) &&
            (span.lo + i + s.len <= at.lo || span.lo + i >= at.hi))
            return true;
    return false;
}

bool
lost_name(const struct model *m, struct span at, struct str name)
{
    if (m->broken || m->diags->list.n > MESSAGES_MANY)
        return true;
    atom part = atom_find(m->atoms, name);
    for (uint32_t i = 0; part && i < m->split.n; i++)
        for (uint32_t k = 0;
             m->split.at[i]->astray && k < m->split.at[i]->part.n; k++)
            if (m->split.at[i]->part.at[k] == part)
                return true;
    for (uint32_t i = 0; name.len && i < m->lost.n; i++)
        if (text_holds(m, m->lost.at[i], at, name))
            return true;
    return !name.len;
}
