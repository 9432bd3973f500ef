#include "tests/bench/population.h"

#include <stdio.h>
#include <stdlib.h>

#include "runtime/facts.h"

static const char *const kinds[KINDS] = {
    "托育机构", "幼儿园托班", "事业单位托班", "用人单位托班", "社区嵌入式托班",
};
static const char *const owners[OWNERS] = {"公办", "社会力量"};
static const char *const counties[COUNTIES] = {
    "甘州区", "临泽县", "高台县", "山丹县", "民乐县", "肃南县",
};

_Noreturn static void
give_up(const char *what)
{
    fprintf(stderr, "the rules have no %s\n", what);
    exit(1);
}

/* ---- columns ---- */

struct filling {
    struct arena *arena;
    const struct plan *plan;
    struct data *data;
    uint32_t row;
};

static uint32_t
entity_of(const struct plan *p, const char *name)
{
    uint32_t entity = facts_entity(p, str_of(name));
    if (entity == UINT32_MAX)
        give_up(name);
    return entity;
}

static void
give(struct filling *f, const char *entity, const char *name, struct cell c)
{
    uint32_t of = *entity ? entity_of(f->plan, entity) : CASE_ENTITY;
    uint32_t fact = facts_fact(f->plan, of, str_of(name));
    if (fact == UINT32_MAX)
        give_up(name);
    data_give(f->arena, f->plan, f->data, fact, f->row, c);
}

static struct cell
maybe(int64_t v)
{
    return v == NOTHING ? cell_none() : cell_value(v);
}

static void
give_applicant(struct filling *f, const struct applicant *a)
{
    static const char institution[] = "托育机构", child[] = "幼儿";
    give(f, institution, "类别", cell_member(a->kind));
    give(f, institution, "举办主体", cell_member(a->owner));
    give(f, institution, "所在县区", cell_member(a->county));
    give(f, institution, "托位数", cell_value(a->places));
    give(f, institution, "达到规范建设要求", cell_value(a->meets));
    give(f, institution, "已备案", cell_value(a->filed));
    give(f, institution, "月收费", cell_value(a->fee));
    give(f, institution, "建设补贴已发", maybe(a->paid));
    give(f, "家庭", "所在县区", cell_member(a->home));
    give(f, child, "家庭", cell_value(f->row));
    give(f, child, "就读机构", cell_value(f->row));
    give(f, child, "出生日期", cell_value(a->born));
    give(f, child, "入托日期", cell_value(a->entered));
    give(f, child, "离托日期", maybe(a->left));
}

struct data *
population_data(struct arena *a, const struct plan *p, uint32_t from,
                uint32_t rows, int32_t asof)
{
    static const char *const tables[] = {"托育机构", "家庭", "幼儿"};
    struct filling f = {.arena = a, .plan = p, .data = data_new(a, p)};
    f.data->asof = f.data->asked_from = f.data->asked_to = cell_value(asof);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        data_table(a, p, f.data, entity_of(p, tables[i]), rows, false);
    give(&f, "", "普惠收费标准", cell_value(FEE_STANDARD));
    for (; f.row < rows; f.row++) {
        struct applicant one = applicant_of(from + f.row);
        give_applicant(&f, &one);
    }
    return f.data;
}

/* ---- JSON ---- */

static const char *
json_truth(bool b)
{
    return b ? "true" : "false";
}

static void
json_day(char to[16], int32_t day)
{
    struct civil c = civil_of(day);
    if (day == NOTHING)
        snprintf(to, 16, "null");
    else
        snprintf(to, 16, "\"%04d-%02d-%02d\"", c.year, c.month, c.day);
}

static void
json_money(char to[32], int64_t v)
{
    if (v == NOTHING)
        snprintf(to, 32, "null");
    else
        snprintf(to, 32, "%lld.%02lld", (long long)v / 100, (long long)v % 100);
}

size_t
applicant_json(uint32_t i, char *to, size_t size)
{
    struct applicant a = applicant_of(i);
    char born[16], entered[16], left[16], fee[32], paid[32], standard[32];
    json_day(born, a.born);
    json_day(entered, a.entered);
    json_day(left, a.left);
    json_money(fee, a.fee);
    json_money(paid, a.paid);
    json_money(standard, FEE_STANDARD);
    int n = snprintf(
        to, size,
        "{\"托育机构\": [{\"$id\": \"园\", \"类别\": \"%s\","
        " \"举办主体\": \"%s\", \"所在县区\": \"%s\", \"托位数\": %d,"
        " \"达到规范建设要求\": %s, \"已备案\": %s, \"月收费\": %s,"
        " \"建设补贴已发\": %s}],\n"
        " \"家庭\": [{\"$id\": \"家\", \"所在县区\": \"%s\", \"幼儿\": ["
        "{\"$id\": \"孩\", \"就读机构\": \"园\", \"出生日期\": %s,"
        " \"入托日期\": %s, \"离托日期\": %s}]}],\n"
        " \"普惠收费标准\": %s}\n",
        kinds[a.kind], owners[a.owner], counties[a.county], a.places,
        json_truth(a.meets), json_truth(a.filed), fee, paid, counties[a.home],
        born, entered, left, standard);
    if (n < 0 || (size_t)n >= size)
        give_up("room for an applicant");
    return (size_t)n;
}

/* ---- what came out ---- */

void
outcome_roots(const struct plan *p, node_id root[OUTCOMES])
{
    for (unsigned i = 0; i < OUTCOMES; i++) {
        root[i] = NO_NODE;
        for (uint32_t d = 0; d < p->decisions; d++)
            if (str_equal(p->decision[d].name, str_of(outcome_names[i])))
                root[i] = p->decision[d].root;
        if (root[i] == NO_NODE)
            give_up(outcome_names[i]);
    }
}

static bool
cell_says(struct cell c, int64_t v)
{
    if (v == NOTHING)
        return c.can == CAN_NONE;
    return c.can == CAN_VALUE && c.lo == v && c.hi == v;
}

uint32_t
outcomes_wrong(const struct filled *f, const node_id root[OUTCOMES],
               uint32_t from, uint32_t rows, struct month m)
{
    uint32_t wrong = 0;
    for (uint32_t r = 0; r < rows; r++) {
        struct applicant a = applicant_of(from + r);
        int64_t outcome[OUTCOMES];
        measure_one(&a, m, outcome);
        for (unsigned i = 0; i < OUTCOMES; i++)
            wrong += !cell_says(filled_asked(f, root[i], r), outcome[i]);
    }
    return wrong;
}
