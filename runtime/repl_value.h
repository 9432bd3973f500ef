/* A value as a person types it, for the library and for a case. */
#ifndef TIAO_REPL_VALUE_H
#define TIAO_REPL_VALUE_H

#include "runtime/tiao.h"

/* 未知, 不知道, ?: nothing is given. */
bool value_unknown(const char *typed);
/* 2025年3月 as 2025-03; to be freed. */
char *time_plain(const char *typed);
/* *JSON: for tiao_facts_set, which says whether it fits. *WORDS: as a case in
 * language L writes it, "" when a case cannot. Both to be freed. False when
 * it is no truth value where one is wanted. */
bool value_read(const struct tiao_type *type, enum tiao_language l,
                const char *typed, char **json, char **words);
/* NAME as a rule file writes it: in 「」 where it must be. To be freed. */
char *name_written(const char *name);
/* a、b、c; to be freed. */
char *names_joined(enum tiao_language l, const char *const *name, size_t n);

#endif
