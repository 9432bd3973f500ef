/* The limits of one rulebook and of what is done with it. */
#ifndef TIAO_RUNTIME_LIMIT_H
#define TIAO_RUNTIME_LIMIT_H

#include "lang/diag.h"
#include "runtime/tiao.h"

enum limit {
#define LIMIT(id, key, usual, most, untrusted) LIMIT_##id,
#include "runtime/limit.def"
#undef LIMIT
    LIMIT_COUNT
};

struct limits {
    uint64_t at[LIMIT_COUNT];
};

void limits_init(struct limits *l, bool untrusted);
/* With what SETTINGS, which may be null, change. False after a message. */
bool limits_set(struct limits *l, struct diags *diags,
                const struct tiao_settings *settings);
/* LIMIT_COUNT when there is no such key. */
enum limit limit_of(struct str key);
struct str limit_key(enum limit limit);
uint64_t limit_most(enum limit limit);
/* All keys, for a message. */
void limit_keys(struct text *to);

#endif
