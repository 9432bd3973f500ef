#include "runtime/policy_text.h"

#include <stdlib.h>
#include <string.h>

#include "lang/base/utf8.h"
#include "runtime/explain.h"
#include "runtime/file.h"
#include "runtime/json_member.h"
#include "runtime/phrase.h"
#include "runtime/report.h"

/* ---- finding sentences ---- */

struct keyed {
    struct str key;
    uint32_t at;
};

static int
keyed_order(const void *left, const void *right)
{
    const struct keyed *l = left, *r = right;
    return str_compare(l->key, r->key);
}

struct sentence_index
sentence_index(struct arena *a, const struct sentence *at, uint32_t n)
{
    struct keyed *keyed = arena_array(a, struct keyed, n + 1);
    uint32_t *order = arena_array(a, uint32_t, n + 1);
    for (uint32_t i = 0; i < n; i++)
        keyed[i] = (struct keyed){at[i].key, i};
    qsort(keyed, n, sizeof *keyed, keyed_order);
    for (uint32_t i = 0; i < n; i++)
        order[i] = keyed[i].at;
    return (struct sentence_index){at, order, n};
}

uint32_t
sentence_from(const struct sentence_index *index, struct str key)
{
    uint32_t lo = 0, hi = index->n;
    while (lo < hi) {
        uint32_t middle = lo + (hi - lo) / 2;
        if (str_compare(index->at[index->order[middle]].key, key) < 0)
            lo = middle + 1;
        else
            hi = middle;
    }
    return lo;
}

uint32_t
sentence_find(const struct sentence_index *index, struct str key)
{
    uint32_t at = sentence_from(index, key);
    if (at == index->n || !str_equal(index->at[index->order[at]].key, key))
        return NO_SENTENCE;
    return index->order[at];
}

/* ---- reading ---- */

int
beside_read(struct beside *b, const struct tiao_file *file, uint64_t most,
            enum tiao_status *status)
{
    struct arena *a = &b->object->arena;
    struct text most_words = {.arena = a};
    struct str text;
    bool fits = file->len <= most && file->len < UINT32_MAX;
    int number = -1;
    if (file->at) {
        text = (struct str){file->at, fits ? (uint32_t)file->len : 0};
        text = str_copy(a, text);
    } else {
        *status = TIAO_IO;
        if (!file_read(b->object, &b->diags, file->name, most, &text))
            return -1;
        fits = text.len <= most;
    }
    *status = TIAO_BAD_FACTS;
    if (fits)
        number = source_add(&b->source, str_copy(a, str_of(file->name)), text);
    text_add_unsigned(&most_words, most);
    if (number < 0)
        report(&b->diags, LIMIT_FILE,
               .arg = {str_of(file->name), text_str(&most_words)});
    return number;
}

struct reading {
    struct text_view *view;
    const struct tiao_file *file;
    const struct tiao_settings *settings;
    struct beside beside;
};

/* The sentences as public structs. */
static void
text_tell(struct text_view *v, struct arena *a)
{
    uint32_t n = v->sentences.list.n, groups = v->sentences.group.n;
    struct tiao_sentence *to = arena_array(a, struct tiao_sentence, n + 1);
    struct tiao_passage *passage =
        arena_array(a, struct tiao_passage, groups + 1);
    static const enum tiao_sentence_kind kinds[] = {
        [SENTENCE_PLAIN] = TIAO_SENTENCE,
        [SENTENCE_HEADING] = TIAO_HEADING,
        [SENTENCE_RESPONSIBLE] = TIAO_RESPONSIBLE,
    };
    for (uint32_t i = 0; i < n; i++) {
        const struct sentence *s = &v->sentences.list.at[i];
        struct text words = {.arena = a};
        citation_words(&words, s->locator, v->language);
        to[i] = (struct tiao_sentence){
            .locator = str_z(a, s->locator),
            .words = text_z(&words),
            .kind = kinds[s->kind],
            .text = str_z(a, s->text),
            .hash = str_z(a, sentence_hash(a, s->text)),
        };
    }
    for (uint32_t i = 0; i < groups; i++) {
        const struct sentence_group *g = &v->sentences.group.at[i];
        passage[i] = (struct tiao_passage){str_z(a, g->name), g->first, g->n};
    }
    v->text = (struct tiao_text){to, passage, n, groups};
}

