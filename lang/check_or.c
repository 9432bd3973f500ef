/* 类别 是 公办 或 民办: a value where 或 wants a condition. */
#include "lang/check.h"

static bool
is_bare(const struct node *n)
{
    return !(n->flags & FLAG_BRACKETS) &&
           (n->kind == NODE_NAME || n->kind == NODE_NUMBER ||
            n->kind == NODE_TEXT || n->kind == NODE_DAY ||
            n->kind == NODE_PERIOD);
}

/* Is the word at AT 或, not or? */
static bool
is_chinese(struct checker *c, struct span at)
{
    struct str word = source_text(c->m->source, at);
    for (uint32_t i = 0; i < word.len; i++)
        if ((unsigned char)word.at[i] >= 0x80)
            return true;
    return false;
}

/* 类别 属于（公办、民办）: the comparison I of N, and the values behind it. */
static struct str
in_words(struct checker *c, const struct node *n, uint32_t i, uint32_t values)
{
    static const char *const is[][2] = {{" 属于（", " in ("},
                                        {" 不属于（", " not in ("}};
    const struct source *s = c->m->source;
    const struct node *first = n->kid[i];
    struct span between = {first->at.hi, n->kid[i + 1]->at.lo};
    bool english = !is_chinese(c, between);
    struct text words = {.arena = c->m->arena};
    text_add(&words, source_text(s, first->kid[0]->at));
    text_add_z(&words, is[first->form == COMPARE_NE][english]);
    text_add(&words, source_text(s, first->kid[1]->at));
    for (uint32_t k = 1; k <= values; k++) {
        text_add_z(&words, english ? ", " : "、");
        text_add(&words, source_text(s, n->kid[i + k]->at));
    }
    text_add_z(&words, english ? ")" : "）");
    return text_str(&words);
}

/* How many operands behind the comparison I are values like those compared. */
static uint32_t
values_behind(struct checker *c, const struct node *n, uint32_t i)
{
    const struct node *first = n->kid[i];
    uint32_t k = 0;
    if (first->kind != NODE_COMPARE ||
        (first->form != COMPARE_EQ && first->form != COMPARE_NE))
        return 0;
    struct vtype of = vtype_get(&c->m->types, first->kid[0]->type);
    if (is_poison(of) || of.kind == V_TRUTH)
        return 0;
    while (i + k + 1 < n->n && is_bare(n->kid[i + k + 1]) &&
           check_expr(c, n->kid[i + k + 1], &of).kind == of.kind)
        k++;
    return k;
}

void
check_or(struct checker *c, struct node *n)
{
    uint32_t values;
    for (uint32_t i = 0; i < n->n; i += 1 + values) {
        check_condition(c, n->kid[i]);
        values = values_behind(c, n, i);
        if (values == 0)
            continue;
        struct str in = in_words(c, n, i, values);
        const struct node *value = n->kid[i + 1], *last = n->kid[i + values];
        report(c->diags, OR_OF_VALUES, .at = value->at,
               .arg = {source_text(c->m->source, value->at), in},
               .fix = {span_join(n->kid[i]->at, last->at), in, false});
    }
}
