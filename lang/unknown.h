/* What to say of a name that is not known: the nearest name that could stand
 * in its place, a split by blanks that were forgotten, a number in words; or
 * nothing, when the place that declares it may be one that could not be read.
 */
#ifndef TIAO_LANG_UNKNOWN_H
#define TIAO_LANG_UNKNOWN_H

#include "lang/model.h"

/* What may stand in a place. */
enum names {
    NAMES_ENTITIES = 1,
    NAMES_DECISIONS = 2,
    NAMES_READINGS = 4,
    NAMES_LABELS = 8,   /* of rules and exceptions */
    NAMES_MEMBERS = 16, /* of any roster */
    NAMES_UNITS = 32,
    NAMES_FACTS = 64, /* of any entity */
    NAMES_ALL = NAMES_ENTITIES | NAMES_DECISIONS | NAMES_READINGS |
                NAMES_LABELS | NAMES_MEMBERS | NAMES_FACTS,
};

struct unknown {
    struct model *m;
    struct span at;
    struct str name;
    uint32_t most; /* how many letters may be wrong */
    uint32_t best; /* the distance that has to be beaten */
    struct str near;
    bool rival; /* another name is near too */
};

struct unknown unknown_name(struct model *m, struct span at, struct str name);
/* Whether trying a name is of any use. */
bool unknown_seeks(const struct unknown *u);
void unknown_try(struct unknown *u, struct str candidate);
/* Writes NEAR in the place of the name, which AT begins with. It may be
 * applied without a look when nothing else is near and little was wrong. */
struct fix unknown_fix(const struct unknown *u, struct span at);
/* Tries all of KINDS, a set of enum names. */
void unknown_try_all(struct unknown *u, unsigned kinds);
/* Tries what the rows of E have: facts and decisions. */
void unknown_try_row(struct unknown *u, const struct entity *e);
void unknown_try_members(struct unknown *u, const struct entity *e);
/* Whether a message on that name was given: a name that is wrong in many
 * places, perhaps for one reason, is told once, and they are counted. */
bool unknown_said(const struct unknown *u);
/* One message, or none. */
void unknown_report(struct unknown *u);
/* NAME is not known, and may be one of KINDS. */
void report_unknown(struct model *m, struct span at, atom name, unsigned kinds);
/* Likewise for a name in an expression, which may be several words. */
void unknown_report_expression(struct unknown *u);
/* N is no member of E. */
void unknown_member(struct model *m, struct span at, struct str name,
                    const struct entity *e);
/* NAME is no unit. */
void unknown_unit(struct model *m, struct span at, struct str name);
/* NAME is no unit, but stands in that of the number N. */
void unknown_unit_of(struct model *m, const struct node *n, struct str name);

/* Adds to each such message in how many places the name stands. */
void unknown_count(struct model *m);

/* Marks what of the text could not be read, by the messages so far. */
void lost_mark(struct model *m);
/* Whether NAME, written at AT, may be declared where the text could not be
 * read. */
bool lost_name(const struct model *m, struct span at, struct str name);
/* Whether a part of AT could not be read. */
bool lost_within(const struct model *m, struct span at);

#endif
