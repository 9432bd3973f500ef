#include "tests/bench/measure_one.h"

enum { YUAN = 100, WAN = 10000 * YUAN };

const char *const outcome_names[OUTCOMES] = {
#define OUTCOME(id, name) [OUTCOME_##id] = name,
#include "tests/bench/outcome.def"
#undef OUTCOME
};

/* ---- applicants ---- */

static uint32_t
draw(uint64_t *state, uint32_t below)
{
    *state += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t z = *state;
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return (uint32_t)((z ^ z >> 31) % below);
}

struct applicant
applicant_of(uint32_t i)
{
    enum { BORN_FROM = 18628, ENTERED_FROM = 19900 };
    uint64_t s = i;
    struct applicant a = {
        .kind = (uint8_t)draw(&s, KINDS),
        .owner = (uint8_t)draw(&s, OWNERS),
        .county = (uint8_t)draw(&s, COUNTIES),
        .home = (uint8_t)draw(&s, COUNTIES),
        .meets = draw(&s, 8) != 0,
        .filed = draw(&s, 8) != 0,
        .places = (int32_t)draw(&s, 150),
        .born = BORN_FROM + (int32_t)draw(&s, 1200),
        .entered = ENTERED_FROM + (int32_t)draw(&s, 300),
        .left = NOTHING,
        .fee = 90000 + (int64_t)draw(&s, 40000),
        .paid = NOTHING,
    };
    if (draw(&s, 4) == 0)
        a.left = a.entered + (int32_t)draw(&s, 400);
    if (draw(&s, 4) == 0)
        a.paid = WAN;
    return a;
}

/* ---- what follows ---- */

struct civil {
    int32_t year, month, day;
};

/* Of a day counted from 1970-01-01. */
static struct civil
civil_of(int32_t day)
{
    int32_t z = day + 719468, era = z / 146097, doe = z - era * 146097;
    int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int32_t mp = (5 * doy + 2) / 153;
    struct civil c = {.day = doy - (153 * mp + 2) / 5 + 1,
                      .month = mp < 10 ? mp + 3 : mp - 9};
    c.year = yoe + era * 400 + (c.month <= 2);
    return c;
}

static int32_t
whole_years(int32_t from, int32_t to)
{
    struct civil a = civil_of(from), b = civil_of(to);
    bool before = b.month < a.month || (b.month == a.month && b.day < a.day);
    return b.year - a.year - before;
}

static int64_t
building(const struct applicant *a)
{
    if (!a->meets || !a->filed || a->paid != NOTHING || a->places == 0)
        return NOTHING;
    if (a->places >= 100)
        return 5 * WAN;
    if (a->places >= 50)
        return 3 * WAN;
    return a->places >= 20 ? 2 * WAN : 1 * WAN;
}

static int64_t
running(const struct applicant *a)
{
    if (!a->filed || (a->owner != 1 && a->kind == 0) || a->fee > FEE_STANDARD)
        return NOTHING;
    return (int64_t)a->places * 1000 * YUAN;
}

static int64_t
enrolment(const struct applicant *a, struct month m)
{
    int32_t left = a->left == NOTHING ? m.first : a->left;
    if (a->entered > m.last || left < m.first ||
        whole_years(a->born, m.first) >= 3)
        return NOTHING;
    return 200 * YUAN;
}

/* AMOUNT, the city's part of it and the county's. */
static void
divide(int64_t amount, uint8_t county, int64_t *to)
{
    to[0] = amount;
    to[1] = amount == NOTHING ? NOTHING : county == 0 ? amount * 2 / 10 : 0;
    to[2] = amount == NOTHING ? NOTHING : amount - to[1];
}

void
measure_one(const struct applicant *a, struct month m,
            int64_t outcome[OUTCOMES])
{
    divide(building(a), a->county, &outcome[OUTCOME_BUILDING]);
    divide(running(a), a->county, &outcome[OUTCOME_RUNNING]);
    divide(enrolment(a, m), a->home, &outcome[OUTCOME_ENROLMENT]);
}
