/* Declarations, types, clauses and cases. */
#include "lang/build.h"

#include <string.h>

static struct node *
ast_wrong(struct parser *p, struct span at)
{
    return ast_leaf(p, NODE_WRONG, (struct span){at.lo, at.lo}, 0);
}

/* The kids behind the second of 对 are clauses of their own. */
static void
add_clause(struct parser *p, struct nodes *to, struct node *clause)
{
    nodes_add(p, to, clause);
    if (clause->kind != NODE_FOR)
        return;
    for (uint32_t i = 2; i < clause->n; i++) {
        clause->kid[i]->flags |= FLAG_INLINE;
        nodes_add(p, to, clause->kid[i]);
    }
    clause->n = 2;
}

/* Neighbouring rows become one table. */
static void
add_rows(struct parser *p, struct nodes *to, struct nodes *parts, uint32_t *i)
{
    struct nodes *rows = nodes_new(p);
    struct span at = parts->at[*i]->at;
    for (; *i < parts->n && parts->at[*i]->kind == NODE_ROW; (*i)++) {
        nodes_add(p, rows, parts->at[*i]);
        at = span_join(at, parts->at[*i]->at);
    }
    nodes_add(p, to, ast_table(p, at, rows));
}

/* 但 gathers what follows it; 否则 is the rule's wherever it stands. */
static void
add_but(struct parser *p, struct nodes *to, struct nodes *parts, uint32_t *i)
{
    struct node *but = parts->at[(*i)++];
    struct nodes *kids = nodes_new(p);
    for (uint32_t k = 0; k < but->n; k++)
        nodes_add(p, kids, but->kid[k]);
    struct span at = but->at;
    for (; *i < parts->n && parts->at[*i]->kind != NODE_BUT; (*i)++) {
        struct node *clause = parts->at[*i];
        if (clause->kind == NODE_OTHERWISE || clause->kind == NODE_COMBINE) {
            nodes_add(p, to, clause);
            continue;
        }
        add_clause(p, kids, clause);
        at = span_join(at, clause->at);
    }
    nodes_add(p, to, ast_list(p, NODE_BUT, at, kids));
}

static struct node *
ast_gather(struct parser *p, enum node_kind kind, struct span at,
           struct node *name, struct nodes *to, struct nodes *parts)
{
    for (uint32_t i = 0; i < parts->n;) {
        if (parts->at[i]->kind == NODE_ROW)
            add_rows(p, to, parts, &i);
        else if (parts->at[i]->kind == NODE_BUT)
            add_but(p, to, parts, &i);
        else
            add_clause(p, to, parts->at[i++]);
    }
    struct node *n = ast_list(p, kind, at, to);
    n->name = name ? name->name : 0;
    n->flags &= (uint16_t)~FLAG_OPEN;
    p->deep_reported = false;
    return n;
}

struct node *
ast_declaration(struct parser *p, enum node_kind kind, struct span at,
                struct node *name, struct nodes *parts)
{
    struct nodes *to = nodes_one(p, name ? name : ast_wrong(p, at));
    return ast_gather(p, kind, at, name, to, parts);
}

struct node *
ast_file(struct parser *p, struct span at, struct nodes *list)
{
    return ast_list(p, NODE_FILE, at, list);
}

struct node *
ast_measure(struct parser *p, struct span at, struct node *cites,
            struct nodes *parts)
{
    struct node *first = cites->n ? cites->kid[0] : NULL;
    return ast_gather(p, NODE_MEASURE, at, first, nodes_one(p, cites), parts);
}

struct node *
ast_unit(struct parser *p, struct span at, struct nodes *names,
         struct node *value, struct nodes *parts)
{
    struct node *first = names && names->n ? names->at[0] : NULL;
    struct node *list =
        names ? ast_list(p, NODE_NAMES, first->at, names) : ast_wrong(p, at);
    struct nodes *to = nodes_add(p, nodes_one(p, list), value);
    return ast_gather(p, NODE_UNIT_DECL, at, first, to, parts);
}

struct node *
ast_roster(struct parser *p, enum roster_form form, struct span at,
           struct node *name, struct nodes *parts)
{
    struct node *n = ast_declaration(p, NODE_ROSTER, at, name, parts);
    n->form = (uint8_t)form;
    return n;
}

struct node *
ast_roster_list(struct parser *p, enum roster_form form, struct span at,
                struct node *name, struct nodes *members)
{
    struct span where = members->at[0]->at;
    where = span_join(where, members->at[members->n - 1]->at);
    struct node *list = ast_list(p, NODE_NAMES, where, members);
    struct node *n =
        ast_pair(p, NODE_ROSTER, at, name ? name : list, name ? list : NULL);
    if (!name) {
        n->kid[0] = NULL;
        n->kid[1] = list;
    }
    n->name = name ? name->name : 0;
    n->form = (uint8_t)form;
    return n;
}

