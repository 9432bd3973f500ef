/* Any text is checked without harm: a rulebook or a report comes back, the
 * same on a second reading and in either language, and a rulebook without
 * errors has a catalog. */
#include <string.h>

#include "runtime/tiao.h"
#include "tests/fuzz/fuzz.h"

static const struct tiao_settings small = {.untrusted = true};

/* What is wrong, as numbers that have to be the same again. */
struct found {
    enum tiao_status status;
    size_t n, errors, warnings;
    uint64_t mix;
};

static void
check_place(const struct tiao_place *p, size_t size)
{
    PROMISE(p->from <= p->to && p->to <= size);
    PROMISE(!p->file[0] || (p->line && p->column));
}

static struct found
read_report(const struct tiao_rulebook *rules, enum tiao_language language,
            size_t size)
{
    struct found f = {0};
    struct tiao_report *report;
    PROMISE(tiao_rulebook_report(rules, language, &report) == TIAO_OK);
    f.n = report->n;
    f.errors = report->errors;
    f.warnings = report->warnings;
    for (size_t i = 0; i < report->n; i++) {
        const struct tiao_diagnostic *d = &report->at[i];
        PROMISE(strlen(d->code) == 5 && d->message[0]);
        check_place(&d->place, size);
        check_place(&d->second, size);
        f.mix = f.mix * 31 + d->place.from + (uint64_t)d->code[4];
    }
    tiao_report_free(report);
    return f;
}

static void
read_catalog(const struct tiao_rulebook *rules)
{
    struct tiao_catalog *catalog;
    PROMISE(tiao_catalog_of(rules, TIAO_ZH, &catalog) == TIAO_OK);
    for (size_t i = 0; i < catalog->decisions; i++)
        PROMISE(catalog->decision[i].type.words[0]);
    tiao_catalog_free(catalog);
}

static struct found
load(const struct tiao_file *file)
{
    struct tiao_rulebook *rules;
    enum tiao_status status = tiao_load_texts(file, 1, &small, &rules);
    PROMISE(status == TIAO_OK || status == TIAO_BAD_RULES);
    struct found zh = read_report(rules, TIAO_ZH, file->len);
    struct found en = read_report(rules, TIAO_EN, file->len);
    PROMISE(zh.mix == en.mix && zh.n == en.n);
    PROMISE((status == TIAO_OK) == (zh.errors == 0));
    if (status == TIAO_OK)
        read_catalog(rules);
    tiao_rulebook_free(rules);
    zh.status = status;
    return zh;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tiao_file file = {"fuzz.tiao", (const char *)data, size};
    struct found once = load(&file), again = load(&file);
    PROMISE(once.status == again.status && once.mix == again.mix &&
            once.warnings == again.warnings);
    return 0;
}
