#include <string.h>

#include "runtime/print.h"
#include "runtime/test.h"

/* So many names of cases are shown to people behind one thing reached. */
enum { NAMES_SHOWN = 3 };

static void
number_add(struct text *to, struct str *arg, size_t n)
{
    struct text text = {.arena = to->arena};
    text_add_unsigned(&text, n);
    *arg = text_str(&text);
}

static void
counted(struct text *to, enum phrase id, enum language l, size_t n)
{
    struct str number;
    number_add(to, &number, n);
    phrase_with(to, id, l, number);
}

static void
phrase_z(struct text *to, enum phrase id, enum language l, const char *words)
{
    struct text safe = {.arena = to->arena};
    print_safe(&safe, words);
    phrase_with(to, id, l, text_str(&safe));
}

/* ---- words ---- */

void
trial_title(struct text *to, enum language l, const struct tiao_trial *t)
{
    print_safe(to, t->name);
    if (t->row == 0)
        return;
    text_add_char(to, ' ');
    counted(to, PHRASE_TEST_ROW, l, t->row);
}

/* 甲园的建设补贴 2025-01 */
void
difference_name(struct text *to, enum language l,
                const struct tiao_difference *d)
{
    struct text id = {.arena = to->arena};
    if (d->id[0]) {
        print_safe(&id, d->id);
        phrase_with(to, PHRASE_OF, l, text_str(&id), str_of(d->decision));
    } else {
        text_add_z(to, d->decision);
    }
    if (d->period[0]) {
        text_add_char(to, ' ');
        text_add_z(to, d->period);
    }
}

void
difference_line(struct text *to, enum language l,
                const struct tiao_difference *d)
{
    struct text name = {.arena = to->arena}, expected = name, got = name;
    difference_name(&name, l, d);
    print_safe(&expected, d->expected);
    print_safe(&got, d->got);
    phrase_with(to, PHRASE_EXPECTED_GOT, l, text_str(&name),
                text_str(&expected), text_str(&got));
}

void
covered_words(struct text *to, enum language l, const struct tiao_covered *c)
{
    switch (c->kind) {
    case TIAO_COVERED_RULE:
        phrase_z(to, PHRASE_RULE, l, c->label);
        break;
    case TIAO_COVERED_EXCEPTION:
        phrase_z(to, PHRASE_EXCEPTION, l, c->label);
        break;
    case TIAO_COVERED_OTHERWISE:
        phrase_z(to, PHRASE_COVERED_OTHERWISE, l, c->label);
        break;
    case TIAO_COVERED_STANDARD:
        phrase_z(to, PHRASE_STANDARD_NAME, l, c->label);
        break;
    case TIAO_COVERED_SPLIT:
        phrase_z(to, PHRASE_SPLIT, l, c->label);
        break;
    case TIAO_COVERED_DUTY:
        phrase_z(to, PHRASE_DUTY, l, c->label);
        break;
    case TIAO_COVERED_PROHIBITION:
        phrase_z(to, PHRASE_PROHIBITION, l, c->label);
        break;
    case TIAO_COVERED_PERMISSION:
        phrase_z(to, PHRASE_PERMISSION, l, c->label);
        break;
    case TIAO_COVERED_ENCOURAGEMENT:
        phrase_z(to, PHRASE_ENCOURAGEMENT, l, c->label);
        break;
    case TIAO_COVERED_TARGET:
        phrase_z(to, PHRASE_TARGET, l, c->label);
        break;
    case TIAO_COVERED_ROW:
        phrase_z(to, PHRASE_COVERED_ROW, l, c->words);
        return;
    case TIAO_COVERED_TRUE:
        phrase_z(to, PHRASE_COVERED_TRUE, l, c->words);
        return;
    case TIAO_COVERED_FALSE:
        phrase_z(to, PHRASE_COVERED_FALSE, l, c->words);
        return;
    case TIAO_COVERED_READING:
        phrase_with(to, PHRASE_COVERED_READING, l, str_of(c->label),
                    str_of(c->words));
        break;
    }
    if (c->citation_words[0])
        phrase_with(to, PHRASE_CITATION, l, str_of(c->citation_words));
}

