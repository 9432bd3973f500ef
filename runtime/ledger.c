/* The ledger: every sentence of a text, and what the rules make of it. */
#include "runtime/ledger.h"

#include <string.h>

#include "lang/base/map.h"
#include "lang/cited.h"
#include "runtime/explain.h"
#include "runtime/policy_text.h"
#include "runtime/report.h"

struct citations {
    VEC(struct tiao_citation) list;
    uint32_t last; /* the declaration that was added last */
};

struct accounting {
    struct ledger_view *view;
    struct beside beside;
    const struct tiao_rulebook *rulebook;
    const struct tiao_ledger_question *question;
    struct arena *arena;
    const struct text_view *source; /* null: only the lock */
    struct lock lock;
    bool locked;
    /* The sentences to account for: the source's, or the lock's. */
    const struct sentences *sentences;
    const struct sentence_index *index;
    struct tiao_ledger_line *line;
    struct citations *by;   /* by sentence */
    struct citations *pins; /* by sentence of the lock */
    struct citations astray;
};

/* ---- who cites what ---- */

/* The first citation of the declaration of CITED that is of another text. */
static struct str
elsewhere(struct accounting *c, const struct plan_cited *cited)
{
    const struct plan *p = c->rulebook->plan;
    const struct plan_cited *end = p->cited + p->citeds;
    while (cited > p->cited && cited[-1].declaration == cited->declaration)
        cited--;
    for (const struct plan_cited *at = cited;
         at < end && at->declaration == cited->declaration; at++)
        if (!locator_key(c->arena, at->citation).len)
            return at->citation;
    return STR("");
}

static struct tiao_citation
citation_of(struct accounting *c, const struct plan_cited *cited)
{
    static const enum tiao_weight weights[] = {
        [CITED_ENCODES] = TIAO_ENCODES,
        [CITED_ENCOURAGES] = TIAO_ENCOURAGES,
        [CITED_DELEGATES] = TIAO_DELEGATES,
        [CITED_LEAVES_OUT] = TIAO_LEAVES_OUT,
        [CITED_NOTES] = TIAO_NOTES,
        [CITED_TRIES] = TIAO_TRIES,
    };
    const struct cited_row *row = cited_row((enum cited_kind)cited->kind);
    bool left_out = row->weight == CITED_LEAVES_OUT;
    return (struct tiao_citation){
        .weight = weights[row->weight],
        .kind = row->key,
        .kind_words = row->words[c->view->language],
        .label = str_z(c->arena, cited->label),
        .citation = str_z(c->arena, cited->citation),
        .reason = str_z(c->arena, cited->reason),
        .elsewhere = left_out ? str_z(c->arena, elsewhere(c, cited)) : "",
        .place = place_public(c->arena, &c->rulebook->source,
                              (struct span){cited->lo, cited->hi}),
    };
}

/* One citation is enough for a declaration. */
static void
citations_add(struct accounting *c, struct citations *to,
              const struct plan_cited *cited, const struct tiao_citation *out)
{
    if (to->list.n && to->last == cited->declaration)
        return;
    vec_push(c->arena, &to->list, *out);
    to->last = cited->declaration;
}

/* To every sentence that KEY means: one, or all of a part. False when there is
 * none. BY null: only asks. */
static bool
citation_join(struct accounting *c, const struct sentence_index *index,
              struct citations *by, struct str key,
              const struct plan_cited *cited, const struct tiao_citation *out)
{
    bool whole = !memchr(key.at, '.', key.len), found = false;
    for (uint32_t i = sentence_from(index, key); i < index->n; i++) {
        uint32_t at = index->order[i];
        struct str one = index->at[at].key;
        if (!str_starts(one, key))
            break;
        if (!whole && one.len != key.len)
            continue;
        if (whole && !key_within(one, key))
            continue;
        found = true;
        if (by)
            citations_add(c, &by[at], cited, out);
    }
    return found;
}

/* A heading, or who answers, need not be there for a part to be named: only
 * the part. 前 and 后 need not be there either. */
static bool
may_be_absent(struct accounting *c, struct str key)
{
    struct str part = key;
    if (!key_is_heading(key) && !key_is_responsible(key))
        return false;
    while (part.at[part.len - 1] != '.')
        part.len--;
    part.len--;
    return part.at[0] == KEY_PREAMBLE[0] || part.at[0] == KEY_CLOSING[0] ||
           citation_join(c, c->index, NULL, part, NULL, NULL);
}

