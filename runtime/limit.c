#include "runtime/limit.h"

#include "runtime/tiao.h"

static const struct tiao_limit_range rows[LIMIT_COUNT] = {
#define LIMIT(id, key, usual, most, untrusted)                                 \
    [LIMIT_##id] = {key, UINT64_C(usual), UINT64_C(most), UINT64_C(untrusted)},
#include "runtime/limit.def"
#undef LIMIT
};

void
limits_init(struct limits *l, bool untrusted)
{
    for (int i = 0; i < LIMIT_COUNT; i++)
        l->at[i] = untrusted ? rows[i].untrusted : rows[i].usual;
}

enum limit
limit_of(struct str key)
{
    int i = 0;
    while (i < LIMIT_COUNT && !str_equal(str_of(rows[i].key), key))
        i++;
    return (enum limit)i;
}

struct str
limit_key(enum limit limit)
{
    return str_of(rows[limit].key);
}

uint64_t
limit_most(enum limit limit)
{
    return rows[limit].most;
}

void
limit_keys(struct text *to)
{
    for (int i = 0; i < LIMIT_COUNT; i++) {
        if (i)
            text_add_z(to, ", ");
        text_add_z(to, rows[i].key);
    }
}

static bool
limit_set(struct limits *l, struct diags *diags, const struct tiao_limit *limit)
{
    enum limit which = limit_of(str_of(limit->key));
    struct text arg = {.arena = diags->arena};
    if (which == LIMIT_COUNT) {
        limit_keys(&arg);
        report(diags, ASK_LIMIT, .arg = {str_of(limit->key), text_str(&arg)});
        return false;
    }
    if (limit->value > limit_most(which)) {
        text_add_unsigned(&arg, limit_most(which));
        report(diags, ASK_LIMIT_MOST,
               .arg = {str_of(limit->key), text_str(&arg)});
        return false;
    }
    l->at[which] = limit->value;
    return true;
}

bool
limits_set(struct limits *l, struct diags *diags,
           const struct tiao_settings *settings)
{
    bool fine = true;
    limits_init(l, settings && settings->untrusted);
    for (size_t i = 0; settings && i < settings->limits; i++)
        fine &= limit_set(l, diags, &settings->limit[i]);
    return fine;
}

bool
tiao_limit_at(size_t i, struct tiao_limit_range *range)
{
    if (i >= LIMIT_COUNT)
        return false;
    *range = rows[i];
    return true;
}
