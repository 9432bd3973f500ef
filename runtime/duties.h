/* Duties, written out. */
#ifndef TIAO_RUNTIME_DUTIES_H
#define TIAO_RUNTIME_DUTIES_H

#include "runtime/phrase.h"
#include "runtime/tiao.h"

/* The form of JSON output; goes up when a key changes its meaning. */
#define DUTIES_FORMAT "tiao-duties/1"

/* What a view of duties keeps besides what it shows. */
struct duties_view {
    struct tiao_duties duties;
    struct tiao_answers *answers; /* whose texts the windows show */
    enum language language;
};

struct duties_printing {
    struct text *to;
    const struct tiao_duties *duties;
    const struct tiao_duties_print *how;
    enum language language;
};

void duties_print_pretty(const struct duties_printing *p);
/* One line for each window. */
void duties_print_plain(const struct duties_printing *p);
void duties_print_json(const struct duties_printing *p);
/* 责任分工表: one row for each duty. */
void duties_print_markdown(const struct duties_printing *p);
void duties_print_csv(const struct duties_printing *p);
void duties_print_calendar(const struct duties_printing *p);

/* What several of these say in common. */
const char *duty_status_key(enum tiao_duty_status status);
struct str duty_status_words(enum tiao_duty_status status, enum language l);
const char *modality_key(enum tiao_modality modality);
struct str modality_words(enum tiao_modality modality, enum language l);
/* 市卫生健康委（牵头）、各县区人民政府: a set that bears it whole by its name.
 */
void
bearers_words(struct text *to, enum language l, const struct tiao_duty *duty);
/* Does it wait for somebody: neither done nor out of the question? */
bool duty_open(enum tiao_duty_status status);

#endif