static enum tiao_status
text_work(void *argument)
{
    struct reading *r = argument;
    struct beside *b = &r->beside;
    struct arena *a = &b->object->arena;
    struct limits limits;
    enum tiao_status status = TIAO_BAD_FACTS;
    uint32_t wrong;
    source_init(&b->source, a);
    diags_init(&b->diags, a, 0);
    if (!limits_set(&limits, &b->diags, r->settings))
        return TIAO_BAD_QUESTION;
    int number = beside_read(b, r->file, limits.at[LIMIT_FILE], &status);
    if (number < 0)
        return status;
    const struct source_file *file = &b->source.file.at[number];
    if (utf8_check(file->text, &wrong) != UTF8_OK) {
        wrong += file->base;
        report(&b->diags, TEXT_UTF8, .at = {wrong, wrong + 1});
        return TIAO_BAD_FACTS;
    }
    sentences_of(a, file->text, &r->view->sentences);
    if (!r->view->sentences.list.n) {
        report(&b->diags, TEXT_EMPTY, .at = {file->base, file->base});
        return TIAO_BAD_FACTS;
    }
    r->view->index = sentence_index(a, r->view->sentences.list.at,
                                    r->view->sentences.list.n);
    text_tell(r->view, a);
    return TIAO_OK;
}

static enum tiao_status
settle_work(void *argument)
{
    struct beside *b = argument;
    diags_settle(&b->diags, &b->source);
    return TIAO_OK;
}

enum tiao_status
beside_settle(struct beside *b, enum tiao_status status,
              enum tiao_language language, struct tiao_report **report)
{
    *report = NULL;
    if (status == TIAO_OK || status == TIAO_MEMORY)
        return status;
    if (object_try(b->object, settle_work, b) != TIAO_OK)
        return TIAO_MEMORY;
    return report_of(&b->object->from, &b->diags, &b->source, language,
                     report) == TIAO_OK
               ? status
               : TIAO_MEMORY;
}

enum tiao_status
tiao_text_of(const struct tiao_file *file, const struct tiao_settings *settings,
             enum tiao_language language, struct tiao_text **text,
             struct tiao_report **report)
{
    struct allocator from =
        allocator_of(settings ? &settings->allocator : NULL);
    struct reading r = {.file = file, .settings = settings};
    enum tiao_status status;
    *text = NULL;
    *report = NULL;
    r.view = view_new(&from, sizeof *r.view);
    if (!r.view)
        return TIAO_MEMORY;
    r.view->language = language_of(language);
    r.beside.object = view_object(r.view);
    status = object_try(r.beside.object, text_work, &r);
    status = beside_settle(&r.beside, status, language, report);
    if (status == TIAO_OK)
        *text = &r.view->text;
    else
        view_free(r.view);
    return status;
}

void
tiao_text_free(struct tiao_text *text)
{
    view_free(text);
}

/* ---- looking up ---- */

struct finding {
    const struct text_view *view;
    struct arena *arena;
    const char *citation;
    uint32_t found;
};

static enum tiao_status
find_work(void *argument)
{
    struct finding *f = argument;
    struct str key = locator_key(f->arena, str_of(f->citation));
    f->found = sentence_find(&f->view->index, key);
    return TIAO_OK;
}

const struct tiao_sentence *
tiao_text_find(const struct tiao_text *text, const char *citation)
{
    const struct text_view *view = (const struct text_view *)text;
    struct finding f = {.view = view, .citation = citation};
    struct object *o = object_new(&view_object(view)->from, sizeof *o);
    f.found = NO_SENTENCE;
    if (!o)
        return NULL;
    f.arena = &o->arena;
    if (object_try(o, find_work, &f) != TIAO_OK)
        f.found = NO_SENTENCE;
    object_free(o);
    return f.found == NO_SENTENCE ? NULL : &text->sentence[f.found];
}