struct node *
ast_bodies(struct parser *p, struct span at, struct nodes *members,
           struct nodes *parts)
{
    bool table = false;
    for (uint32_t i = 0; i < parts->n; i++)
        table |=
            parts->at[i]->kind == NODE_ROW || parts->at[i]->kind == NODE_FIELD;
    if (table && members->n == 1)
        return ast_roster(p, ROSTER_BODY, at, members->at[0], parts);
    if (table)
        report(p->diags, BODY_TABLE, .at = members->at[1]->at);
    return ast_roster_list(p, ROSTER_BODY, at, NULL, members);
}

struct nodes *
ast_head(struct parser *p, struct node *name, struct node *params,
         struct node *type, struct node *more)
{
    struct nodes *head = nodes_new(p);
    nodes_add(p, head, name);
    nodes_add(p, head, params);
    nodes_add(p, head, type);
    return nodes_add(p, head, more);
}

struct node *
ast_rule(struct parser *p, enum node_kind kind, struct span at,
         struct nodes *head, struct nodes *clauses)
{
    if (!head->n) {
        nodes_add(p, head, ast_wrong(p, at));
        nodes_add(p, head, ast_wrong(p, at));
    }
    struct node *name = head->at[0];
    return ast_gather(p, kind, at, name->kind == NODE_NAME ? name : NULL, head,
                      clauses);
}

struct node *
ast_exception(struct parser *p, struct span at, struct node *name,
              struct node *overrides, struct nodes *clauses)
{
    struct nodes *to = nodes_one(p, name ? name : ast_wrong(p, at));
    nodes_add(p, to, overrides ? overrides : ast_wrong(p, at));
    return ast_gather(p, NODE_EXCEPTION, at, name, to, clauses);
}

struct node *
ast_presumption(struct parser *p, struct span at, struct node *subject,
                struct node *value, struct nodes *clauses)
{
    struct nodes *to = nodes_one(p, subject ? subject : ast_wrong(p, at));
    nodes_add(p, to, value ? value : ast_wrong(p, at));
    return ast_gather(p, NODE_PRESUMPTION, at, NULL, to, clauses);
}

struct node *
ast_case(struct parser *p, struct span at, struct node *name,
         struct nodes *parts)
{
    return ast_declaration(p, NODE_CASE, at, name, parts);
}

struct node *
ast_uncoded(struct parser *p, struct span at, struct node *cites,
            struct node *text)
{
    struct node *n = ast_pair(p, NODE_UNCODED, at, cites, text);
    n->text = text->text;
    return n;
}

struct node *
ast_awaiting(struct parser *p, struct span at, struct nodes *names,
             enum keyword what)
{
    struct node *n = ast_list(p, NODE_AWAITING, at, names);
    n->form = what == KEYWORD_FINDING;
    return n;
}

struct node *
ast_attribute(struct parser *p, struct span at, struct node *name,
              struct node *value)
{
    return ast_pair(p, NODE_ATTRIBUTE, at, name, value);
}

/* Types. */

struct node *
ast_field(struct parser *p, struct span at, struct nodes *head,
          struct node *type, struct nodes *tail)
{
    struct node *name = head->at[0];
    nodes_add(p, head, type);
    for (uint32_t i = 0; tail && i < tail->n; i++)
        nodes_add(p, head, tail->at[i]);
    struct node *n = ast_list(p, NODE_FIELD, at, head);
    n->name = name->name;
    return n;
}

struct node *
ast_type_tail(struct parser *p, struct span at, int flags, struct node *every)
{
    struct nodes *list = nodes_new(p);
    nodes_add(p, list, every);
    struct node *n = ast_list(p, NODE_TYPE, at, list);
    n->flags = (uint16_t)flags;
    return n;
}

static struct node *
ast_type_of(struct parser *p, struct span at, enum type_form form,
            struct nodes *kids, struct node *tail)
{
    if (tail && tail->n)
        nodes_add(p, kids, tail->kid[0]);
    struct node *n = ast_list(p, NODE_TYPE, at, kids);
    n->form = (uint8_t)form;
    n->flags = tail ? tail->flags : 0;
    return n;
}

static enum type_form
type_form_of(const struct node *word)
{
    switch (word->kind == NODE_NAME ? word->form : 0) {
    case KEYWORD_FLAG:
        return TYPE_FLAG;
    case KEYWORD_INTEGER:
        return TYPE_INTEGER;
    case KEYWORD_DECIMAL:
        return TYPE_DECIMAL;
    case KEYWORD_FRACTION:
        return TYPE_FRACTION;
    case KEYWORD_DATE:
        return TYPE_DATE;
    case KEYWORD_TEXT:
        return TYPE_TEXT;
    case KEYWORD_PERIOD:
        return TYPE_PERIOD;
    default:
        return TYPE_NAMED;
    }
}