static void
citations_join(struct accounting *c)
{
    const struct plan *p = c->rulebook->plan;
    for (uint32_t i = 0; i < p->citeds; i++) {
        const struct plan_cited *cited = &p->cited[i];
        struct str key = locator_key(c->arena, cited->citation);
        struct tiao_citation out;
        if (!key.len)
            continue;
        out = citation_of(c, cited);
        bool now = citation_join(c, c->index, c->by, key, cited, &out);
        bool then = c->locked && c->source &&
                    citation_join(c, &c->lock.index, c->pins, key, cited, &out);
        if (!now && !then && !may_be_absent(c, key))
            citations_add(c, &c->astray, cited, &out);
    }
}

/* ---- what became of each sentence ---- */

static enum tiao_account
account_by(const struct tiao_citation *by)
{
    switch (by->weight) {
    case TIAO_ENCODES:
        return TIAO_ENCODED;
    case TIAO_ENCOURAGES:
        return TIAO_ENCOURAGED;
    case TIAO_DELEGATES:
        return TIAO_DELEGATED;
    case TIAO_LEAVES_OUT:
        return by->elsewhere[0] ? TIAO_DELEGATED : TIAO_UNCODED;
    case TIAO_NOTES:
    case TIAO_TRIES:
        return TIAO_MISSING;
    }
    return TIAO_MISSING;
}

/* The most that any citation makes of it. */
static enum tiao_account
account_of(const struct citations *by, enum sentence_kind kind)
{
    enum tiao_account best = TIAO_MISSING;
    for (uint32_t i = 0; i < by->list.n; i++) {
        enum tiao_account one = account_by(&by->list.at[i]);
        best = one < best ? one : best;
    }
    return best == TIAO_MISSING && kind == SENTENCE_HEADING ? TIAO_UNCOUNTED
                                                            : best;
}

static struct tiao_sentence
sentence_told(struct accounting *c, uint32_t i)
{
    static const enum tiao_sentence_kind kinds[] = {
        [SENTENCE_PLAIN] = TIAO_SENTENCE,
        [SENTENCE_HEADING] = TIAO_HEADING,
        [SENTENCE_RESPONSIBLE] = TIAO_RESPONSIBLE,
    };
    const struct sentence *s = &c->sentences->list.at[i];
    const struct tiao_sentence *of =
        c->source ? &c->source->text.sentence[i] : NULL;
    struct text words = {.arena = c->arena};
    citation_words(&words, s->locator, c->view->language);
    return (struct tiao_sentence){
        .locator = str_z(c->arena, s->locator),
        .words = text_z(&words),
        .kind = kinds[s->kind],
        .text = of ? str_z(c->arena, str_of(of->text)) : "",
        .hash = str_z(c->arena, of ? str_of(of->hash) : c->lock.hash[i]),
    };
}

static void
count_add(struct tiao_ledger_count *to, const struct tiao_ledger_line *line)
{
    if (line->sentence.kind == TIAO_HEADING)
        return;
    to->sentences++;
    to->of[line->account]++;
}

static void
lines_tell(struct accounting *c)
{
    uint32_t n = c->sentences->list.n;
    struct tiao_ledger_line *line =
        arena_array(c->arena, struct tiao_ledger_line, n + 1);
    c->line = line;
    for (uint32_t i = 0; i < n; i++) {
        const struct sentence *s = &c->sentences->list.at[i];
        line[i] = (struct tiao_ledger_line){
            .sentence = sentence_told(c, i),
            .account = account_of(&c->by[i], (enum sentence_kind)s->kind),
            .by = c->by[i].list.at,
            .bys = c->by[i].list.n,
        };
        count_add(&c->view->ledger.total, &line[i]);
    }
    c->view->ledger.line = line;
    c->view->ledger.lines = n;
}

static const char *
passage_named(struct accounting *c, struct str name)
{
    struct text words = {.arena = c->arena};
    passage_words(&words, name, c->view->language);
    return text_z(&words);
}

static void
passages_tell(struct accounting *c)
{
    uint32_t n = c->sentences->group.n;
    struct tiao_ledger_passage *to =
        arena_array(c->arena, struct tiao_ledger_passage, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        const struct sentence_group *g = &c->sentences->group.at[i];
        to[i] = (struct tiao_ledger_passage){
            .name = str_z(c->arena, g->name),
            .words = passage_named(c, g->name),
            .first = g->first,
            .lines = g->n,
        };
        for (uint32_t k = 0; k < g->n; k++)
            count_add(&to[i].count, &c->view->ledger.line[g->first + k]);
    }
    c->view->ledger.passage = to;
    c->view->ledger.passages = n;
}