static void
place_add(struct text *to, const struct tiao_place *p)
{
    text_add_z(to, p->file);
    text_add_char(to, ':');
    text_add_unsigned(to, p->line);
    text_add_char(to, ':');
    text_add_unsigned(to, p->column);
}

static size_t
percent(const struct tiao_tests *t)
{
    return t->covereds ? t->reached * 100 / t->covereds : 100;
}

static void
coverage_sum(const struct test_printing *p)
{
    struct str reached, all, share;
    number_add(p->to, &reached, p->tests->reached);
    number_add(p->to, &all, p->tests->covereds);
    number_add(p->to, &share, percent(p->tests));
    phrase_with(p->to, PHRASE_COVERAGE, p->language, reached, all, share);
    if (p->tests->confirmed < p->tests->reached)
        counted(p->to, PHRASE_COVERAGE_CONFIRMED, p->language,
                p->tests->confirmed);
    text_add_char(p->to, '\n');
}

/* ---- for people ---- */

static void
coloured(const struct test_printing *p, const char *code, const char *words)
{
    print_colour(p->to, p->colour, code);
    text_add_z(p->to, words);
    print_colour(p->to, p->colour, "0");
}

static void
verdict(const struct test_printing *p, const struct tiao_trial *t)
{
    struct text word = {.arena = p->to->arena};
    enum phrase id = !t->passed       ? PHRASE_FAILED
                     : t->unconfirmed ? PHRASE_UNCONFIRMED
                                      : PHRASE_PASSED;
    phrase_add(&word, id, p->language);
    text_add_char(&word, '\0');
    coloured(p, !t->passed ? "31" : t->unconfirmed ? "33" : "32", word.at);
    text_add_z(p->to, "  ");
}

static void
difference_pretty(const struct test_printing *p,
                  const struct tiao_difference *d)
{
    text_add_z(p->to, "      ");
    difference_name(p->to, p->language, d);
    text_add_z(p->to, "\n        ");
    phrase_z(p->to, PHRASE_EXPECTED, p->language, d->expected);
    text_add_z(p->to, "\n        ");
    phrase_z(p->to, PHRASE_GOT, p->language, d->got);
    text_add_char(p->to, '\n');
    for (size_t i = 0; i < d->reasons; i++) {
        const char *line = d->reason[i];
        text_add_z(p->to, "          ");
        for (; *line == ' '; line++)
            text_add_char(p->to, ' ');
        text_add_z(p->to, "← ");
        text_add_z(p->to, line);
        text_add_char(p->to, '\n');
    }
}

static void
failure_pretty(const struct test_printing *p, const struct tiao_trial *t)
{
    verdict(p, t);
    trial_title(p->to, p->language, t);
    text_add_z(p->to, "  ");
    place_add(p->to, &t->place);
    text_add_char(p->to, '\n');
    if (t->row) {
        text_add_z(p->to, "      ");
        print_safe(p->to, t->words);
        text_add_char(p->to, '\n');
    }
    if (t->stopped[0]) {
        text_add_z(p->to, "      ");
        text_add_z(p->to, t->stopped);
        text_add_char(p->to, '\n');
    }
    for (size_t i = 0; i < t->differences; i++)
        difference_pretty(p, &t->difference[i]);
}

/* The trials of one case stand together; FROM .. TO. */
static void
case_pretty(const struct test_printing *p, size_t from, size_t to)
{
    const struct tiao_trial *t = p->tests->trial;
    const struct tiao_trial *first = NULL;
    size_t passed = 0;
    for (size_t i = to; i-- > from;)
        if (t[i].passed) {
            first = &t[i];
            passed++;
        }
    if (first) {
        verdict(p, first);
        print_safe(p->to, t[from].name);
        if (t[from].row)
            counted(p->to, PHRASE_TEST_ROWS, p->language, passed);
        text_add_char(p->to, '\n');
    }
    for (size_t i = from; i < to; i++)
        if (!t[i].passed)
            failure_pretty(p, &t[i]);
}

