/* The outcome of cases for machines: JSON, JUnit's XML, TAP. */
#include <string.h>

#include "lang/base/utf8.h"
#include "runtime/json_member.h"
#include "runtime/test.h"

/* ---- JSON ---- */

static const char *const covered_keys[] = {
    [TIAO_COVERED_RULE] = "rule",
    [TIAO_COVERED_EXCEPTION] = "exception",
    [TIAO_COVERED_OTHERWISE] = "otherwise",
    [TIAO_COVERED_STANDARD] = "standard",
    [TIAO_COVERED_SPLIT] = "split",
    [TIAO_COVERED_DUTY] = "duty",
    [TIAO_COVERED_PROHIBITION] = "prohibition",
    [TIAO_COVERED_PERMISSION] = "permission",
    [TIAO_COVERED_ENCOURAGEMENT] = "encouragement",
    [TIAO_COVERED_TARGET] = "target",
    [TIAO_COVERED_ROW] = "row",
    [TIAO_COVERED_TRUE] = "condition_true",
    [TIAO_COVERED_FALSE] = "condition_false",
    [TIAO_COVERED_READING] = "reading",
};

static void
member_integer(struct json_writer *w, const char *key, size_t n)
{
    member_key(w, key);
    json_integer(w, (int64_t)n);
}

static void
place_put(struct json_writer *w, const struct tiao_place *p)
{
    if (!p->file[0])
        return;
    member_key(w, "place");
    json_object_open(w);
    member_text(w, "file", p->file);
    member_integer(w, "line", p->line);
    member_integer(w, "column", p->column);
    json_object_close(w);
}

static void
texts_put(struct json_writer *w, const char *key, const char *const *at,
          size_t n)
{
    member_key(w, key);
    json_array_open(w);
    for (size_t i = 0; i < n; i++)
        json_string(w, str_of(at[i]));
    json_array_close(w);
}

static void
difference_put(struct json_writer *w, const struct tiao_difference *d)
{
    json_object_open(w);
    member_text(w, "decision", d->decision);
    member_some(w, "entity", d->entity);
    member_some(w, "id", d->id);
    member_some(w, "period", d->period);
    member_text(w, "expected", d->expected);
    member_text(w, "got", d->got);
    texts_put(w, "reason", d->reason, d->reasons);
    place_put(w, &d->place);
    json_object_close(w);
}

static void
trial_put(struct json_writer *w, const struct tiao_trial *t)
{
    json_object_open(w);
    member_text(w, "name", t->name);
    if (t->row)
        member_integer(w, "row", t->row);
    member_some(w, "citation", t->citation);
    member_truth(w, "passed", t->passed);
    if (t->unconfirmed)
        member_truth(w, "unconfirmed", true);
    member_some(w, "stopped", t->stopped);
    place_put(w, &t->place);
    member_key(w, "differences");
    json_array_open(w);
    for (size_t i = 0; i < t->differences; i++)
        difference_put(w, &t->difference[i]);
    json_array_close(w);
    json_object_close(w);
}

static void
covered_put(struct json_writer *w, const struct tiao_covered *c)
{
    json_object_open(w);
    member_text(w, "kind", covered_keys[c->kind]);
    member_text(w, "label", c->label);
    member_some(w, "words", c->words);
    member_some(w, "citation", c->citation);
    place_put(w, &c->place);
    texts_put(w, "cases", c->by, c->bys);
    json_object_close(w);
}

static void
coverage_put(struct json_writer *w, const struct tiao_tests *t)
{
    member_key(w, "coverage");
    json_object_open(w);
    member_integer(w, "reached", t->reached);
    member_integer(w, "confirmed", t->confirmed);
    member_integer(w, "of", t->covereds);
    member_key(w, "items");
    json_array_open(w);
    for (size_t i = 0; i < t->covereds; i++)
        covered_put(w, &t->covered[i]);
    json_array_close(w);
    json_object_close(w);
}