/* ---- what is not as it was ---- */

struct revising {
    struct accounting *c;
    struct map at;     /* a sentence of the source by hash: the first one */
    uint32_t *next;    /* the next of the same hash, or NO_SENTENCE */
    bool *explained;   /* by sentence of the source */
    uint32_t *revised; /* by sentence: 1 + its number in the list */
    VEC(struct tiao_revised) list;
};

static uint64_t
hash_number(struct accounting *c, uint32_t i)
{
    return str_hash(str_of(c->source->text.sentence[i].hash));
}

static bool
same_hash(struct accounting *c, uint32_t now, uint32_t then)
{
    return str_equal(str_of(c->source->text.sentence[now].hash),
                     c->lock.hash[then]);
}

static void
hashes_enter(struct revising *r)
{
    struct accounting *c = r->c;
    map_init(&r->at, c->arena);
    for (uint32_t i = c->sentences->list.n; i > 0; i--) {
        uint64_t hash = hash_number(c, i - 1);
        uint32_t old = map_get(&r->at, hash);
        r->next[i - 1] = old == MAP_NONE ? NO_SENTENCE : old;
        map_put(&r->at, hash, i - 1);
    }
}

/* Where the locked sentence THEN stands now, when nothing else explains what
 * stands there. */
static uint32_t
moved_to(struct revising *r, uint32_t then)
{
    uint32_t at = map_get(&r->at, str_hash(r->c->lock.hash[then]));
    while (at != MAP_NONE && at != NO_SENTENCE && r->explained[at])
        at = r->next[at];
    return at == MAP_NONE ? NO_SENTENCE : at;
}

static void
revised_add(struct revising *r, enum tiao_revision revision, uint32_t then,
            uint32_t now)
{
    struct accounting *c = r->c;
    bool added = revision == TIAO_ADDED;
    const struct sentence *s =
        added ? &c->sentences->list.at[now] : &c->lock.sentences.list.at[then];
    const struct citations *by = added ? &c->by[now] : &c->pins[then];
    struct tiao_revised out = {.revision = revision,
                               .locator = str_z(c->arena, s->locator),
                               .to = "",
                               .by = by->list.at,
                               .bys = by->list.n};
    if (revision == TIAO_MOVED)
        out.to = str_z(c->arena, c->sentences->list.at[now].locator);
    if (now != NO_SENTENCE)
        r->explained[now] = true;
    vec_push(c->arena, &r->list, out);
    if (now != NO_SENTENCE)
        r->revised[now] = r->list.n;
}

/* The locked sentence THEN: PLACE has its locator, TO has its words. */
static void
revision_tell(struct revising *r, uint32_t then, uint32_t place, uint32_t to)
{
    if (to != NO_SENTENCE && to == place)
        return;
    if (to != NO_SENTENCE)
        revised_add(r, TIAO_MOVED, then, to);
    else if (place != NO_SENTENCE && !r->explained[place])
        revised_add(r, TIAO_CHANGED, then, place);
    else
        revised_add(r, TIAO_VANISHED, then, NO_SENTENCE);
}

/* Each sentence of the source is one that stayed, one that moved, one that
 * changed at its place, or a new one; moves are found before changes. */
static void
revisions_tell(struct accounting *c)
{
    uint32_t n = c->sentences->list.n, locked = c->lock.sentences.list.n;
    struct revising r = {.c = c,
                         .next = arena_array(c->arena, uint32_t, n + 1),
                         .explained = arena_array(c->arena, bool, n + 1),
                         .revised = arena_array(c->arena, uint32_t, n + 1)};
    uint32_t *place = arena_array(c->arena, uint32_t, locked + 1);
    uint32_t *to = arena_array(c->arena, uint32_t, locked + 1);
    hashes_enter(&r);
    for (uint32_t i = 0; i < locked; i++) {
        place[i] = sentence_find(c->index, c->lock.sentences.list.at[i].key);
        if (place[i] != NO_SENTENCE && same_hash(c, place[i], i))
            r.explained[place[i]] = true;
        else
            to[i] = 1;
    }
    for (uint32_t i = 0; i < locked; i++) {
        to[i] = to[i] ? moved_to(&r, i) : place[i];
        if (to[i] != NO_SENTENCE)
            r.explained[to[i]] = true;
    }
    for (uint32_t i = 0; i < locked; i++)
        revision_tell(&r, i, place[i], to[i]);
    for (uint32_t i = 0; i < n; i++)
        if (!r.explained[i])
            revised_add(&r, TIAO_ADDED, 0, i);
    for (uint32_t i = 0; i < n; i++)
        if (r.revised[i])
            c->line[i].revised = &r.list.at[r.revised[i] - 1];
    c->view->ledger.revised = r.list.at;
    c->view->ledger.reviseds = r.list.n;
}

