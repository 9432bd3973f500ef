/* N0531: names that hardly differ. N0532: names in other letters than nearly
 * all others. */
#include <stdlib.h>
#include <string.h>

#include "lang/base/utf8.h"
#include "lang/drafting/drafting.h"

/* FEW of MANY: an eighth, of at least eight. ANAGRAM: in shorter names the
 * order of letters tells them apart. */
enum { MANY = 8, FEW = 8, ANAGRAM = 4 };

struct named {
    struct str name, fold, sorted;
    struct span at;
    bool han;
};

struct naming {
    struct drafting *d;
    VEC(struct named) name;
};

/* Words that stand for one another in names, and those that say nothing. */
static const struct {
    const char *said, *kept;
} folds[] = {
    {"_", ""},   {"-", ""},   {"之", ""},  {"一", "1"}, {"二", "2"},
    {"三", "3"}, {"四", "4"}, {"五", "5"}, {"六", "6"}, {"七", "7"},
    {"八", "8"}, {"九", "9"}, {"的", ""},
};

static struct str
name_folded(struct drafting *d, struct str name)
{
    struct text to = {.arena = d->arena};
    uint32_t len;
    for (uint32_t i = 0; i < name.len; i += len) {
        size_t k = 0, n = sizeof folds / sizeof *folds;
        utf8_next(str_from(name, i), &len);
        struct str letter = str_cut(name, i, len);
        while (k < n && !str_equal(letter, str_of(folds[k].said)))
            k++;
        if (k < n)
            text_add_z(&to, folds[k].kept);
        else if (len == 1 && letter.at[0] >= 'A' && letter.at[0] <= 'Z')
            text_add_char(&to, (char)(letter.at[0] | 32));
        else
            text_add(&to, letter);
    }
    return text_str(&to);
}

static int
code_compare(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* The letters of FOLD in the order of their codes. */
static struct str
letters_sorted(struct drafting *d, struct str fold)
{
    uint32_t n = utf8_count(fold), len;
    uint32_t *code = arena_array(d->arena, uint32_t, n + 1);
    struct text to = {.arena = d->arena};
    for (uint32_t i = 0, k = 0; i < fold.len && k < n; i += len)
        code[k++] = utf8_next(str_from(fold, i), &len);
    qsort(code, n, sizeof *code, code_compare);
    for (uint32_t k = 0; k < n; k++) {
        char letter[4];
        text_add(&to, (struct str){letter, utf8_put(code[k], letter)});
    }
    return text_str(&to);
}

static void
name_add(struct naming *n, atom name, const struct node *declaration)
{
    struct drafting *d = n->d;
    struct named to = {.name = model_text(d->m, name)};
    if (!declaration || !to.name.len)
        return;
    to.at = node_name_at(declaration);
    to.fold = name_folded(d, to.name);
    for (uint32_t i = 0; i < to.name.len; i++)
        to.han |= (unsigned char)to.name.at[i] >= 0xE3;
    bool long_enough = to.han && utf8_count(to.fold) >= ANAGRAM;
    to.sorted = long_enough ? letters_sorted(d, to.fold) : to.fold;
    vec_push(d->arena, &n->name, to);
}

static void
names_find(struct naming *n)
{
    const struct model *m = n->d->m;
    for (uint32_t i = 0; i < m->entity.n; i++)
        if (m->entity.at[i]->form == ENTITY_DATA ||
            m->entity.at[i]->form == ENTITY_ROSTER)
            name_add(n, m->entity.at[i]->name, m->entity.at[i]->node);
    for (uint32_t i = 0; i < m->field.n; i++)
        if (m->field.at[i]->node && m->field.at[i]->node->kind == NODE_FIELD)
            name_add(n, m->field.at[i]->name, m->field.at[i]->node);
    for (uint32_t i = 0; i < m->decision.n; i++) {
        const struct decision *of = m->decision.at[i];
        if (of->kind == DECISION_RULE || of->kind == DECISION_STANDARD ||
            of->kind == DECISION_HELPER)
            name_add(n, of->name, of->node);
    }
    for (uint32_t i = 0; i < m->reading.n; i++)
        name_add(n, m->reading.at[i]->name, m->reading.at[i]->node);
}

static int
named_compare(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    int order = str_compare(x->sorted, y->sorted);
    if (!order)
        order = (x->at.lo > y->at.lo) - (x->at.lo < y->at.lo);
    return order;
}

static void
alike_note(struct naming *n)
{
    for (uint32_t i = 1; i < n->name.n; i++) {
        const struct named *a = &n->name.at[i - 1], *b = &n->name.at[i];
        if (!str_equal(a->sorted, b->sorted) || str_equal(a->name, b->name))
            continue;
        report(n->d->m->diags, NAMES_ALIKE, .at = b->at,
               .arg = {b->name, a->name}, .second = {a->at, LABEL_FIRST});
    }
}

static void
letters_note(struct naming *n)
{
    uint32_t han = 0, all = n->name.n;
    for (uint32_t i = 0; i < all; i++)
        han += n->name.at[i].han;
    uint32_t fewer = 2 * han > all ? all - han : han;
    if (all < MANY || !fewer || fewer * FEW > all)
        return;
    for (uint32_t i = 0; i < all; i++)
        if (n->name.at[i].han != (2 * han > all))
            report(n->d->m->diags, NAME_LETTERS, .at = n->name.at[i].at,
                   .arg = {n->name.at[i].name});
}

void
draft_names(struct drafting *d)
{
    struct naming n = {.d = d};
    names_find(&n);
    if (n.name.n)
        qsort(n.name.at, n.name.n, sizeof *n.name.at, named_compare);
    alike_note(&n);
    letters_note(&n);
}
