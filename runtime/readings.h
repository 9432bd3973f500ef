/* Readings, one switched at a time: what is kept of it, and written out. */
#ifndef TIAO_RUNTIME_READINGS_H
#define TIAO_RUNTIME_READINGS_H

#include "runtime/phrase.h"
#include "runtime/tiao.h"

/* The form of JSON output; goes up when a key changes its meaning. */
#define READINGS_FORMAT "tiao-readings/1"

/* What a view of a comparison keeps besides what it shows. */
struct comparison_view {
    struct tiao_comparison comparison;
    const char *as_of, *period; /* as asked, or "" */
    const char *status;         /* of a rulebook not in force, or "" */
    enum language language;
};

struct comparison_printing {
    struct text *to;
    const struct comparison_view *view;
    enum language language;
    bool colour;
};

void comparison_print_pretty(const struct comparison_printing *p);
/* One line for each alternative and each outcome that differs. */
void comparison_print_plain(const struct comparison_printing *p);
void comparison_print_json(const struct comparison_printing *p);
void comparison_print_markdown(const struct comparison_printing *p);
void comparison_print_csv(const struct comparison_printing *p);

#endif
