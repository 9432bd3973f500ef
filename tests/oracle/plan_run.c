/* Reads plans and data as text from standard input, builds and walks each of
 * them, and prints every cell. A process answers for many plans.
 *
 * Only the words of the format are its own; what it prints is what the walk
 * filled in. */
#include <stdlib.h>
#include <string.h>

#include "lang/base/vec.h"
#include "tests/oracle/plan_text.h"

struct reader {
    struct arena arena;
    jmp_buf failure;
    struct line line;
    struct plan_builder *builder;
    struct plan *plan;
    struct data *data;
    /* By number in the text: what the builder made of it. */
    VEC(uint32_t) types;
    VEC(uint32_t) spaces;
    VEC(uint32_t) nodes;
    VEC(uint32_t) constants;
    VEC(struct type) types_read;
    VEC(struct plan_fact) facts;
    VEC(struct plan_entity) entities;
    VEC(struct plan_reading) readings;
    VEC(struct plan_place) places;
    VEC(struct plan_decision) decisions;
    VEC(struct plan_instance) instances;
    VEC(uint32_t) proved;   /* node, flags, node, flags ... */
    VEC(uint32_t) declared; /* lines kept: fact, member */
    VEC(struct cell) declared_cells;
    VEC(node_id) asked;
    VEC(struct assumption) assumptions;
    VEC(struct str) texts;
    struct arena_mark mark;
};

static const char *const op_names[] = {
#define OP(name, operands, shape, because, zh, en) [OP_##name] = #name,
#include "lang/plan/op.def"
#undef OP
};

static struct type
type_at(struct reader *r, uint32_t i)
{
    if (i >= r->types_read.n)
        line_wrong(&r->line, "no such type");
    return r->types_read.at[i];
}

static node_id
node_at(struct reader *r, uint32_t i)
{
    if (i == UINT32_MAX)
        return NO_NODE;
    if (i >= r->nodes.n)
        line_wrong(&r->line, "no such node");
    return r->nodes.at[i];
}

static space_id
space_at(struct reader *r, uint32_t i)
{
    if (i >= r->spaces.n)
        line_wrong(&r->line, "no such space");
    return r->spaces.at[i];
}

/* plan: everything from here on belongs to a new plan. */
static void
read_plan(struct reader *r)
{
    jmp_buf *failure = &r->failure;
    struct line line = r->line;
    arena_free(&r->arena);
    memset((char *)r + offsetof(struct reader, builder), 0,
           sizeof *r - offsetof(struct reader, builder));
    arena_init(&r->arena, &allocator_libc, failure);
    r->line.number = line.number;
    r->builder = plan_builder_new(&r->arena);
    vec_push(&r->arena, &r->spaces, CASE_SPACE);
    vec_push(&r->arena, &r->entities,
             (struct plan_entity){.name = STR("case"), .day = NO_DAY});
    vec_push(&r->arena, &r->places, (struct plan_place){0});
}

/* type REP SCALE PERIOD OPTIONAL ENTITY LO HI */
static void
read_type(struct reader *r)
{
    const struct line *l = &r->line;
    struct type t = {
        .rep = (uint8_t)line_choice(l, 1, rep_names, REP_NAMES),
        .scale = (uint8_t)line_index(l, 2),
        .period = (uint8_t)line_choice(l, 3, period_names, PERIOD_NAMES),
        .optional = line_index(l, 4) != 0,
        .entity = (uint32_t)line_wide(l, 5, NO_ENTITY),
        .lo = line_wide(l, 6, 0),
        .hi = line_wide(l, 7, 0),
    };
    vec_push(&r->arena, &r->types_read, t);
    vec_push(&r->arena, &r->types, plan_type(r->builder, t));
}

/* const REP VALUE */
static void
read_const(struct reader *r)
{
    const struct line *l = &r->line;
    enum rep rep = (enum rep)line_choice(l, 1, rep_names, REP_NAMES);
    wide value = value_read(l, line_word(l, 2), rep);
    vec_push(&r->arena, &r->constants, plan_constant(r->builder, value));
}

/* entity NAME MEMBERS: a roster when it has members */
static void
read_entity(struct reader *r)
{
    const struct line *l = &r->line;
    struct plan_entity e = {.name = text_read(&r->arena, line_word(l, 1)),
                            .day = NO_DAY};
    e.members_n = line_index(l, 2);
    e.roster = e.members_n > 0;
    struct str *member = arena_array(&r->arena, struct str, e.members_n);
    for (uint32_t i = 0; i < e.members_n; i++) {
        struct text t = {.arena = &r->arena};
        text_add_char(&t, 'm');
        text_add_unsigned(&t, i);
        member[i] = text_str(&t);
    }
    e.member = member;
    vec_push(&r->arena, &r->entities, e);
}

