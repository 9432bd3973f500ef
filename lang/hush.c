#include "lang/hush.h"

/* A code of a switch. */
struct hush {
    struct str code;
    struct span at;
    const struct node *measure; /* null: all of the rulebook */
    bool useful;
};

struct hushes {
    struct model *m;
    VEC(struct hush) list;
};

static void
hush_add(struct hushes *h, const struct node *name, const struct node *of)
{
    struct hush hush = {.code = model_text(h->m, name->name), .at = name->at};
    if (of->kind == NODE_MEASURE)
        hush.measure = of;
    vec_push(h->m->arena, &h->list, hush);
}

static void
hushes_of(struct hushes *h, const struct node *n)
{
    for (uint32_t i = 0; i < n->n; i++) {
        const struct node *a = n->kid[i];
        if (!a || a->kind != NODE_ATTRIBUTE || a->n < 2)
            continue;
        struct str name = model_text(h->m, a->name);
        const struct node *codes = a->kid[1];
        if (!str_equal(name, STR("不提示")) &&
            !str_equal(name, STR("no_notes")))
            continue;
        for (uint32_t k = 0; codes->kind == NODE_NAMES && k < codes->n; k++)
            hush_add(h, codes->kid[k], n);
    }
}

static void
hushes_find(struct hushes *h)
{
    for (uint32_t f = 0; f < h->m->file.n; f++) {
        const struct node *file = h->m->file.at[f];
        for (uint32_t i = 0; i < file->n; i++)
            if (file->kid[i]->kind == NODE_RULEBOOK ||
                file->kid[i]->kind == NODE_MEASURE)
                hushes_of(h, file->kid[i]);
    }
}

/* A note about rules: who asks for an answer has notes of another kind. */
static bool
is_note(const struct diag_row *row)
{
    return row->severity == SEVERITY_NOTE &&
           str_starts(str_of(row->code), STR("N05"));
}

static bool
code_known(struct str code)
{
    for (int id = DIAG_NONE + 1; id < DIAG_COUNT; id++)
        if (is_note(diag_row((enum diag_id)id)) &&
            str_equal(str_of(diag_row((enum diag_id)id)->code), code))
            return true;
    return false;
}

void
hush_check(struct model *m)
{
    struct hushes h = {.m = m};
    hushes_find(&h);
    for (uint32_t i = 0; i < h.list.n; i++)
        if (!code_known(h.list.at[i].code))
            report(m->diags, HUSHED_UNKNOWN, .at = h.list.at[i].at,
                   .arg = {h.list.at[i].code});
}

/* The declaration that AT lies in, or null. */
static const struct node *
declaration_of(const struct model *m, struct span at)
{
    for (uint32_t f = 0; f < m->file.n; f++) {
        const struct node *file = m->file.at[f];
        for (uint32_t i = 0; i < file->n; i++)
            if (file->kid[i]->at.lo <= at.lo && at.hi <= file->kid[i]->at.hi)
                return file->kid[i];
    }
    return NULL;
}

static bool
hush_covers(struct hushes *h, struct hush *hush, const struct diag *d)
{
    const struct node *in;
    if (!str_equal(hush->code, str_of(diag_row(d->id)->code)))
        return false;
    in = hush->measure ? declaration_of(h->m, d->at) : NULL;
    if (hush->measure && (!in || !measure_has(h->m, hush->measure, in)))
        return false;
    hush->useful = true;
    return true;
}

static bool
note_stays(const struct diag *d, void *user)
{
    struct hushes *h = user;
    bool hushed = false;
    if (!is_note(diag_row(d->id)))
        return true;
    for (uint32_t i = 0; i < h->list.n; i++)
        hushed |= hush_covers(h, &h->list.at[i], d);
    return !hushed;
}

void
hush_notes(struct model *m, bool drafting)
{
    struct hushes h = {.m = m};
    hushes_find(&h);
    if (!h.list.n)
        return;
    diags_keep(m->diags, note_stays, &h);
    for (uint32_t i = 0; i < h.list.n && drafting; i++)
        if (!h.list.at[i].useful && code_known(h.list.at[i].code))
            report(m->diags, HUSH_USELESS, .at = h.list.at[i].at,
                   .arg = {h.list.at[i].code});
}
