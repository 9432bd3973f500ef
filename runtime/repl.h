/* A session: a rulebook that grows, facts that are tried, and what was asked.
 * Stands on the public interface alone. */
#ifndef TIAO_REPL_H
#define TIAO_REPL_H

#include "runtime/cli.h"
#include "runtime/repl_line.h"

enum repl_command {
#define COMMAND(id, ...) COMMAND_##id,
#include "runtime/repl.def"
    COMMAND_COUNT
};

enum tell {
#define TELL(id, ...) TELL_##id,
#include "runtime/repl.def"
    TELL_COUNT
};

struct command_row {
    const char *name, *operands;
    const char *help[2];
};

extern const struct command_row command_rows[COMMAND_COUNT];

/* A list of things of one size; grows at its end. */
struct list {
    void *at;
    size_t n;
};

/* A row of an entity that has no members of its own. */
struct row {
    char *entity, *id;
};

struct given {
    char *entity, *id, *fact; /* "" and "" for the case itself */
    char *when;  /* "", from which day a state holds, which period of a flow */
    char *json;  /* as the library takes it */
    char *words; /* as a case has it; "" when it cannot */
};

struct choice {
    char *reading, *alternative;
};

/* A decision that was asked for; ID "" for all rows. */
struct asked {
    char *decision, *id;
};

/* What is supposed: all that .what may change. */
struct supposed {
    struct list row, given, choice; /* struct row, given, choice */
    char *as_of, *period;           /* "" is not known */
};

struct repl {
    const struct command *command;
    enum tiao_language language;
    struct line *line;
    struct tiao_settings settings;
    struct tiao_limit *limit;
    struct list path, facts;        /* char *: of rules, of facts */
    char *text;                     /* the declarations of the session */
    struct tiao_rulebook *rulebook; /* null: it has errors */
    struct tiao_catalog *catalog;   /* null with it */
    struct tiao_rows *rows;         /* of the files of facts; null without */
    struct supposed now;
    struct list asked;
    char *last;   /* the last question */
    char *entity; /* whose rows are spoken of, and */
    char *id;     /* which one; "": none */
    enum tiao_format format;
    bool time, quit;
    enum status status; /* of the first input that failed */
    FILE *out;          /* what one input prints */
    char *printed;
    size_t printed_size;
    char *folded; /* the rest of what was printed last, or null */
};

/* ---- repl_text.c: texts and lists ---- */

char *text_copy(const char *at, size_t n);
char *text_join(const char *a, const char *b, const char *c);
/* Frees *TO and puts a copy of Z there. */
void text_put(char **to, const char *z);
/* Z without blanks at its ends, in its own place. */
char *text_trim(char *z);
/* Past WORD and blanks when Z begins with WORD as a word; else null. */
char *text_after(char *z, const char *word);
/* Are A and B the same but for blanks? */
bool text_same(const char *a, const char *b);
/* The first place in Z where one of the N texts MARK begins, outside quotes
 * and brackets; *LEN is its length. Null: nowhere. */
char *text_find(char *z, const char *const *mark, size_t n, size_t *len);
/* The parts of Z between 、 ， and commas; Z is cut up. */
struct list text_parts(char *z);
/* A new zeroed thing of SIZE bytes at the end of L. */
void *list_add(struct list *l, size_t size);
/* Leaves out thing I, which is texts and nothing else, and frees them. */
void list_cut(struct list *l, size_t i, size_t size);
struct supposed supposed_copy(const struct supposed *from);
void supposed_free(struct supposed *s);
#define LIST(type, list, i) (&((type *)(list).at)[i])

/* ---- repl_tell.c ---- */

void tell_to(FILE *to, enum tiao_language l, enum tell what, const char *zero,
             const char *one);
/* A line of what is printed. */
void tell(struct repl *r, enum tell what, const char *zero, const char *one);
/* A line about what is wrong with the input; STATUS counts against it. */
void refuse(struct repl *r, enum status status, enum tell what,
            const char *zero, const char *one);