/* fact ENTITY NAME TYPE FORM PERIOD [PRESUMED] */
static void
read_fact(struct reader *r)
{
    static const char *const forms[] = {"plain", "state", "flow"};
    const struct line *l = &r->line;
    uint32_t entity = line_index(l, 1), type = line_index(l, 3);
    struct plan_fact f = {
        .name = text_read(&r->arena, line_word(l, 2)),
        .entity = entity,
        .type = r->types.at[type],
        .form = (uint8_t)line_choice(l, 4, forms, 3),
        .period = (uint8_t)line_choice(l, 5, period_names, PERIOD_NAMES),
    };
    if (l->n > 6) {
        f.presumed_by = STR("cited");
        f.presumed = cell_read(l, 6, (enum rep)type_at(r, type).rep);
    }
    struct plan_entity *e = &r->entities.at[entity];
    uint32_t *slots = arena_array(&r->arena, uint32_t, e->facts_n + 1);
    if (e->facts_n > 0)
        memcpy(slots, e->fact, e->facts_n * sizeof *slots);
    f.slot = e->facts_n;
    slots[e->facts_n++] = r->facts.n;
    e->fact = slots;
    vec_push(&r->arena, &r->facts, f);
}

static enum rep
fact_rep(struct reader *r, uint32_t fact)
{
    if (fact >= r->facts.n)
        line_wrong(&r->line, "no such fact");
    uint32_t type = r->facts.at[fact].type;
    return (enum rep)plan_of(r->builder)->type[type].rep;
}

/* declare FACT MEMBER CELL */
static void
read_declare(struct reader *r)
{
    uint32_t fact = line_index(&r->line, 1);
    vec_push(&r->arena, &r->declared, fact);
    vec_push(&r->arena, &r->declared, line_index(&r->line, 2));
    vec_push(&r->arena, &r->declared_cells,
             cell_read(&r->line, 3, fact_rep(r, fact)));
}

/* reading ENTITY TAKEN */
static void
read_reading(struct reader *r)
{
    struct plan_reading q = {.name = STR("reading"),
                             .entity = line_index(&r->line, 1),
                             .taken = line_index(&r->line, 2)};
    q.text = r->entities.at[q.entity].member;
    vec_push(&r->arena, &r->readings, q);
}

/* place LABEL ROW, sorted by both */
static void
read_place(struct reader *r)
{
    struct plan_place p = {.kind = PLACE_RULE,
                           .label =
                               text_read(&r->arena, line_word(&r->line, 1)),
                           .row = text_read(&r->arena, line_word(&r->line, 2))};
    vec_push(&r->arena, &r->places, p);
}

/* space table ENTITY | pair PARENT ENTITY LINK SUBJECT
 * | each PARENT PERIOD FROM TO ENTITY FIRST LAST */
static void
read_space(struct reader *r)
{
    static const char *const kinds[] = {"case", "table", "pair", "each"};
    const struct line *l = &r->line;
    struct plan_space s = {.entity = NO_ENTITY,
                           .link = NO_NODE,
                           .subject = NO_NODE,
                           .from = NO_NODE,
                           .to = NO_NODE,
                           .first = NO_NODE,
                           .last = NO_NODE};
    s.kind = (uint8_t)line_choice(l, 1, kinds, 4);
    if (s.kind == SPACE_TABLE) {
        s.entity = line_index(l, 2);
    } else if (s.kind == SPACE_PAIR) {
        s.parent = space_at(r, line_index(l, 2));
        s.entity = line_index(l, 3);
        s.link = node_at(r, line_index(l, 4));
        s.subject = node_at(r, line_index(l, 5));
    } else {
        s.parent = space_at(r, line_index(l, 2));
        s.period = (uint8_t)line_choice(l, 3, period_names, PERIOD_NAMES);
        s.from = node_at(r, line_index(l, 4));
        s.to = node_at(r, line_index(l, 5));
        s.entity = (uint32_t)line_wide(l, 6, NO_ENTITY);
        s.first = node_at(r, line_index(l, 7));
        s.last = node_at(r, line_index(l, 8));
    }
    vec_push(&r->arena, &r->spaces, plan_space(r->builder, s));
}

