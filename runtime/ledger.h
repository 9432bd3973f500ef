/* The ledger, written out. */
#ifndef TIAO_RUNTIME_LEDGER_H
#define TIAO_RUNTIME_LEDGER_H

#include "runtime/phrase.h"
#include "runtime/tiao.h"

/* The form of JSON output; goes up when a key changes its meaning. */
#define LEDGER_FORMAT "tiao-ledger/1"

/* What a view of a ledger keeps besides what it shows. */
struct ledger_view {
    struct tiao_ledger ledger;
    enum language language;
};

struct ledger_printing {
    struct text *to;
    const struct tiao_ledger *ledger;
    enum language language;
    bool colour;
};

/* For people: passage by passage, then what they come to. */
void ledger_print_pretty(const struct ledger_printing *p);
/* One line for each sentence and each thing that is said of it. */
void ledger_print_plain(const struct ledger_printing *p);
void ledger_print_json(const struct ledger_printing *p);
void ledger_print_markdown(const struct ledger_printing *p);
void ledger_print_csv(const struct ledger_printing *p);

/* What several of these say in common. */
const char *account_key(enum tiao_account account);
struct str account_words(enum tiao_account account, enum language l);
const char *revision_key(enum tiao_revision revision);
/* 规则 a、b；标准 c；案例 12: all but what leaves the sentence out. */
void ledger_by(struct text *to, enum language l, const struct tiao_citation *by,
               size_t n);
/* “领过以后关停的，没有说是否退回”: why it is left out. */
void ledger_reasons(struct text *to, enum language l,
                    const struct tiao_citation *by, size_t n);
/* What is not as it was, and what cites nothing; each line behind INDENT. */
void ledger_remarks(const struct ledger_printing *p, const char *indent);

#endif
