/* Reports: messages as public structs, in one language. */
#ifndef TIAO_RUNTIME_REPORT_H
#define TIAO_RUNTIME_REPORT_H

#include "runtime/object.h"

/* Works out the lines of every file of S, so that reports only read it. DIAGS
 * is sorted. Done once, by the call that made the messages. */
void diags_settle(struct diags *diags, struct source *s);

/* Where AT is, with S settled; file "" for the span {0, 0}. */
struct tiao_place
place_public(struct arena *a, const struct source *s, struct span at);

/* DIAGS are settled. */
enum tiao_status
report_of(const struct allocator *from, const struct diags *diags,
          const struct source *s, enum tiao_language language,
          struct tiao_report **report);

static inline enum language
language_of(enum tiao_language language)
{
    return language == TIAO_EN ? LANGUAGE_EN : LANGUAGE_ZH;
}

/* As formats for machines call it. */
const char *severity_key(enum tiao_severity severity);
/* REPORT in the format that its name says. */
void report_sarif(struct text *to, const struct tiao_report *report,
                  enum language l);
void report_github(struct text *to, const struct tiao_report *report,
                   enum language l);

/* Adds to TO what is printed of WHAT. */
typedef void text_adds(struct text *to, const void *what);

/* What every public call that prints does: hands to WRITE what WORK adds. The
 * text is on memory of its own, so that others may read WHAT meanwhile. */
enum tiao_status text_print(const struct allocator *from, text_adds *work,
                            const void *what, tiao_write *write, void *user);

#endif