/* What the text's attributes mean to the builder: constants go by the
 * builder's numbers, operators by theirs. */
static uint32_t
attribute_a(struct reader *r, enum op op)
{
    if (op == OP_UPTO)
        return line_choice(&r->line, 4, op_names, OP_COUNT_OF);
    uint32_t a = (uint32_t)line_wide(&r->line, 4, 0);
    return op == OP_CONST || op == OP_IN ? r->constants.at[a] : a;
}

static uint32_t
attribute_b(struct reader *r, enum op op)
{
    uint32_t b = (uint32_t)line_wide(&r->line, 5, 0);
    return op == OP_ROUND ? r->constants.at[b] : b;
}

/* node OP SPACE TYPE A B FLAGS PLACE OPERANDS... */
static void
read_node(struct reader *r)
{
    const struct line *l = &r->line;
    enum op op = (enum op)line_choice(l, 1, op_names, OP_COUNT_OF);
    uint32_t n = l->n > 8 ? l->n - 8 : 0;
    node_id *operand = arena_array(&r->arena, node_id, n + 1);
    for (uint32_t i = 0; i < n; i++)
        operand[i] = node_at(r, line_index(l, 8 + i));
    node_id id = plan_node(r->builder, op, space_at(r, line_index(l, 2)),
                           r->types.at[line_index(l, 3)], attribute_a(r, op),
                           attribute_b(r, op), operand, n, line_index(l, 7));
    if (line_index(l, 6) != 0) {
        vec_push(&r->arena, &r->proved, id);
        vec_push(&r->arena, &r->proved, line_index(l, 6));
    }
    vec_push(&r->arena, &r->nodes, id);
}

/* decision PERIOD ENTITY ROOT */
static void
read_decision(struct reader *r)
{
    const struct line *l = &r->line;
    struct plan_decision d = {
        .name = STR("decision"),
        .kind = PLACE_DECISION,
        .period = (uint8_t)line_choice(l, 1, period_names, PERIOD_NAMES),
        .entity = line_index(l, 2),
        .root = node_at(r, line_index(l, 3)),
    };
    d.type = plan_of(r->builder)->node[d.root].type;
    vec_push(&r->arena, &r->decisions, d);
}

/* instance DECISION NODE SUBJECT PERIOD */
static void
read_instance(struct reader *r)
{
    const struct line *l = &r->line;
    struct plan_instance i = {.decision = line_index(l, 1),
                              .node = node_at(r, line_index(l, 2)),
                              .subject = node_at(r, line_index(l, 3)),
                              .period = node_at(r, line_index(l, 4))};
    vec_push(&r->arena, &r->instances, i);
}

static void
declare_all(struct reader *r)
{
    for (uint32_t i = 0; i < r->entities.n; i++) {
        struct plan_entity *e = &r->entities.at[i];
        struct cell *cell =
            arena_array(&r->arena, struct cell, e->members_n * e->facts_n + 1);
        for (uint32_t k = 0; k < r->declared_cells.n; k++) {
            struct plan_fact *f = &r->facts.at[r->declared.at[2 * k]];
            uint32_t member = r->declared.at[2 * k + 1];
            if (f->entity == i)
                cell[member * e->facts_n + f->slot] = r->declared_cells.at[k];
        }
        if (e->roster)
            e->declared = cell;
    }
}

/* The plan is whole: hands over what the builder does not build. */
static void
finish(struct reader *r)
{
    struct plan *p = plan_of(r->builder);
    declare_all(r);
    p->fact = r->facts.at;
    p->facts = r->facts.n;
    p->entity = r->entities.at;
    p->entities = r->entities.n;
    p->reading = r->readings.at;
    p->readings = r->readings.n;
    p->place = r->places.at;
    p->places = r->places.n;
    p->decision = r->decisions.at;
    p->decisions = r->decisions.n;
    p->instance = r->instances.at;
    p->instances = r->instances.n;
    p->unit = arena_new(&r->arena, struct str);
    p->units = 1;
    for (uint32_t i = 0; i < r->proved.n; i += 2)
        plan_prove(p, r->proved.at[i], (uint8_t)r->proved.at[i + 1]);
    r->plan = p;
    r->mark = arena_mark(&r->arena);
}

/* data: nothing given yet */
static void
read_data(struct reader *r)
{
    if (r->plan == NULL)
        finish(r);
    arena_back(&r->arena, r->mark);
    r->asked.at = NULL;
    r->asked.n = r->asked.room = 0;
    r->assumptions.at = NULL;
    r->assumptions.n = r->assumptions.room = 0;
    r->data = data_new(&r->arena, r->plan);
}

