/* The ledger for machines, and as tables. */
#include "runtime/cells.h"
#include "runtime/explain.h"
#include "runtime/ledger.h"
#include "runtime/print.h"

const char *
account_key(enum tiao_account account)
{
    static const char *const keys[] = {
        [TIAO_ENCODED] = "encoded",     [TIAO_ENCOURAGED] = "encouraged",
        [TIAO_DELEGATED] = "delegated", [TIAO_UNCODED] = "uncoded",
        [TIAO_MISSING] = "missing",     [TIAO_UNCOUNTED] = "heading",
    };
    return keys[account];
}

const char *
revision_key(enum tiao_revision revision)
{
    static const char *const keys[] = {
        [TIAO_CHANGED] = "changed",
        [TIAO_MOVED] = "moved",
        [TIAO_VANISHED] = "vanished",
        [TIAO_ADDED] = "added",
    };
    return keys[revision];
}

static const char *
kind_key(enum tiao_sentence_kind kind)
{
    static const char *const keys[] = {
        [TIAO_SENTENCE] = "sentence",
        [TIAO_HEADING] = "heading",
        [TIAO_RESPONSIBLE] = "responsible",
    };
    return keys[kind];
}

/* ---- JSON ---- */

static void
citation_put(struct json_writer *w, const struct tiao_citation *by)
{
    json_object_open(w);
    member_text(w, "kind", by->kind);
    member_some(w, "label", by->label);
    member_text(w, "citation", by->citation);
    member_some(w, "reason", by->reason);
    member_some(w, "elsewhere", by->elsewhere);
    member_text(w, "file", by->place.file);
    member_key(w, "line");
    json_integer(w, by->place.line);
    json_object_close(w);
}

static void
citations_put(struct json_writer *w, const char *key,
              const struct tiao_citation *by, size_t n)
{
    member_key(w, key);
    json_array_open(w);
    for (size_t i = 0; i < n; i++)
        citation_put(w, &by[i]);
    json_array_close(w);
}

static void
line_put(struct json_writer *w, const struct tiao_ledger_line *line)
{
    json_object_open(w);
    member_text(w, "sentence", line->sentence.locator);
    member_text(w, "kind", kind_key(line->sentence.kind));
    member_text(w, "account", account_key(line->account));
    member_text(w, "hash", line->sentence.hash);
    member_some(w, "text", line->sentence.text);
    citations_put(w, "by", line->by, line->bys);
    json_object_close(w);
}

static void
count_put(struct json_writer *w, const struct tiao_ledger_count *count)
{
    member_key(w, "count");
    json_object_open(w);
    member_key(w, "sentences");
    json_integer(w, (int64_t)count->sentences);
    for (int i = 0; i < TIAO_ACCOUNTS; i++) {
        member_key(w, account_key((enum tiao_account)i));
        json_integer(w, (int64_t)count->of[i]);
    }
    member_key(w, "percent");
    json_integer(w, tiao_ledger_share(count));
    json_object_close(w);
}

static void
revised_put(struct json_writer *w, const struct tiao_revised *r)
{
    json_object_open(w);
    member_text(w, "revision", revision_key(r->revision));
    member_text(w, "sentence", r->locator);
    member_some(w, "to", r->to);
    citations_put(w, "by", r->by, r->bys);
    json_object_close(w);
}

static void
passage_put(struct json_writer *w, const struct tiao_ledger *g,
            const struct tiao_ledger_passage *passage)
{
    json_object_open(w);
    member_text(w, "part", passage->name);
    count_put(w, &passage->count);
    member_key(w, "sentences");
    json_array_open(w);
    for (size_t i = 0; i < passage->lines; i++)
        line_put(w, &g->line[passage->first + i]);
    json_array_close(w);
    json_object_close(w);
}

void
ledger_print_json(const struct ledger_printing *p)
{
    const struct tiao_ledger *g = p->ledger;
    struct json_writer w = {.to = p->to, .pretty = true};
    json_object_open(&w);
    member_text(&w, "format", LEDGER_FORMAT);
    member_truth(&w, "locked", g->locked);
    count_put(&w, &g->total);
    member_key(&w, "parts");
    json_array_open(&w);
    for (size_t i = 0; i < g->passages; i++)
        passage_put(&w, g, &g->passage[i]);
    json_array_close(&w);
    member_key(&w, "revised");
    json_array_open(&w);
    for (size_t i = 0; i < g->reviseds; i++)
        revised_put(&w, &g->revised[i]);
    json_array_close(&w);
    citations_put(&w, "astray", g->astray, g->astrays);
    json_object_close(&w);
    text_add_char(p->to, '\n');
}

