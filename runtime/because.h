/* Reading the filled cells backwards: what an outcome rests on (KERNEL K6).
 *
 * The operands that count for one cell are a function of the cell; reading on
 * from them reaches the leaves: facts, readings, the as-of day, and which rows
 * there are. Nothing is evaluated again here. */
#ifndef TIAO_RUNTIME_BECAUSE_H
#define TIAO_RUNTIME_BECAUSE_H

#include "lang/base/vec.h"
#include "lang/plan/walk.h"

/* One cell: a node in one row of its space. */
struct spot {
    node_id node;
    uint32_t row;
};

struct spots {
    struct arena *arena;
    VEC(struct spot) list;
};

enum leaf_kind {
    LEAF_FACT, /* of one row; with a day or period: as of then */
    LEAF_READING,
    LEAF_AS_OF,
    LEAF_ASKED, /* the periods asked for */
    LEAF_OPEN,  /* the rows of an entity that were not given */
};

struct leaf {
    uint8_t kind;
    bool known;        /* FACT: it was given, or presumed */
    bool presumed;     /* FACT: its presumption stood in */
    bool declared;     /* FACT: of a roster, in the rulebook itself */
    uint8_t time_kind; /* FACT: enum period_kind of TIME, NONE without */
    uint32_t index;    /* of the fact, the reading, the entity */
    uint32_t row;      /* FACT */
    int32_t time;
    struct cell cell; /* FACT, AS_OF, READING: what it says */
};

struct leaves {
    VEC(struct leaf) list;
};

/* BECAUSE_COUNTING: the operands that K6 names. BECAUSE_EVERY: all operands,
 * whatever the cell chose. BECAUSE_MISSING: those of the operands that count
 * whose cells are not known, for an outcome that is not known. */
enum because { BECAUSE_COUNTING, BECAUSE_EVERY, BECAUSE_MISSING };

/* Appends the operands that count for the cell at AT, in written order, guards
 * before values. */
void because_operands(const struct filled *f, struct spot at, enum because how,
                      struct spots *to);
/* The leaf that AT is, if it is one. */
bool because_leaf(const struct filled *f, struct spot at, struct leaf *leaf);
/* Does OP fold the rows of a child space? */
bool because_fold(enum op op);
/* The space whose rows FOLD folds. */
const struct plan_space *
because_space(const struct filled *f, struct spot fold);
/* The LEAF_OPEN of the entity over whose rows AT folds, if not all of them are
 * given. */
bool because_open(const struct filled *f, struct spot at, struct leaf *leaf);
/* Every leaf reached from AT, each once, in order. */
void because_leaves(struct arena *a, const struct filled *f, struct spot at,
                    enum because how, struct leaves *to);
/* The same, no further than to the leaf with which MOST facts are known. */
void because_first(struct arena *a, const struct filled *f, struct spot at,
                   enum because how, uint32_t most, struct leaves *to);
struct cell spot_cell(const struct filled *f, struct spot at);
bool leaf_same(const struct leaf *a, const struct leaf *b);

/* A set of spots, for walks over a graph. */
struct spot_set {
    struct arena *arena;
    uint64_t *slot;    /* spot + 1; 0 is free */
    uint32_t n, slots; /* slots is a power of two */
};

/* False when it was in the set already. */
bool spot_set_add(struct spot_set *set, struct spot at);

#endif