/* table ENTITY ROWS OPEN */
static void
read_table(struct reader *r)
{
    data_table(&r->arena, r->plan, r->data, line_index(&r->line, 1),
               line_index(&r->line, 2), line_index(&r->line, 3) != 0);
}

/* give FACT ROW CELL */
static void
read_give(struct reader *r)
{
    uint32_t fact = line_index(&r->line, 1);
    data_give(&r->arena, r->plan, r->data, fact, line_index(&r->line, 2),
              cell_read(&r->line, 3, fact_rep(r, fact)));
}

static struct fact_column *
column_of(struct reader *r, uint32_t fact)
{
    struct plan_fact *f = &r->plan->fact[fact];
    struct table_data *t = &r->data->table[f->entity];
    if (t->fact == NULL)
        t->fact = arena_array(&r->arena, struct fact_column,
                              r->plan->entity[f->entity].facts_n);
    return &t->fact[f->slot];
}

/* state FACT ROW DAY CELL [DAY CELL ...] */
static void
read_state(struct reader *r)
{
    const struct line *l = &r->line;
    uint32_t fact = line_index(l, 1), row = line_index(l, 2);
    uint32_t entity = r->plan->fact[fact].entity;
    struct fact_column *c = column_of(r, fact);
    if (c->history == NULL)
        c->history =
            arena_array(&r->arena, struct history, r->data->table[entity].rows);
    uint32_t n = (l->n - 3) / 2;
    struct state_value *at = arena_array(&r->arena, struct state_value, n);
    for (uint32_t i = 0; i < n; i++) {
        at[i].from = (int32_t)line_wide(l, 3 + 2 * i, 0);
        at[i].value = cell_read(l, 4 + 2 * i, fact_rep(r, fact));
    }
    c->history[row] = (struct history){.at = at, .n = n};
}

/* flow FACT ROW PERIOD CELL [PERIOD CELL ...] */
static void
read_flow(struct reader *r)
{
    const struct line *l = &r->line;
    uint32_t fact = line_index(l, 1), row = line_index(l, 2);
    uint32_t entity = r->plan->fact[fact].entity;
    struct fact_column *c = column_of(r, fact);
    if (c->flow == NULL)
        c->flow =
            arena_array(&r->arena, struct flow, r->data->table[entity].rows);
    uint32_t n = (l->n - 3) / 2;
    struct flow_value *at = arena_array(&r->arena, struct flow_value, n);
    for (uint32_t i = 0; i < n; i++) {
        at[i].period = (int32_t)line_wide(l, 3 + 2 * i, 0);
        at[i].value = cell_read(l, 4 + 2 * i, fact_rep(r, fact));
    }
    c->flow[row] = (struct flow){.at = at, .n = n};
}

/* asof CELL FROM TO */
static void
read_asof(struct reader *r)
{
    r->data->asof = cell_read(&r->line, 1, REP_DATE);
    r->data->asked_from = cell_read(&r->line, 2, REP_DATE);
    r->data->asked_to = cell_read(&r->line, 3, REP_DATE);
}

/* mask READING {MEMBERS} */
static void
read_mask(struct reader *r)
{
    r->data->reading[line_index(&r->line, 1)] =
        cell_read(&r->line, 2, REP_MEMBER);
}

/* assume DECISION ROW PERIOD CELL */
static void
read_assume(struct reader *r)
{
    const struct line *l = &r->line;
    struct assumption a = {.decision = line_index(l, 1),
                           .row = line_index(l, 2)};
    a.any_period = str_equal(line_word(l, 3), STR("-"));
    a.period = (int32_t)line_wide(l, 3, 0);
    uint32_t type = r->plan->decision[a.decision].type;
    a.value = cell_read(l, 4, (enum rep)r->plan->type[type].rep);
    vec_push(&r->arena, &r->assumptions, a);
}

/* ask NODES... */
static void
read_ask(struct reader *r)
{
    for (uint32_t i = 1; i < r->line.n; i++)
        vec_push(&r->arena, &r->asked, node_at(r, line_index(&r->line, i)));
}