void refuse_memory(struct repl *r);
/* Shows REPORT and frees it. */
void
refuse_report(struct repl *r, enum status status, struct tiao_report *report);
const char *tell_text(enum tiao_language l, enum tell what);
/* Shows what was printed, folded when it is longer than the screen. */
void out_begin(struct repl *r);
void out_end(struct repl *r);
void out_more(struct repl *r);

/* ---- repl_session.c: rulebook and facts as the library has them ---- */

/* Loads the rules and TEXT; on success they take the place of the old ones.
 * False after messages. */
bool session_load(struct repl *r, const char *text);
/* A rulebook with the expression TEXT about ENTITY (null: the case). Null with
 * its report in *REPORT. */
struct tiao_rulebook *
session_expression(struct repl *r, const char *text, const char *entity,
                   struct tiao_report **report);
/* The whole of what fact I has: its states or periods are several things that
 * were given. To be freed. */
char *given_json(const struct repl *r, size_t i);
/* Null after messages. */
struct tiao_facts *
session_facts(struct repl *r, const struct tiao_rulebook *rulebook);
/* The answers to the N questions ASK; all when 0. Null after messages. */
struct tiao_answers *
session_ask(struct repl *r, const struct tiao_rulebook *rulebook,
            const char *const *ask, size_t n);
/* Finds the rows of the files of facts. False after messages. */
bool session_rows(struct repl *r);
/* Takes back what no longer fits the rules. */
void session_settle(struct repl *r);
/* Every outcome, to see later what has changed. */
struct outcome {
    char *key, *words;
};
struct list outcomes_now(struct repl *r);
void outcomes_free(struct list *outcomes);
/* Prints what differs; false when nothing does. */
bool outcomes_compare(struct repl *r, const struct list *before,
                      const struct list *after);

/* ---- repl_facts.c ---- */

const struct tiao_entity *entity_named(struct repl *r, const char *name);
const struct tiao_fact *
fact_named(struct repl *r, const char *entity, const char *name);
const struct tiao_decision *decision_named(struct repl *r, const char *name);
/* The entity with a row or member ID, or null. */
const char *row_entity(struct repl *r, const char *id);
/* A row ID of ENTITY is there from now on. */
void row_add(struct repl *r, const char *entity, const char *id);
/* The row meant when none is named: the current one, the only one, or a new
 * one with the entity's name. Null after a message. */
const char *row_meant(struct repl *r, const char *entity);
/* Gives FACT the VALUE that was typed. False after messages. */
bool fact_give(struct repl *r, const struct tiao_fact *fact, const char *id,
               const char *value);
/* One assignment: [ROW] NAME = VALUE, NAME, 非 NAME; of facts or readings. */
bool fact_read(struct repl *r, char *text);
/* Behind 设. */
void facts_read(struct repl *r, char *text);
bool choice_read(struct repl *r, char *text);
void facts_unset(struct repl *r, char *text);
void facts_show(struct repl *r);

/* ---- repl_ask.c ---- */

enum show { SHOW_ANSWER, SHOW_WHY, SHOW_WHY_NOT, SHOW_NEEDS };
/* A question: a decision, a row's decision, an expression. */
void ask(struct repl *r, const char *text, enum show show);
/* 甲园 的 建设补贴: *ID is 甲园 (to be freed) or "" and the decision is
 * returned; null when TEXT is something else. */
const struct tiao_decision *
ask_decision(struct repl *r, const char *text, char **id);
void ask_what(struct repl *r, char *text);
void need_print(struct repl *r, FILE *to, const struct tiao_ground *need,
                const char *indent);

/* ---- repl_interview.c, repl_case.c, repl_complete.c ---- */

void interview(struct repl *r, const char *text);
void case_print(struct repl *r, FILE *to, const char *name);
void case_save(struct repl *r, char *text);
void tables_show(struct repl *r);
/* Do the N LETTERS begin the readings of NAME's Chinese characters, one letter
 * each? Never when the command was built without the readings. */
bool pinyin_begins(const char *name, const char *letters, size_t n);
void
complete(void *user, const char *before, size_t n, line_add *add, void *list);

/* repl.c: the input typed so far, not ended yet; "" when there is none. */
const char *repl_unfinished(const struct repl *r);

#endif