void
test_print_json(const struct test_printing *p)
{
    struct json_writer w = {.to = p->to, .pretty = true};
    json_object_open(&w);
    member_text(&w, "format", TESTS_FORMAT);
    member_integer(&w, "passed", p->tests->passed);
    member_integer(&w, "unconfirmed", p->tests->unconfirmed);
    member_integer(&w, "failed", p->tests->failed);
    member_key(&w, "tests");
    json_array_open(&w);
    for (size_t i = 0; i < p->tests->trials; i++)
        trial_put(&w, &p->tests->trial[i]);
    json_array_close(&w);
    if (p->tests->compared)
        changes_json(&w, p->tests);
    if (p->tests->covereds)
        coverage_put(&w, p->tests);
    json_object_close(&w);
    text_add_char(p->to, '\n');
}

/* ---- JUnit ---- */

/* XML has no way to write most control characters. */
static bool
xml_allows(uint32_t code)
{
    return code == '\t' || code == '\n' || code == '\r' ||
           (code >= 0x20 && code != 0xfffe && code != 0xffff);
}

static void
xml_add(struct text *to, const char *s)
{
    struct str rest = str_of(s);
    while (rest.len) {
        uint32_t len, code = utf8_next(rest, &len);
        if (code == '&')
            text_add_z(to, "&amp;");
        else if (code == '<')
            text_add_z(to, "&lt;");
        else if (code == '>')
            text_add_z(to, "&gt;");
        else if (code == '"')
            text_add_z(to, "&quot;");
        else if (code == '\n' || code == '\t' || code == '\r')
            text_add_char(to, ' ');
        else if (xml_allows(code))
            text_add(to, str_cut(rest, 0, len));
        else
            text_add_z(to, "\xEF\xBF\xBD");
        rest = str_from(rest, len);
    }
}

static void
xml_member(struct text *to, const char *key, const char *value)
{
    text_add_char(to, ' ');
    text_add_z(to, key);
    text_add_z(to, "=\"");
    xml_add(to, value);
    text_add_char(to, '"');
}

static void
xml_count(struct text *to, const char *key, size_t n)
{
    struct text number = {.arena = to->arena};
    text_add_unsigned(&number, n);
    text_add_char(&number, '\0');
    xml_member(to, key, number.at);
}

static const char *
title_z(struct text *like, enum language l, const struct tiao_trial *t)
{
    struct text title = {.arena = like->arena};
    trial_title(&title, l, t);
    text_add_char(&title, '\0');
    return title.at;
}

static const char *
difference_z(struct text *like, enum language l,
             const struct tiao_difference *d)
{
    struct text line = {.arena = like->arena};
    difference_line(&line, l, d);
    text_add_char(&line, '\0');
    return line.at;
}

static void
xml_failure(const struct test_printing *p, const struct tiao_trial *t)
{
    const char *first =
        t->differences ? difference_z(p->to, p->language, &t->difference[0])
                       : t->stopped;
    text_add_z(p->to, "      <failure");
    xml_member(p->to, "message", first);
    text_add_char(p->to, '>');
    if (t->row) {
        xml_add(p->to, t->words);
        text_add_char(p->to, '\n');
    }
    for (size_t i = 0; i < t->differences; i++) {
        const struct tiao_difference *d = &t->difference[i];
        xml_add(p->to, difference_z(p->to, p->language, d));
        text_add_char(p->to, '\n');
        for (size_t k = 0; k < d->reasons; k++) {
            text_add_z(p->to, "  ");
            xml_add(p->to, d->reason[k]);
            text_add_char(p->to, '\n');
        }
    }
    xml_add(p->to, t->stopped);
    text_add_z(p->to, "</failure>\n");
}

/* JUnit has no word for what holds and waits for somebody to confirm it. */
static void
xml_skipped(const struct test_printing *p)
{
    struct text word = {.arena = p->to->arena};
    phrase_add(&word, PHRASE_UNCONFIRMED, p->language);
    text_add_char(&word, '\0');
    text_add_z(p->to, "      <skipped");
    xml_member(p->to, "message", word.at);
    text_add_z(p->to, "/>\n");
}