static void
print_rows(struct reader *r, const struct filled *f, uint32_t number)
{
    static const struct type element = {.rep = REP_NUMBER};
    const struct rows *rows = &f->rows[r->spaces.at[number]];
    printf("rows %u", (unsigned)number);
    for (uint32_t i = 0; i < rows->n; i++) {
        printf(" %u:", rows->parent == NULL ? 0 : (unsigned)rows->parent[i]);
        if (rows->element == NULL)
            printf("0");
        else
            cell_print(stdout, rows->element[i], &element, NULL);
        printf(":%u", rows->sure == NULL ? 0 : (unsigned)rows->sure[i]);
    }
    putchar('\n');
}

/* What a list lists: the type of the column folded. */
static const struct type *
element_type(const struct plan *p, node_id id)
{
    const struct plan_node *n = &p->node[id];
    while (p->type[n->type].rep == REP_LIST && n->n > 0)
        n = &p->node[p->operand[n->first + (n->op == OP_GUARD ? 1 : 0)]];
    return &p->type[n->type];
}

static void
print_node(struct reader *r, const struct filled *f, uint32_t number)
{
    node_id id = r->nodes.at[number];
    const struct plan_node *n = &r->plan->node[id];
    if (f->column[id] == NULL && (f->words == NULL || f->words[id] == NULL))
        return;
    printf("node %u", (unsigned)number);
    for (uint32_t i = 0; i < filled_asked_rows(f, id); i++) {
        putchar(' ');
        cell_print(stdout, filled_asked(f, id, i), &r->plan->type[n->type],
                   element_type(r->plan, id));
    }
    putchar('\n');
}

/* Walks for every node that those asked need, or, for many rows, with only
 * the columns asked for. */
static enum walk_status
walk(struct reader *r, struct filled *f)
{
    const struct walk_limits *limits = &walk_limits_default;
    if (line_is(&r->line, "walk_asked"))
        return plan_walk_asked(&r->arena, r->plan, r->data, r->asked.at,
                               r->asked.n, limits, f);
    const node_id *asked = r->asked.n == 0 ? NULL : r->asked.at;
    const struct slice *slice =
        plan_slice(&r->arena, r->plan, asked, r->asked.n);
    return plan_walk(&r->arena, r->plan, r->data, slice, limits, f);
}

/* walk, walk_asked: prints every cell there is */
static void
read_walk(struct reader *r)
{
    struct filled f = {0};
    r->data->assumption = r->assumptions.at;
    r->data->assumptions = r->assumptions.n;
    enum walk_status status = walk(r, &f);
    printf("walked %d\n", (int)status);
    if (status == WALK_OK) {
        for (uint32_t i = 0; i < r->spaces.n; i++)
            if (f.rows[r->spaces.at[i]].n > 0)
                print_rows(r, &f, i);
        for (uint32_t i = 0; i < r->nodes.n; i++)
            print_node(r, &f, i);
    }
    printf("done\n");
    fflush(stdout);
}

static const struct {
    const char *word;
    void (*read)(struct reader *r);
} readers[] = {
    {"plan", read_plan},         {"type", read_type},
    {"const", read_const},       {"entity", read_entity},
    {"fact", read_fact},         {"declare", read_declare},
    {"reading", read_reading},   {"place", read_place},
    {"space", read_space},       {"node", read_node},
    {"decision", read_decision}, {"instance", read_instance},
    {"data", read_data},         {"table", read_table},
    {"give", read_give},         {"state", read_state},
    {"flow", read_flow},         {"asof", read_asof},
    {"mask", read_mask},         {"assume", read_assume},
    {"ask", read_ask},           {"walk", read_walk},
    {"walk_asked", read_walk},
};

static void
read_line(struct reader *r)
{
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
        if (line_is(&r->line, readers[i].word)) {
            readers[i].read(r);
            return;
        }
    line_wrong(&r->line, "unknown line");
}

static void
cut(struct line *l, char *text)
{
    l->n = 0;
    l->number++;
    for (char *w = strtok(text, " \t\r\n"); w != NULL && *w != '#';
         w = strtok(NULL, " \t\r\n")) {
        if (l->n == WORDS_MOST)
            line_wrong(l, "too long");
        l->word[l->n++] = str_of(w);
    }
}

int
main(void)
{
    static struct reader r;
    static char text[1 << 20];
    r.line.arena = &r.arena;
    arena_init(&r.arena, &allocator_libc, &r.failure);
    if (setjmp(r.failure) != 0)
        line_wrong(&r.line, "out of memory");
    while (fgets(text, sizeof text, stdin) != NULL) {
        cut(&r.line, text);
        if (r.line.n > 0)
            read_line(&r);
    }
    arena_free(&r.arena);
    return 0;
}