/* ---- the call ---- */

static bool
lock_take(struct accounting *c, enum tiao_status *status)
{
    const struct limits *l = &c->rulebook->limits;
    struct json_limits limits = {(uint32_t)l->at[LIMIT_FILE],
                                 (uint32_t)l->at[LIMIT_JSON_DEPTH]};
    int number =
        beside_read(&c->beside, c->question->lock, l->at[LIMIT_FILE], status);
    if (number < 0)
        return false;
    *status = TIAO_BAD_FACTS;
    c->locked = lock_read(c->arena, &c->beside.diags, &c->beside.source, number,
                          limits, &c->lock);
    return c->locked;
}

static enum tiao_status
ledger_work(void *argument)
{
    struct accounting *c = argument;
    enum tiao_status status;
    source_init(&c->beside.source, c->arena);
    diags_init(&c->beside.diags, c->arena, 0);
    if (c->question->lock && !lock_take(c, &status))
        return status;
    c->sentences = c->source ? &c->source->sentences : &c->lock.sentences;
    c->index = c->source ? &c->source->index : &c->lock.index;
    c->by = arena_array(c->arena, struct citations, c->sentences->list.n + 1);
    c->pins =
        arena_array(c->arena, struct citations, c->lock.sentences.list.n + 1);
    citations_join(c);
    lines_tell(c);
    passages_tell(c);
    if (c->locked && c->source)
        revisions_tell(c);
    c->view->ledger.astray = c->astray.list.at;
    c->view->ledger.astrays = c->astray.list.n;
    c->view->ledger.locked = c->locked;
    return TIAO_OK;
}

enum tiao_status
tiao_ledger_of(const struct tiao_rulebook *rulebook,
               const struct tiao_ledger_question *question,
               struct tiao_ledger **ledger, struct tiao_report **report)
{
    struct accounting c = {.rulebook = rulebook,
                           .question = question,
                           .source =
                               (const struct text_view *)question->source};
    enum tiao_status status;
    *ledger = NULL;
    *report = NULL;
    if (!rulebook->plan)
        return TIAO_BAD_RULES;
    c.view = view_new(&rulebook->object.from, sizeof *c.view);
    if (!c.view)
        return TIAO_MEMORY;
    c.view->language = language_of(question->language);
    c.beside.object = view_object(c.view);
    c.arena = &c.beside.object->arena;
    status = object_try(c.beside.object, ledger_work, &c);
    status = beside_settle(&c.beside, status, question->language, report);
    if (status == TIAO_OK)
        *ledger = &c.view->ledger;
    else
        view_free(c.view);
    return status;
}

void
tiao_ledger_free(struct tiao_ledger *ledger)
{
    view_free(ledger);
}

unsigned
tiao_ledger_share(const struct tiao_ledger_count *count)
{
    size_t accounted = count->sentences - count->of[TIAO_MISSING];
    return count->sentences ? (unsigned)(accounted * 100 / count->sentences)
                            : 100;
}

/* ---- printing ---- */

struct printing_ledger {
    const struct ledger_view *view;
    enum tiao_list_format format;
    bool colour;
};

static void
print_work(struct text *to, const void *what)
{
    const struct printing_ledger *p = what;
    struct ledger_printing how = {to, &p->view->ledger, p->view->language,
                                  p->colour};
    switch (p->format) {
    case TIAO_LIST_PRETTY:
        ledger_print_pretty(&how);
        break;
    case TIAO_LIST_PLAIN:
        ledger_print_plain(&how);
        break;
    case TIAO_LIST_JSON:
        ledger_print_json(&how);
        break;
    case TIAO_LIST_MARKDOWN:
        ledger_print_markdown(&how);
        break;
    case TIAO_LIST_CSV:
        ledger_print_csv(&how);
        break;
    }
}

enum tiao_status
tiao_ledger_print(const struct tiao_ledger *ledger,
                  enum tiao_list_format format, bool colour, tiao_write *write,
                  void *user)
{
    const struct ledger_view *view = (const struct ledger_view *)ledger;
    struct printing_ledger p = {view, format, colour};
    return text_print(&view_object(view)->from, print_work, &p, write, user);
}