static void
xml_trial(const struct test_printing *p, const struct tiao_trial *t)
{
    text_add_z(p->to, "    <testcase");
    xml_member(p->to, "name", title_z(p->to, p->language, t));
    xml_member(p->to, "classname", t->name);
    xml_member(p->to, "file", t->place.file);
    xml_count(p->to, "line", t->place.line);
    if (t->passed && !t->unconfirmed) {
        text_add_z(p->to, "/>\n");
        return;
    }
    text_add_z(p->to, ">\n");
    if (t->passed)
        xml_skipped(p);
    else
        xml_failure(p, t);
    text_add_z(p->to, "    </testcase>\n");
}

/* The trials FROM .. TO, of one file. */
static void
xml_suite(const struct test_printing *p, size_t from, size_t to)
{
    const struct tiao_trial *t = p->tests->trial;
    size_t failed = 0, skipped = 0;
    for (size_t i = from; i < to; i++) {
        failed += !t[i].passed;
        skipped += t[i].passed && t[i].unconfirmed;
    }
    text_add_z(p->to, "  <testsuite");
    xml_member(p->to, "name", t[from].place.file);
    xml_count(p->to, "tests", to - from);
    xml_count(p->to, "failures", failed);
    if (skipped)
        xml_count(p->to, "skipped", skipped);
    text_add_z(p->to, ">\n");
    for (size_t i = from; i < to; i++)
        xml_trial(p, &t[i]);
    text_add_z(p->to, "  </testsuite>\n");
}

void
test_print_junit(const struct test_printing *p)
{
    const struct tiao_trial *t = p->tests->trial;
    text_add_z(p->to, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<testsuites");
    xml_count(p->to, "tests", p->tests->trials);
    xml_count(p->to, "failures", p->tests->failed);
    text_add_z(p->to, ">\n");
    for (size_t i = 0, end; i < p->tests->trials; i = end) {
        for (end = i + 1; end < p->tests->trials &&
                          !strcmp(t[end].place.file, t[i].place.file);
             end++)
            ;
        xml_suite(p, i, end);
    }
    text_add_z(p->to, "</testsuites>\n");
}

/* ---- TAP ---- */

/* A `#` would begin a directive. */
static void
tap_title(struct text *to, const char *title)
{
    for (; *title; title++) {
        if (*title == '#' || *title == '\\')
            text_add_char(to, '\\');
        text_add_char(to, *title);
    }
}

static void
tap_key(struct text *to, const char *key, const char *value)
{
    struct json_writer w = {.to = to};
    text_add_z(to, key);
    text_add_z(to, ": ");
    json_string(&w, str_of(value));
    text_add_char(to, '\n');
}

/* What went wrong, as YAML whose texts are quoted as in JSON. */
static void
tap_failure(const struct test_printing *p, const struct tiao_trial *t)
{
    text_add_z(p->to, "  ---\n");
    tap_key(p->to, "  file", t->place.file);
    text_add_z(p->to, "  line: ");
    text_add_unsigned(p->to, t->place.line);
    text_add_char(p->to, '\n');
    if (t->stopped[0])
        tap_key(p->to, "  message", t->stopped);
    if (t->differences)
        text_add_z(p->to, "  differences:\n");
    for (size_t i = 0; i < t->differences; i++) {
        const struct tiao_difference *d = &t->difference[i];
        tap_key(p->to, "    - message", difference_z(p->to, p->language, d));
        tap_key(p->to, "      expected", d->expected);
        tap_key(p->to, "      got", d->got);
    }
    text_add_z(p->to, "  ...\n");
}

void
test_print_tap(const struct test_printing *p)
{
    text_add_z(p->to, "TAP version 14\n1..");
    text_add_unsigned(p->to, p->tests->trials);
    text_add_char(p->to, '\n');
    for (size_t i = 0; i < p->tests->trials; i++) {
        const struct tiao_trial *t = &p->tests->trial[i];
        text_add_z(p->to, t->passed ? "ok " : "not ok ");
        text_add_unsigned(p->to, i + 1);
        text_add_z(p->to, " - ");
        tap_title(p->to, title_z(p->to, p->language, t));
        if (t->passed && t->unconfirmed) {
            text_add_z(p->to, " # TODO ");
            phrase_add(p->to, PHRASE_UNCONFIRMED, p->language);
        }
        text_add_char(p->to, '\n');
        if (!t->passed)
            tap_failure(p, t);
    }
}