/* ---- tables ---- */

void
ledger_print_csv(const struct ledger_printing *p)
{
    static const char *const heads[] = {"sentence", "kind",   "account",
                                        "by",       "reason", "revision",
                                        "hash",     "text"};
    enum { CELLS = sizeof heads / sizeof *heads };
    const struct tiao_ledger *g = p->ledger;
    csv_row(p->to, heads, CELLS);
    for (size_t i = 0; i < g->lines; i++) {
        const struct tiao_ledger_line *line = &g->line[i];
        struct text by = {.arena = p->to->arena}, reasons = by;
        ledger_by(&by, p->language, line->by, line->bys);
        ledger_reasons(&reasons, p->language, line->by, line->bys);
        const char *const cells[CELLS] = {
            line->sentence.locator,
            kind_key(line->sentence.kind),
            account_key(line->account),
            text_z(&by),
            text_z(&reasons),
            line->revised ? revision_key(line->revised->revision) : "",
            line->sentence.hash,
            line->sentence.text};
        csv_row(p->to, cells, CELLS);
    }
}

static const char *
phrase_z(const struct ledger_printing *p, enum phrase id)
{
    return str_z(p->to->arena, phrase_str(id, p->language));
}

static void
markdown_passage(const struct ledger_printing *p,
                 const struct tiao_ledger_passage *passage)
{
    const char *const heads[] = {
        phrase_z(p, PHRASE_HEAD_SENTENCE), phrase_z(p, PHRASE_HEAD_ACCOUNT),
        phrase_z(p, PHRASE_HEAD_BY), phrase_z(p, PHRASE_HEAD_REASON)};
    enum { CELLS = sizeof heads / sizeof *heads };
    text_add_z(p->to, "## ");
    text_add_z(p->to, passage->words);
    text_add_z(p->to, "\n\n");
    markdown_row(p->to, heads, CELLS);
    markdown_rule(p->to, CELLS);
    for (size_t i = 0; i < passage->lines; i++) {
        const struct tiao_ledger_line *line =
            &p->ledger->line[passage->first + i];
        struct text by = {.arena = p->to->arena}, reasons = by;
        ledger_by(&by, p->language, line->by, line->bys);
        ledger_reasons(&reasons, p->language, line->by, line->bys);
        const char *const cells[CELLS] = {
            line->sentence.locator,
            str_z(p->to->arena, account_words(line->account, p->language)),
            text_z(&by), text_z(&reasons)};
        markdown_row(p->to, cells, CELLS);
    }
    text_add_char(p->to, '\n');
}

enum { COUNT_CELLS = TIAO_ACCOUNTS + 3 };

static void
markdown_count(const struct ledger_printing *p, const char *name,
               const struct tiao_ledger_count *count)
{
    const char *cell[COUNT_CELLS] = {name};
    for (int i = 1; i < COUNT_CELLS; i++) {
        struct text text = {.arena = p->to->arena};
        bool share = i == COUNT_CELLS - 1;
        text_add_unsigned(&text, i == 1  ? count->sentences
                                 : share ? tiao_ledger_share(count)
                                         : count->of[i - 2]);
        if (share)
            text_add_char(&text, '%');
        cell[i] = text_z(&text);
    }
    markdown_row(p->to, cell, COUNT_CELLS);
}

void
ledger_print_markdown(const struct ledger_printing *p)
{
    const struct tiao_ledger *g = p->ledger;
    const char *heads[COUNT_CELLS] = {phrase_z(p, PHRASE_HEAD_PASSAGE),
                                      phrase_z(p, PHRASE_SENTENCES)};
    for (int i = 0; i < TIAO_ACCOUNTS; i++)
        heads[i + 2] = str_z(p->to->arena,
                             account_words((enum tiao_account)i, p->language));
    heads[COUNT_CELLS - 1] = phrase_z(p, PHRASE_ACCOUNTED);
    for (size_t i = 0; i < g->passages; i++)
        markdown_passage(p, &g->passage[i]);
    markdown_row(p->to, heads, COUNT_CELLS);
    markdown_rule(p->to, COUNT_CELLS);
    for (size_t i = 0; i < g->passages; i++)
        markdown_count(p, g->passage[i].words, &g->passage[i].count);
    markdown_count(p, phrase_z(p, PHRASE_TOTAL), &g->total);
    ledger_remarks(p, "- ");
}
