#include "runtime/limit.h"

static const struct {
    const char *key;
    uint64_t usual, most, untrusted;
} rows[LIMIT_COUNT] = {
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
