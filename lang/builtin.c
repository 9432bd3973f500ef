#include "lang/builtin.h"

static const struct builtin builtins[] = {
#define BUILTIN(id, zh, en, least, most) {BUILTIN_##id, least, most, zh, en},
#include "lang/builtin.def"
#undef BUILTIN
};

const struct builtin *
builtin_at(enum builtin_id id)
{
    return &builtins[id];
}

const struct builtin *
builtin_named(struct str name)
{
    for (int i = 0; i < BUILTIN_COUNT_OF; i++)
        if (str_equal(name, str_of(builtins[i].zh)) ||
            str_equal(name, str_of(builtins[i].en)))
            return &builtins[i];
    return NULL;
}

bool
builtin_is_aggregate(enum builtin_id id)
{
    return id <= BUILTIN_RANK;
}

enum period_part
period_part_named(struct str name)
{
    static const struct {
        const char *zh, *en;
    } parts[] = {
        [PART_FIRST] = {"首日", "first_day"},
        [PART_LAST] = {"末日", "last_day"},
        [PART_PREVIOUS] = {"上期", "previous"},
        [PART_NEXT] = {"下期", "next"},
    };
    for (int i = 0; i < PART_NO; i++)
        if (str_equal(name, str_of(parts[i].zh)) ||
            str_equal(name, str_of(parts[i].en)))
            return (enum period_part)i;
    return PART_NO;
}

const struct month_end_word *
month_end_named(struct str name)
{
    static const struct month_end_word words[] = {
        {"取月末", "month_end", MONTH_END_CLAMP},
        {"取次月首日", "next_month", MONTH_END_NEXT},
        {"不得越月", "no_overrun", MONTH_END_FAULT},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_equal(name, str_of(words[i].zh)) ||
            str_equal(name, str_of(words[i].en)))
            return &words[i];
    return NULL;
}
