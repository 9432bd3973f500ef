#include "lang/ast.h"

#include "lang/keyword.h"

static const char *const kind_names[NODE_COUNT] = {
#define NODE(kind, ...) [NODE_##kind] = #kind,
#include "lang/node.def"
#undef NODE
};

const char *
node_kind_name(enum node_kind kind)
{
    return kind_names[kind];
}

struct node *
node_next(const struct node *n, enum node_kind kind, uint32_t *i)
{
    while (*i < n->n) {
        struct node *kid = n->kid[(*i)++];
        if (kid && kid->kind == kind)
            return kid;
    }
    return NULL;
}

struct node *
node_find(const struct node *n, enum node_kind kind)
{
    uint32_t i = 0;
    return node_next(n, kind, &i);
}

struct node *
node_kid(const struct node *n, uint32_t i)
{
    return i < n->n ? n->kid[i] : NULL;
}

struct span
node_name_at(const struct node *n)
{
    struct node *name = node_find(n, NODE_NAME);
    if (!name && n->kind == NODE_MEASURE)
        name = node_find(n, NODE_CITES);
    return name ? name->at : n->at;
}

static void
dump_flags(struct text *to, unsigned flags)
{
    static const struct {
        enum node_flag flag;
        const char *word;
    } names[] = {
        {FLAG_OPTIONAL, " optional"}, {FLAG_HISTORY, " history"},
        {FLAG_OPEN, " open"},         {FLAG_NEGATED, " negated"},
        {FLAG_LOW_OPEN, " low-open"}, {FLAG_HIGH_OPEN, " high-open"},
        {FLAG_INLINE, " inline"},     {FLAG_PARTIAL, " partial"},
    };
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        if (flags & names[i].flag)
            text_add_z(to, names[i].word);
}

static void
dump_literal(struct text *to, const struct literal *n,
             const struct atom_table *names)
{
    text_add_char(to, ' ');
    decimal_write(to, n->coefficient, n->scale);
    if (n->percent)
        text_add_char(to, '%');
    if (n->unit) {
        text_add_char(to, ' ');
        text_add(to, atom_str(names, n->unit));
    }
}

static void
dump_text(struct text *to, struct str text)
{
    text_add_z(to, " \"");
    text_add(to, text);
    text_add_char(to, '"');
}

static void
dump_value(struct text *to, const struct node *n,
           const struct atom_table *names)
{
    bool word = n->kind == NODE_NAME && n->form;
    if ((n->kind == NODE_NAME || n->kind == NODE_CITATION) && !word) {
        text_add_char(to, ' ');
        text_add(to, atom_str(names, n->name));
    }
    if (n->kind == NODE_NUMBER)
        dump_literal(to, n->literal, names);
    else if (n->kind == NODE_TEXT || n->kind == NODE_ASK ||
             n->kind == NODE_PROOF)
        dump_text(to, n->text);
    else if (n->kind == NODE_DAY) {
        text_add_char(to, ' ');
        day_write(to, n->day);
    } else if (n->kind == NODE_PERIOD) {
        text_add_char(to, ' ');
        period_write(to, (enum period_kind)n->form, n->day);
    }
}

/* Contextual words are the same in both surfaces: their form says which they
 * are. */
static void
dump_form(struct text *to, const struct node *n)
{
    if (!n->form || n->kind == NODE_PERIOD)
        return;
    if (n->kind == NODE_NAME) {
        text_add_z(to, " word ");
        text_add(to, keyword_text((enum keyword)n->form, false));
        return;
    }
    text_add_z(to, " /");
    text_add_unsigned(to, n->form);
    if (n->kind == NODE_TYPE && n->form == TYPE_DECIMAL) {
        text_add_char(to, ' ');
        text_add_signed(to, n->day);
    }
}

static void
dump_node(struct text *to, const struct node *n, const struct atom_table *names,
          uint32_t depth)
{
    text_add_char(to, '\n');
    for (uint32_t i = 0; i < depth; i++)
        text_add_char(to, ' ');
    if (!n) {
        text_add_z(to, "()");
        return;
    }
    text_add_char(to, '(');
    text_add_z(to, kind_names[n->kind]);
    dump_form(to, n);
    dump_flags(to, n->flags);
    dump_value(to, n, names);
    for (uint32_t i = 0; i < n->n; i++)
        dump_node(to, n->kid[i], names, depth + 1);
    text_add_char(to, ')');
}

void
node_dump(struct text *to, const struct node *n, const struct atom_table *names)
{
    dump_node(to, n, names, 0);
    text_add_char(to, '\n');
}