/* The number of places in 小数 2位, taken out of WORDS. */
static int32_t
type_places(struct parser *p, struct nodes *words, enum type_form form)
{
    if (words->n < 2 || words->at[1]->kind != NODE_NUMBER)
        return 0;
    struct node *number = words->at[1];
    const struct literal *n = number->literal;
    bool places = form == TYPE_DECIMAL && n->scale == 0 && !n->percent &&
                  keyword_of(p->scan.keywords, n->unit) == KEYWORD_PLACES;
    if (!places || n->coefficient > NUMBER_DIGITS)
        report(p->diags, TYPE_PLACES, .at = number->at);
    memmove(words->at + 1, words->at + 2, (words->n - 2) * sizeof *words->at);
    words->n--;
    return places ? (int32_t)n->coefficient : 0;
}

/* How many words a type of FORM may have behind its first. */
static uint32_t
type_room(enum type_form form)
{
    switch (form) {
    case TYPE_INTEGER:
    case TYPE_DECIMAL:
    case TYPE_FRACTION:
    case TYPE_PERIOD:
        return 1;
    case TYPE_NAMED:
    case TYPE_LIST:
    case TYPE_FLAG:
    case TYPE_DATE:
    case TYPE_TEXT:
    case TYPE_MANY:
    case TYPE_OUTPUTS:
        return 0;
    }
    return 0;
}

/* 小数2位, 整数个: a type and what belongs behind it, without the blank. */
static bool
type_glued(struct parser *p, const struct node *word)
{
    static const char *const types[] = {"整数", "小数", "分数"};
    struct str name = atom_str(p->scan.names, word->name);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        struct str type = str_of(types[i]);
        if (name.len <= type.len || !str_starts(name, type))
            continue;
        struct text mended = {.arena = p->scratch};
        text_add(&mended, type);
        text_add_char(&mended, ' ');
        text_add(&mended, str_from(name, type.len));
        report(p->diags, MISSING_BLANK, .at = word->at,
               .arg = {name, text_str(&mended)},
               .fix = {word->at, text_str(&mended), false});
        return true;
    }
    return false;
}

struct node *
ast_type(struct parser *p, struct span at, struct nodes *words,
         struct node *domain, struct node *tail)
{
    enum type_form form = type_form_of(words->at[0]);
    int32_t places = type_places(p, words, form);
    if (words->n > 1 + type_room(form) && type_glued(p, words->at[0])) {
        words->n = 1;
    } else if (words->n > 1 + type_room(form)) {
        report(p->diags, TYPE_WORDS, .at = words->at[1]->at);
        words->n = 1 + type_room(form);
    }
    if (form != TYPE_NAMED) {
        memmove(words->at, words->at + 1, (words->n - 1) * sizeof *words->at);
        words->n--;
    }
    nodes_add(p, words, domain);
    struct node *n = ast_type_of(p, at, form, words, tail);
    n->day = places;
    return n;
}

struct node *
ast_type_list(struct parser *p, struct span at, struct nodes *words,
              struct node *tail)
{
    return ast_type_of(p, at, TYPE_LIST, words, tail);
}

struct node *
ast_type_many(struct parser *p, struct span at, struct node *word,
              struct node *tail)
{
    return ast_type_of(p, at, TYPE_MANY, nodes_one(p, word), tail);
}

struct node *
ast_type_outputs(struct parser *p, struct span at, struct nodes *fields)
{
    return ast_type_of(p, at, TYPE_OUTPUTS, fields, NULL);
}

/* 元 / 个 as one name. */
struct node *
ast_unit_name(struct parser *p, struct span at, struct node *left,
              struct node *right)
{
    struct text name = {.arena = p->scratch};
    text_add(&name, atom_str(p->scan.names, left->name));
    text_add_char(&name, '/');
    text_add(&name, atom_str(p->scan.names, right->name));
    struct word w = {.name = atom_of(p->scan.names, text_str(&name))};
    return ast_name(p, at, w);
}

/* Clauses. */

struct node *
ast_for(struct parser *p, struct span at, struct node *entity, struct node *row,
        struct nodes *behind)
{
    struct node *n = ast_list(
        p, NODE_FOR, at, nodes_first(p, entity, nodes_first(p, row, behind)));
    n->name = row ? row->name : 0;
    return n;
}

struct node *
ast_every(struct parser *p, struct span at, struct node *period,
          struct node *times)
{
    struct node *n = ast_pair(p, NODE_EVERY, at, period, times);
    n->name = period->name;
    return n;
}

static enum policy
policy_of(enum keyword k)
{
    return (enum policy)(POLICY_UNIQUE + (int)k - (int)KEYWORD_UNIQUE);
}