static void
names_pretty(const struct test_printing *p, const struct tiao_covered *c)
{
    phrase_add(p->to, PHRASE_COLON, p->language);
    if (c->bys == 0) {
        struct text none = {.arena = p->to->arena};
        phrase_add(&none, PHRASE_NOT_REACHED, p->language);
        text_add_char(&none, '\0');
        coloured(p, "31", none.at);
    }
    for (size_t i = 0; i < c->bys && i < NAMES_SHOWN; i++) {
        if (i)
            phrase_add(p->to, PHRASE_LIST, p->language);
        print_safe(p->to, c->by[i]);
    }
    if (c->bys > NAMES_SHOWN)
        counted(p->to, PHRASE_AND_MORE, p->language, c->bys);
    text_add_char(p->to, '\n');
}

static bool
stands_in_rule(enum tiao_covered_kind kind)
{
    return kind == TIAO_COVERED_ROW || kind == TIAO_COVERED_TRUE ||
           kind == TIAO_COVERED_FALSE;
}

static void
coverage_pretty(const struct test_printing *p)
{
    text_add_char(p->to, '\n');
    coverage_sum(p);
    for (size_t i = 0; i < p->tests->covereds; i++) {
        const struct tiao_covered *c = &p->tests->covered[i];
        text_add_z(p->to, stands_in_rule(c->kind) ? "    " : "  ");
        covered_words(p->to, p->language, c);
        names_pretty(p, c);
    }
}

static void
sum_line(const struct test_printing *p)
{
    const struct tiao_tests *t = p->tests;
    struct str passed, unconfirmed, failed;
    number_add(p->to, &passed, t->passed);
    number_add(p->to, &unconfirmed, t->unconfirmed);
    number_add(p->to, &failed, t->failed);
    if (t->trials == 0)
        phrase_add(p->to, PHRASE_NO_CASES, p->language);
    else if (t->unconfirmed)
        phrase_with(p->to, PHRASE_PASSED_UNCONFIRMED, p->language, passed,
                    unconfirmed, failed);
    else
        phrase_with(p->to, PHRASE_PASSED_FAILED, p->language, passed, failed);
    text_add_char(p->to, '\n');
}

void
test_print_pretty(const struct test_printing *p)
{
    const struct tiao_trial *t = p->tests->trial;
    for (size_t i = 0, end; i < p->tests->trials; i = end) {
        for (end = i + 1; end < p->tests->trials && t[end].row > 1; end++)
            ;
        case_pretty(p, i, end);
    }
    sum_line(p);
    if (p->tests->compared)
        changes_pretty(p);
    if (p->tests->covereds)
        coverage_pretty(p);
}

/* ---- a line each ---- */

static void
trial_plain(const struct test_printing *p, const struct tiao_trial *t)
{
    place_add(p->to, &t->place);
    text_add_z(p->to, ": ");
    verdict(p, t);
    p->to->len--;
    trial_title(p->to, p->language, t);
    text_add_char(p->to, '\n');
    if (t->stopped[0]) {
        place_add(p->to, &t->place);
        text_add_z(p->to, ": ");
        text_add_z(p->to, t->stopped);
        text_add_char(p->to, '\n');
    }
    for (size_t i = 0; i < t->differences; i++) {
        place_add(p->to, &t->difference[i].place);
        text_add_z(p->to, ": ");
        difference_line(p->to, p->language, &t->difference[i]);
        text_add_char(p->to, '\n');
    }
}

static void
coverage_plain(const struct test_printing *p)
{
    coverage_sum(p);
    for (size_t i = 0; i < p->tests->covereds; i++) {
        const struct tiao_covered *c = &p->tests->covered[i];
        if (c->place.file[0]) {
            place_add(p->to, &c->place);
            text_add_z(p->to, ": ");
        }
        covered_words(p->to, p->language, c);
        names_pretty(p, c);
    }
}

void
test_print_plain(const struct test_printing *p)
{
    for (size_t i = 0; i < p->tests->trials; i++)
        trial_plain(p, &p->tests->trial[i]);
    sum_line(p);
    if (p->tests->compared)
        changes_plain(p);
    if (p->tests->covereds)
        coverage_plain(p);
}
