/* The facts of one case while they are being given: rows by entity, what is
 * known of each, bound to a plan. For an evaluation they become columns
 * (facts_data). What is wrong is a message in DIAGS, with its place in the
 * text it came from. */
#ifndef TIAO_RUNTIME_FACTS_H
#define TIAO_RUNTIME_FACTS_H

#include "lang/diag.h"
#include "lang/plan/data.h"
#include "runtime/json.h"

/* One fact of one row; all zero when it is not given. */
struct facts_given {
    struct cell plain; /* can = 0: not given */
    struct history history;
    struct flow flow;
};

struct facts_row {
    struct str id;             /* empty: nobody named it */
    struct span at;            /* of its $id, in the text that named it */
    uint32_t text;             /* the number of that text */
    struct facts_given *given; /* by slot */
};

enum facts_said { SAID_NOTHING, SAID_CLOSED, SAID_OPEN };

struct facts_table {
    VEC(struct facts_row) row;
    uint32_t *slot; /* open addressing by id: row + 1 */
    uint32_t slots;
    uint8_t said;      /* of the whole table: enum facts_said */
    int32_t open_from; /* OPEN: what is missing has its day from then on */
    /* Rows given within the rows of another entity, whole lists of them: the
     * table is closed when every row of a closed parent has one. */
    uint32_t parent, whole_lists;
};

/* What one call changed, to be taken back when it finds a mistake. */
struct facts_change {
    uint32_t entity, row, slot;
    struct facts_given before;
};

struct facts {
    struct arena *arena;
    const struct plan *plan;
    struct diags *diags;
    struct source *source;
    struct facts_table *table; /* by entity; the case has its one row,
                                * rosters their members */
    VEC(struct facts_change) change;
    uint32_t texts;     /* given so far */
    uint32_t rows_most; /* of one collection */
    uint32_t base;      /* offset in SOURCE of the text at hand */
};

void facts_init(struct facts *f, struct arena *a, const struct plan *p,
                struct diags *diags, struct source *source, uint32_t rows_most);

/* The row of that id, or UINT32_MAX. Of a roster: the member. */
uint32_t facts_find(const struct facts *f, uint32_t entity, struct str id);
/* Adds a row; ID may be empty. UINT32_MAX when there are too many. */
uint32_t
facts_add(struct facts *f, uint32_t entity, struct str id, struct span at);
void facts_give(struct facts *f, uint32_t fact, uint32_t row,
                struct facts_given given);
/* The plan's number of an entity or of a fact, or UINT32_MAX. */
uint32_t facts_entity(const struct plan *p, struct str name);
uint32_t facts_fact(const struct plan *p, uint32_t entity, struct str name);

/* Begins a text called NAME; LIMITS are of JSON. */
struct facts_point {
    uint32_t *rows; /* by entity, when the text began */
    struct facts_table *table;
    uint32_t errors;
};
void facts_begin(struct facts *f, struct facts_point *point);
/* Takes everything back that was given since POINT if there was an error;
 * returns whether all was well. */
bool facts_end(struct facts *f, const struct facts_point *point);

/* Adds what TEXT says (spec/output.md, "Facts"). TEXT outlives F. False:
 * messages were added to DIAGS and nothing to F. */
bool facts_json(struct facts *f, struct str name, struct str text,
                struct json_limits limits);
/* Gives FACT of ROW the value that TEXT is. */
bool facts_json_value(struct facts *f, uint32_t fact, uint32_t row,
                      struct str text, struct json_limits limits);
/* The value of J, for FACT as a whole: plain, with a history, or by periods.
 * Reports and returns false when it does not fit. */
bool facts_value(struct facts *f, uint32_t fact, const struct json *j,
                 struct facts_given *to);
/* The document of TEXT, added to the source; null after a message. */
const struct json *facts_document(struct facts *f, struct str name,
                                  struct str text, struct json_limits limits);
/* What J is, as a word for a message. */
enum diag_word json_kind_word(const struct json *j);
/* The spans of J in the source. */
struct span facts_at(const struct facts *f, struct span in_text);

/* Are all rows of ENTITY there? */
bool facts_closed(const struct facts *f, uint32_t entity);
/* Everything given, as columns in A, which do not refer to F any more. */
struct data *facts_data(struct arena *a, const struct facts *f);

#endif