struct node *
ast_combine(struct parser *p, struct span at, struct word w)
{
    enum policy policy = policy_of((enum keyword)w.keyword);
    bool between = policy == POLICY_HIGHEST || policy == POLICY_LOWEST ||
                   policy == POLICY_STACKED || policy == POLICY_EXCLUSIVE;
    if (!between)
        report(p->diags, COMBINE_POLICY, .at = at);
    return ast_leaf(p, NODE_COMBINE, at, between ? policy : POLICY_NONE);
}

static struct node *
ast_gives_list(struct parser *p, struct nodes *outputs, struct node *table)
{
    bool names = true;
    if (table->kind == NODE_WRONG)
        return ast_one(p, NODE_GIVES, table->at, table);
    for (uint32_t i = 0; i < outputs->n; i++)
        names &= outputs->at[i]->kind == NODE_NAME;
    struct span at = outputs->at[0]->at;
    if (names)
        table->kid[0] = ast_list(p, NODE_OUTPUTS, at, outputs);
    else
        report(p->diags, OUTPUT_NAMES, .at = at);
    return ast_one(p, NODE_GIVES, span_join(at, table->at), table);
}

struct node *
ast_gives(struct parser *p, struct nodes *outputs, struct node *table)
{
    if (!outputs || table->kind == NODE_WRONG)
        return ast_one(p, NODE_GIVES, table->at, table);
    const struct node *first = outputs->at[0];
    const struct keyword_row *word =
        first->kind == NODE_NAME ? keyword_row(first->form) : NULL;
    if (!word || word->token != TOKEN_POLICY)
        return ast_gives_list(p, outputs, table);
    table->form = (uint8_t)policy_of(first->form);
    if (outputs->n > 1)
        report(p->diags, OUTPUT_NAMES, .at = outputs->at[1]->at);
    return ast_one(p, NODE_GIVES, span_join(first->at, table->at), table);
}

struct node *
ast_gives_policy(struct parser *p, struct word policy, struct nodes *outputs,
                 struct node *table)
{
    if (table->kind == NODE_TABLE)
        table->form = (uint8_t)policy_of((enum keyword)policy.keyword);
    return ast_gives_list(p, outputs, table);
}

/* Cases. */

struct node *
ast_given(struct parser *p, struct span at, struct node *entity,
          struct node *member, int flags, struct nodes *facts)
{
    struct nodes *kids = nodes_new(p);
    nodes_add(p, kids, ast_leaf(p, NODE_WRONG, at, 0));
    nodes_add(p, kids, ast_leaf(p, NODE_WRONG, at, 0));
    for (uint32_t i = 0; i < facts->n; i++)
        nodes_add(p, kids, facts->at[i]);
    kids->at[0] = entity;
    kids->at[1] = member;
    struct node *n = ast_list(p, NODE_GIVEN, at, kids);
    n->name = member ? member->name : 0;
    n->flags = (uint16_t)flags;
    return n;
}

struct node *
ast_given_from(struct parser *p, struct span at, struct node *entity,
               int32_t from)
{
    struct node *n = ast_given(p, at, entity, NULL, FLAG_PARTIAL, nodes_new(p));
    n->form = 1;
    n->day = from;
    return n;
}

struct node *
ast_fact(struct parser *p, struct span at, int flags, struct node *path,
         struct node *value, struct node *from, struct node *on)
{
    struct nodes *rest = nodes_new(p);
    nodes_add(p, rest, from);
    nodes_add(p, rest, on);
    struct node *n = ast_list(
        p, NODE_FACT, at, nodes_first(p, path, nodes_first(p, value, rest)));
    n->flags = (uint16_t)flags;
    return n;
}

static struct node *
ast_expected_value(struct parser *p, struct span at, struct node *path,
                   struct node *value)
{
    struct node *n = ast_three(p, NODE_EXPECTED, at, path, value, NULL);
    return n;
}

struct node *
ast_expected(struct parser *p, struct span at, struct node *path,
             struct node *value)
{
    struct node *yes = value ? value : ast_leaf(p, NODE_TRUTH, at, 1);
    return ast_expected_value(p, at, path, yes);
}

struct node *
ast_expected_not(struct parser *p, struct span at, struct node *path)
{
    return ast_expected_value(p, at, path, ast_leaf(p, NODE_TRUTH, at, 0));
}

/* What stands behind the last expectation is about it alone. */
struct node *
ast_expect(struct parser *p, struct span at, struct nodes *list,
           struct node *because)
{
    struct node *last = list->at[list->n - 1];
    if (last->kind == NODE_EXPECTED)
        last->kid[2] = because;
    return ast_list(p, NODE_EXPECT, at, list);
}

struct node *
ast_state(struct parser *p, struct span at, enum keyword state)
{
    return ast_leaf(p, NODE_STATE, at,
                    state == KEYWORD_UNKNOWN ? STATE_UNKNOWN : STATE_CONFLICT);
}
