/* Tiao: check, ask and explain rulebooks. The public interface of libtiao.
 *
 * Four kinds of object, each opened by a call and closed by its _free:
 *
 *   rulebook   rule files, checked. Never changes once it is loaded: any
 *              number of threads may read one rulebook at the same time.
 *   facts      what is known of one case, bound to a rulebook. One thread.
 *   answers    what follows for the decisions asked for. One thread.
 *   views      report, catalog, explanation, ledger ...: what an object says,
 *              in one language, as plain structs.
 *
 * A rulebook outlives its facts and answers; facts may be changed or freed
 * once the answers are there. A view is a copy and outlives its object.
 *
 * Texts are UTF-8 and end in a zero byte; an absent text is "" unless a null
 * pointer is mentioned. They belong to the object they were read from.
 *
 * No call ends the process, prints, or keeps anything outside its objects. A
 * call that fails returns a status; what is wrong with rules or facts is in
 * the report. When a call returns TIAO_MEMORY the object it was given can
 * only be freed. */
#ifndef TIAO_H
#define TIAO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined __GNUC__
#define TIAO_API __attribute__((visibility("default")))
#else
#define TIAO_API
#endif

enum tiao_status {
    TIAO_OK,
    TIAO_BAD_RULES,     /* the rulebook's report has an error */
    TIAO_BAD_FACTS,     /* the report of facts, text or lock has an error */
    TIAO_BAD_QUESTION,  /* an unknown name, day, period or limit: the report
                         * of the answers, or of the rulebook, says which */
    TIAO_LIMIT,         /* an evaluation passed a limit */
    TIAO_IO,            /* a file could not be read, or WRITE refused */
    TIAO_MEMORY,        /* the allocator refused */
    TIAO_BAD_RECEIPT,   /* not a receipt, or of another format version */
    TIAO_DIFFERENT,     /* a receipt's repetition gave something else */
};

enum tiao_language { TIAO_ZH, TIAO_EN };

enum tiao_format { TIAO_PRETTY, TIAO_PLAIN, TIAO_JSON };

/* What lists of things may be printed as. */
enum tiao_list_format {
    TIAO_LIST_PRETTY, TIAO_LIST_PLAIN, TIAO_LIST_JSON, TIAO_LIST_MARKDOWN,
    TIAO_LIST_CSV,
};

/* Behaves as realloc and free: SIZE 0 frees and returns null; null for a SIZE
 * above 0 is a refusal and leaves OLD as it was. */
struct tiao_allocator {
    void *(*resize)(void *user, void *old, size_t old_size, size_t size);
    void *user;
};

/* Takes LEN bytes; false stops the call, which then returns TIAO_IO. */
typedef bool tiao_write(void *user, const char *at, size_t len);

/* "0.1.0" */
TIAO_API const char *tiao_version(void);

/* ---- rulebooks ---- */

struct tiao_limit {
    const char *key;    /* see spec/output.md, "Limits" */
    uint64_t value;
};

struct tiao_limit_range {
    const char *key;
    uint64_t usual, most;   /* unless set; the highest it can be set to */
    uint64_t untrusted;     /* unless set, for rules of unknown origin */
};

/* The I-th limit there is; false behind the last. */
TIAO_API bool tiao_limit_at(size_t i, struct tiao_limit_range *range);

/* A rule file in memory. */
struct tiao_file {
    const char *name;   /* as messages call it */
    const char *at;
    size_t len;
};

/* Null or zero members: the default. Copied by the call. */
struct tiao_settings {
    struct tiao_allocator allocator;    /* resize null: the C library's */
    const struct tiao_limit *limit;
    size_t limits;
    bool untrusted;     /* begin with the limits for rules of unknown origin */
    bool for_asking;    /* leave out the work that only finds warnings, which
                         * are for who writes the rules */
    const struct tiao_file *extra;  /* rule files behind those of the call */
    size_t extras;
    /* An expression which becomes one more decision, called "?". Its names
     * are those in sight of a rule about the rows of EXPRESSION_ENTITY, or of
     * the case when that is null; its type is what the expression gives. */
    const struct tiao_file *expression;
    const char *expression_entity;
    /* Called when all rule files have been read, before any is looked at: a
     * host may now give up its right to open files. */
    void (*have_read)(void *user);
    void *have_read_user;
};

struct tiao_rulebook;

/* Loads and checks N rule files. *RULEBOOK is set for TIAO_OK and
 * TIAO_BAD_RULES and for TIAO_IO and TIAO_BAD_QUESTION (a limit that is not
 * there), so that its report can be read; it is null for TIAO_MEMORY. Only a
 * rulebook without errors can be asked. */
TIAO_API enum tiao_status
tiao_load_texts(const struct tiao_file *file, size_t n,
                const struct tiao_settings *settings,
                struct tiao_rulebook **rulebook);

/* As tiao_load_texts, from N paths: rule files, or folders whose files named
 * *.tiao are read, folders within them too, in the byte order of their names.
 * A link that leads out of its folder is refused. "-" is standard input. */
TIAO_API enum tiao_status
tiao_load_paths(const char *const *path, size_t n,
                const struct tiao_settings *settings,
                struct tiao_rulebook **rulebook);

TIAO_API void tiao_rulebook_free(struct tiao_rulebook *rulebook);

struct tiao_size {
    size_t files, decisions;
};

/* What the catalog's lists would come to; decisions of a rulebook with errors
 * are not counted. */
TIAO_API struct tiao_size
tiao_rulebook_size(const struct tiao_rulebook *rulebook);

/* ---- reports: what is wrong ---- */

enum tiao_severity { TIAO_NOTE, TIAO_WARNING, TIAO_ERROR };

/* UNIT and END_UNIT are columns for programs: UTF-16 code units, from 1. The
 * end is behind the last character. */
struct tiao_place {
    const char *file;       /* "" when the message is about no file */
    uint32_t line, column;  /* from 1; in cells of a terminal */
    uint32_t from, to;      /* bytes of the file, half open */
    uint32_t unit, end_line, end_unit;
};

/* What to write instead. */
struct tiao_fix {
    struct tiao_place place;    /* file "": there is no fix. FROM == TO:
                                 * TEXT is put in there */
    const char *text;           /* in its place; "" deletes it */
    bool certain;               /* can be applied without a person's look */
};

struct tiao_diagnostic {
    const char *code;       /* E0302; never translated */
    enum tiao_severity severity;
    const char *message;    /* one sentence that stands alone */
    const char *help;       /* what to do, or "" */
    struct tiao_fix fix;
    struct tiao_place place;
    struct tiao_place second;   /* file "": there is none */
    const char *second_label;
};

/* Sorted by place. */
struct tiao_report {
    const struct tiao_diagnostic *at;
    size_t n;
    size_t errors, warnings;
    size_t more;            /* left out by the limit of messages shown */
};

/* What is wrong with RULEBOOK, and what its author is warned of, in LANGUAGE.
 */
TIAO_API enum tiao_status
tiao_rulebook_report(const struct tiao_rulebook *rulebook,
                     enum tiao_language language,
                     struct tiao_report **report);
TIAO_API void tiao_report_free(struct tiao_report *report);

enum tiao_report_format {
    TIAO_REPORT_PRETTY,     /* with the lines they are about */
    TIAO_REPORT_PLAIN,      /* one line each */
    TIAO_REPORT_JSON,
    TIAO_REPORT_SARIF,      /* SARIF 2.1.0, with the pages of the codes */
    TIAO_REPORT_GITHUB,     /* workflow commands: annotations of a change */
};

/* COLOUR: PRETTY only. */
TIAO_API enum tiao_status
tiao_report_print(const struct tiao_report *report,
                  enum tiao_report_format format, bool colour,
                  tiao_write *write, void *user);

/* ---- codes: what messages mean ---- */

/* The page of CODE ("E0302", in capitals or not): what is meant, an example
 * that gives the message and one that is mended. BAD_QUESTION when there is no
 * such code. */
TIAO_API enum tiao_status
tiao_code_text(const char *code, enum tiao_language language,
               tiao_write *write, void *user);
/* All codes, a line each: the code and its title. */
TIAO_API enum tiao_status
tiao_code_list(enum tiao_language language, tiao_write *write, void *user);

enum { TIAO_CODE_SIZE = 6 };

/* The I-th code, in the order of the list; false behind the last. */
TIAO_API bool tiao_code_at(size_t i, char code[TIAO_CODE_SIZE]);

/* ---- the catalog: what a rulebook holds ---- */

enum tiao_kind {
    TIAO_TRUTH,
    TIAO_NUMBER,
    TIAO_DATE,
    TIAO_PERIOD,
    TIAO_MEMBER,        /* of an enum or roster */
    TIAO_REFERENCE,     /* to a row of an entity, by its id */
    TIAO_TEXT,
    TIAO_LIST,
};

enum tiao_form {
    TIAO_PLAIN_FACT,
    TIAO_STATE,         /* has a history */
    TIAO_FLOW,          /* one value per period */
};

struct tiao_type {
    enum tiao_kind kind;
    uint32_t places;        /* NUMBER: digits behind the point */
    bool optional;          /* may be none */
    const char *words;      /* 整数 个（0个 到 2000个） */
    const char *unit;       /* 元/月, or "" */
    const char *lowest, *highest;   /* exact; "" when nothing was declared */
    const char *of;         /* MEMBER, REFERENCE: the roster or entity */
    const char *const *member;      /* MEMBER: the names, in order */
    size_t members;
};

struct tiao_fact {
    const char *name;
    const char *entity;     /* "" for an input of the case itself */
    struct tiao_type type;
    enum tiao_form form;
    const char *period;     /* FLOW: month, year ... */
    const char *question, *evidence, *citation;
    const char *awaits;     /* who must still set it: an open term */
    const char *presumed, *presumed_by; /* the value that stands in when it is
                             * not given, and the citation that says so */
};

struct tiao_entity {
    const char *name;
    bool roster;            /* members are declared in the rulebook */
    const char *const *member;
    size_t members;
    size_t first_fact, facts;       /* within the catalog's facts */
};

enum tiao_decision_kind {
    TIAO_DECISION,
    TIAO_STANDARD,
    TIAO_PART,              /* of a split */
    TIAO_CONSTRAINT,
    TIAO_ASSERTION,
    TIAO_DUTY,              /* how a duty stands */
    TIAO_FACET,             /* what else there is to say of a duty */
};

struct tiao_decision {
    const char *name;       /* as asked for; a part: 建设补贴 的 县区财政 */
    enum tiao_decision_kind kind;
    const char *entity;     /* "" when it has no subject */
    const char *period;     /* "" or month, quarter, half, year, day, roster */
    const char *citation;   /* as written: 一.1 */
    const char *citation_words;     /* 措施一 第1句 */
    struct tiao_type type;
};

/* A rule, exception or proviso, by the name that explanations give it. */
struct tiao_rule {
    const char *label;
    bool exception;
    const char *citation, *citation_words;
    struct tiao_place place;
};

struct tiao_reading {
    const char *name, *citation;
    const char *const *alternative; /* names */
    const char *const *text;        /* what each says */
    size_t alternatives;
    size_t taken;           /* the one that holds unless another is chosen */
    const char *by;         /* who may decide it, or "" */
};

struct tiao_catalog {
    const struct tiao_entity *entity;
    const struct tiao_fact *fact;   /* of the case first, then by entity */
    const struct tiao_decision *decision;
    const struct tiao_rule *rule;   /* by label */
    const struct tiao_reading *reading;
    const struct tiao_place *file;  /* the files that were loaded */
    const char *title;              /* of the rulebook, or "" */
    const char *status;             /* set: not in force, its answers are a
                                     * projection */
    size_t entities, facts, decisions, rules, readings, files;
};

/* Everything that RULEBOOK, which has no errors, declares. LANGUAGE: of the
 * words that are not names. */
TIAO_API enum tiao_status
tiao_catalog_of(const struct tiao_rulebook *rulebook,
                enum tiao_language language, struct tiao_catalog **catalog);
TIAO_API void tiao_catalog_free(struct tiao_catalog *catalog);

/* ---- facts ---- */

struct tiao_facts;

/* Nothing is given yet: every collection is open, every fact unknown. */
TIAO_API enum tiao_status
tiao_facts_new(const struct tiao_rulebook *rulebook,
               struct tiao_facts **facts);
TIAO_API void tiao_facts_free(struct tiao_facts *facts);
/* Adds the facts of one JSON text (spec/output.md, "Facts"). NAME is what
 * messages call it. For TIAO_BAD_FACTS nothing was added. */
TIAO_API enum tiao_status
tiao_facts_json(struct tiao_facts *facts, const char *name, const char *at,
                size_t len);
/* As tiao_facts_json, from a file; "-" is standard input. */
TIAO_API enum tiao_status
tiao_facts_file(struct tiao_facts *facts, const char *path);
/* As tiao_facts_file, from a file that is open for reading, which the call
 * closes; PATH is what messages and receipts call it. */
TIAO_API enum tiao_status
tiao_facts_descriptor(struct tiao_facts *facts, const char *path,
                      int descriptor);
/* Adds a row of ENTITY called ID. */
TIAO_API enum tiao_status
tiao_facts_row(struct tiao_facts *facts, const char *entity, const char *id);
/* Says whether the rows of ENTITY are all there are. */
TIAO_API enum tiao_status
tiao_facts_closed(struct tiao_facts *facts, const char *entity, bool closed);
/* Gives, or gives anew, FACT of the row ID of ENTITY ("" and "" for the case
 * itself). JSON is the value as it would stand in a text of facts: 60,
 * "60个", true, null, {"2025-01": 900}. */
TIAO_API enum tiao_status
tiao_facts_set(struct tiao_facts *facts, const char *entity, const char *id,
               const char *fact, const char *json);
/* Takes it back: it is not known again. */
TIAO_API enum tiao_status
tiao_facts_unset(struct tiao_facts *facts, const char *entity,
                 const char *id, const char *fact);
/* The rows that are given, of all entities without members of their own. */
struct tiao_row {
    const char *entity, *id;    /* ID "": it has no name */
};

struct tiao_rows {
    const struct tiao_row *row;
    size_t rows;
};

/* Lists them: by entity, then in the order in which they were given. */
TIAO_API enum tiao_status
tiao_facts_rows(const struct tiao_facts *facts, struct tiao_rows **rows);
TIAO_API void tiao_rows_free(struct tiao_rows *rows);
/* What is wrong with the last call that gave TIAO_BAD_FACTS or TIAO_IO. */
TIAO_API enum tiao_status
tiao_facts_report(const struct tiao_facts *facts,
                  enum tiao_language language, struct tiao_report **report);

/* ---- answers ---- */

struct tiao_choice {
    const char *reading;
    const char *alternative;    /* its name; "?": leave it open */
};

/* Null or zero members: the default. */
struct tiao_question {
    const char *as_of;          /* 2025-01-31; null: not known */
    const char *period;         /* 2025-03, 2025-01..2025-12, or two days;
                                 * null: the period that holds AS_OF */
    const char *const *ask;     /* names of decisions */
    size_t asks;                /* 0: every decision and standard */
    const struct tiao_choice *choice;
    size_t choices;
    enum tiao_language language;
    uint64_t node_rows;         /* limit of work; 0: 100 million */
};

enum tiao_state {
    TIAO_VALUE,
    TIAO_NONE,                  /* 无: known to have no value */
    TIAO_FAULT,
    TIAO_UNKNOWN,
};

/* A fact that counts, in one row. */
struct tiao_ground {
    const char *fact;
    const char *entity, *id;    /* "" for an input of the case */
    const char *time;           /* the day or period meant, or "" */
    const char *value;          /* for people; "" when it is not known */
    const char *exact;          /* plain; "" when it is none or not known */
    bool none;                  /* known to have no value */
    enum tiao_kind value_kind;
    const char *question, *evidence, *citation;
    const char *awaits;         /* who must set it, or "" */
    const char *presumed_by;    /* set when a presumption stood in */
};

struct tiao_used_reading {
    const char *name, *alternative, *text, *citation;
};

/* One of the sides of a conflict. */
struct tiao_side {
    const char *label;          /* of the rule */
    const char *row;            /* of its table, or "" */
    const char *citation, *citation_words;
    const char *value, *exact;
};

/* What is asked for, in one row and period. */
struct tiao_answer {
    const char *decision;
    enum tiao_decision_kind kind;
    const char *entity, *id;    /* "" when it has no subject */
    size_t row;                 /* its number among the rows, from 0 */
    const char *period;         /* 2025-03, or "" */
    /* Of the rule, exception or 否则 that gave the outcome; of the decision
     * when several did, or it is not known. */
    const char *citation, *citation_words;
    enum tiao_kind value_kind;
    const char *unit;

    enum tiao_state state;
    const char *exact;          /* VALUE: plain digits, a day, a name */
    const char *words;          /* the whole outcome, for people */
    const char *because;        /* NONE, or a constraint or assertion that
                                 * does not hold: the facts that decide it,
                                 * in short */
    const char *fault;          /* FAULT: its kind, stable: conflict ... */
    const char *fault_words;
    const char *fault_label;    /* the rule */
    const char *fault_row;      /* the row of its table */
    const char *fault_citation;
    const struct tiao_side *side;   /* of a conflict */
    size_t sides;

    bool can_value, can_none, can_fault;    /* UNKNOWN: what it may be */
    const char *lowest, *highest;   /* exact; "" where there is no bound */
    const char *lowest_words, *highest_words;
    const char *const *possible;    /* truth and members: the names */
    size_t possibles;
    bool perhaps;               /* whether there is such a row is unknown */

    const struct tiao_ground *need; /* UNKNOWN: the facts that decide, the
                                     * next to ask first */
    size_t needs;
    const char *const *open;    /* collections that are not closed */
    size_t opens;
    bool needs_as_of;           /* UNKNOWN: the as-of day decides too */
    const struct tiao_used_reading *reading;
    size_t readings;
    const struct tiao_ground *presumption;
    size_t presumptions;
    const struct tiao_ground *term;     /* open terms (待 … 定) used */
    size_t terms;
};

struct tiao_answers;

/* Asks. *ANSWERS is set for TIAO_OK, and for TIAO_BAD_QUESTION and TIAO_LIMIT
 * so that its report can be read. */
TIAO_API enum tiao_status
tiao_evaluate(const struct tiao_facts *facts,
              const struct tiao_question *question,
              struct tiao_answers **answers);
TIAO_API void tiao_answers_free(struct tiao_answers *answers);
/* What is wrong with the question, or which limit was passed; and what an
 * evaluation found broken: constraints and assertions. */
TIAO_API enum tiao_status
tiao_answers_report(const struct tiao_answers *answers,
                    enum tiao_language language, struct tiao_report **report);
/* 0 unless tiao_evaluate gave TIAO_OK. */
TIAO_API size_t tiao_answers_count(const struct tiao_answers *answers);
/* In the order asked for, then by row and period. I < count. */
TIAO_API const struct tiao_answer *
tiao_answer(const struct tiao_answers *answers, size_t i);

/* ---- explanations ---- */

enum tiao_step_kind {
    TIAO_STEP_DECISION,
    TIAO_STEP_RULE,
    TIAO_STEP_EXCEPTION,
    TIAO_STEP_OTHERWISE,
    TIAO_STEP_ROW,          /* of a decision table */
    TIAO_STEP_CONDITION,
    TIAO_STEP_LOCAL,        /* a name given by 令 */
    TIAO_STEP_SPLIT,
    TIAO_STEP_PART,
    TIAO_STEP_STANDARD,
    TIAO_STEP_CONSTRAINT,
    TIAO_STEP_ASSERTION,
    TIAO_STEP_DUTY,
    TIAO_STEP_PROHIBITION,
    TIAO_STEP_PERMISSION,
    TIAO_STEP_ENCOURAGEMENT,
    TIAO_STEP_TARGET,
    TIAO_STEP_FACT,
    TIAO_STEP_READING,
    TIAO_STEP_AS_OF,
    TIAO_STEP_COLLECTION,   /* which rows there are */
};

/* One step back from an answer to what it rests on. */
struct tiao_step {
    enum tiao_step_kind kind;
    uint32_t depth;         /* the answer itself is 0 */
    const char *label;      /* the name of the rule, decision, fact ... */
    const char *words;      /* as written: the condition, the row's cells */
    const char *citation, *citation_words;
    const char *entity, *id;
    const char *time;
    enum tiao_state state;
    const char *value;      /* for people */
    const char *exact;      /* plain; "" unless the state is VALUE */
    enum tiao_kind value_kind;
    const char *question, *evidence, *awaits, *presumed_by;
    bool again;             /* explained further up; nothing below it */
};

/* A tree in the order of reading: the steps below a step follow it and are
 * deeper by one. GROUND: the facts that the reason names; together they
 * suffice, whatever the other facts are. */
struct tiao_explanation {
    const struct tiao_step *step;
    size_t steps;
    const struct tiao_ground *ground;
    size_t grounds;
};

/* Why answer I is what it is. */
TIAO_API enum tiao_status
tiao_explain(struct tiao_answers *answers, size_t i,
             struct tiao_explanation **explanation);
TIAO_API void tiao_explanation_free(struct tiao_explanation *explanation);

/* ---- why not ---- */

/* One fact of a change: what it is, and what it would be. */
struct tiao_change {
    struct tiao_ground fact;    /* as it is, with its question and evidence */
    const char *to;             /* for people: 是, 50个, 无 */
    const char *const *exact;   /* any of these does: plain */
    size_t exacts;              /* 0: it would be none, or SOME */
    bool none;                  /* it would have no value */
    bool some;                  /* it would have a value, whichever */
    const char *by;             /* a number or day: how far, for people */
    bool less;                  /* ... less, or earlier */
    const char *condition;      /* that reads it, as written; or "" */
    const char *citation, *citation_words;  /* of what reads it */
};

/* All its changes together give the outcome; no part of them does. */
struct tiao_offer {
    const struct tiao_change *change;
    size_t changes;             /* 1 to 3 */
    enum tiao_state state;      /* UNKNOWN: further facts would be needed */
    const char *words;          /* the outcome, for people */
    const char *exact;          /* VALUE: plain */
};

/* A condition that is not met. */
struct tiao_failed {
    const char *label;          /* of the rule */
    const char *words;          /* as written */
    const char *citation, *citation_words;
};

/* What would give a value where there is none, a greater amount, or make a
 * truth true. Of all changes of facts that were given, those of the fewest
 * facts. */
struct tiao_why_not {
    bool applies;               /* false: the outcome is none of these */
    const struct tiao_offer *offer;
    size_t offers;              /* 0: no change of up to 3 facts was found */
    const struct tiao_failed *failed;   /* in written order */
    size_t faileds;
    size_t evaluations;         /* that the search took */
    bool stopped;               /* at its limit: there may be more */
};

/* Why answer I is no better. */
TIAO_API enum tiao_status
tiao_why_not(struct tiao_answers *answers, size_t i,
             struct tiao_why_not **why_not);
TIAO_API void tiao_why_not_free(struct tiao_why_not *why_not);

/* ---- readings ---- */

/* An outcome that is another one under another alternative. */
struct tiao_shift {
    const char *decision, *period, *unit;
    const char *entity, *id;    /* "" when it has no subject */
    const char *citation, *citation_words;
    enum tiao_kind value_kind;
    enum tiao_state from_state, to_state;
    const char *from, *to;      /* for people */
    const char *from_exact, *to_exact;      /* VALUE: plain */
    const char *more, *more_words;  /* 200.00, +200元: none counts as 0; "" when
                                     * one is no number, or not known */
};

/* What the shifts of a decision come to, over all rows and periods; or those
 * of all decisions asked for by name that have one unit. */
struct tiao_shift_sum {
    const char *decision, *unit;    /* decision "": of a unit */
    const char *more, *more_words;  /* "" when none can be counted */
    size_t shifts, uncounted;
};

struct tiao_alternative {
    const char *name, *text;
    bool taken;                 /* the others are compared with it */
    bool broken;                /* an assertion fails under it: the report
                                 * says which */
    const struct tiao_shift *shift;         /* by decision, row and period */
    const struct tiao_shift_sum *sum;       /* by decision */
    const struct tiao_shift_sum *by_unit;   /* when decisions were named */
    size_t shifts, sums, units;
};

struct tiao_compared {
    const char *name, *citation, *citation_words;
    const char *by;             /* who may decide it, or "" */
    const struct tiao_alternative *alternative;
    size_t alternatives;
};

struct tiao_comparison {
    const struct tiao_compared *reading;
    size_t readings;
    bool evaluated;             /* with facts */
};

/* Evaluates QUESTION once for each alternative of each reading, the other
 * readings as taken, and compares. FACTS null: only lists the readings.
 * *REPORT, null when there is nothing to say, has what the evaluations said. */
TIAO_API enum tiao_status
tiao_readings_compare(const struct tiao_rulebook *rulebook,
                      const struct tiao_facts *facts,
                      const struct tiao_question *question,
                      struct tiao_comparison **comparison,
                      struct tiao_report **report);
TIAO_API void tiao_comparison_free(struct tiao_comparison *comparison);
/* As tiao_ledger_print. */
TIAO_API enum tiao_status
tiao_comparison_print(const struct tiao_comparison *comparison,
                      enum tiao_list_format format, bool colour,
                      tiao_write *write, void *user);

/* ---- cases ---- */

/* Where an outcome is not what a case expects of it. */
struct tiao_difference {
    const char *decision;
    const char *entity, *id;    /* "" when it has no subject; ID also when the
                                 * case has one row of ENTITY, without name */
    const char *period;
    const char *expected, *got; /* for people */
    const char *const *reason;  /* why it came out so, a line each; the lines
                                 * below another begin with blanks */
    size_t reasons;
    struct tiao_place place;    /* of the expectation */
};

/* One case, or one row of its table: evaluated by itself. */
struct tiao_trial {
    const char *name;           /* of the case */
    const char *citation, *citation_words;
    size_t row;                 /* of its table, from 1; 0: it has none */
    const char *words;          /* the row as written, or "" */
    struct tiao_place place;    /* of the case's name, or of the row */
    bool passed;
    bool unconfirmed;           /* nobody has said yet that what it expects is
                                 * right (待确认) */
    const char *stopped;        /* set when a limit was passed: which */
    const struct tiao_difference *difference;
    size_t differences;
};

enum tiao_covered_kind {
    TIAO_COVERED_RULE,          /* its condition was true */
    TIAO_COVERED_EXCEPTION,
    TIAO_COVERED_OTHERWISE,
    TIAO_COVERED_STANDARD,
    TIAO_COVERED_SPLIT,
    TIAO_COVERED_DUTY,          /* it applied; and its kinds: */
    TIAO_COVERED_PROHIBITION,
    TIAO_COVERED_PERMISSION,
    TIAO_COVERED_ENCOURAGEMENT,
    TIAO_COVERED_TARGET,
    TIAO_COVERED_ROW,           /* of a decision table: it applied */
    TIAO_COVERED_TRUE,          /* a condition that was true */
    TIAO_COVERED_FALSE,         /* ... that was false */
    TIAO_COVERED_READING,       /* an alternative that counted */
};

/* Something that cases should reach. */
struct tiao_covered {
    enum tiao_covered_kind kind;
    const char *label;          /* of the rule, exception, reading ... */
    const char *words;          /* the row, condition or alternative */
    const char *citation, *citation_words;
    struct tiao_place place;    /* file "": a reading has none */
    const char *const *by;      /* the names of the cases that reach it */
    size_t bys;
};

/* What one decision comes to in one case, row and period, asked for or not. */
struct tiao_outcome {
    const char *name;           /* of the case */
    size_t row;                 /* of its table, or 0 */
    const char *decision, *entity, *id, *period;
    const char *time;           /* of an expectation about another time, or "" */
    const char *outcome;        /* the same in each language: 30000.00, none,
                                 * fault conflict, unknown 0.00..50000.00 */
    const char *words[2];       /* for people, by enum tiao_language */
    /* Of the rule or exception that gave it, and of the row of its table; ""
     * when it was worked out, or by several. */
    const char *label, *rule_row, *citation;
    bool told;                  /* it is known, or the case expects something
                                 * of the decision: goes into a baseline */
};

/* How an outcome differs from a baseline. */
struct tiao_outcome_change {
    const struct tiao_outcome *before, *now;    /* NOW null: it is gone */
};

/* What the cases of a rulebook came to. */
struct tiao_tests {
    const struct tiao_trial *trial;     /* in the order of the files */
    /* PASSED: of those that are confirmed. UNCONFIRMED: the others that hold.
     * FAILED: of all. */
    size_t trials, passed, unconfirmed, failed;
    const struct tiao_covered *covered; /* in the order of the files */
    size_t covereds, reached;           /* 0 unless asked for */
    size_t confirmed;           /* of those reached: by a case that is not
                                 * unconfirmed */
    const struct tiao_outcome *outcome; /* null unless asked for */
    size_t outcomes;
    /* Since tiao_baseline_compare. */
    bool compared;
    const struct tiao_outcome_change *change;   /* changed, then gone */
    size_t changed, gone, added, same;
};

struct tiao_test_question {
    const char *filter;         /* only cases with this in their name; null:
                                 * all */
    bool coverage;
    enum tiao_language language;
    uint64_t node_rows;         /* limit of work of one trial; 0: 100
                                 * million */
    bool outcomes;              /* every decision's, for a baseline */
};

enum tiao_test_format {
    TIAO_TEST_PRETTY,
    TIAO_TEST_PLAIN,
    TIAO_TEST_JSON,
    TIAO_TEST_JUNIT,
    TIAO_TEST_TAP,
};

/* Runs the cases of RULEBOOK, which has no errors. TIAO_OK says that they were
 * run; whether they passed is in TESTS. */
TIAO_API enum tiao_status
tiao_test(const struct tiao_rulebook *rulebook,
          const struct tiao_test_question *question,
          struct tiao_tests **tests);
TIAO_API void tiao_tests_free(struct tiao_tests *tests);
/* COLOUR: for PRETTY only. */
/* Writes the outcomes of TESTS, which asked for them (JSON). */
TIAO_API enum tiao_status
tiao_baseline_print(const struct tiao_tests *tests, tiao_write *write,
                    void *user);
/* Holds the outcomes of TESTS against those that tiao_baseline_print wrote;
 * cases that the question of TESTS left out are not gone. BAD_RECEIPT: it is
 * no baseline, or of another format version. */
TIAO_API enum tiao_status
tiao_baseline_compare(struct tiao_tests *tests, const char *at, size_t len);
/* With what changed, when they were held against a baseline; JUNIT and TAP say
 * nothing of that. */
TIAO_API enum tiao_status
tiao_tests_print(const struct tiao_tests *tests, enum tiao_test_format format,
                 bool colour, tiao_write *write, void *user);

/* ---- boundary cases ---- */

/* Null or zero members: the default. */
struct tiao_bounds_question {
    const char *as_of;          /* the day where nothing speaks for another:
                                 * 2025-01-31. Null: the last day that the
                                 * rules compare the as-of day with, or
                                 * 2025-01-01 */
    /* Names of loaded files whose cases that nobody confirmed are to be
     * written anew. */
    const char *const *refresh;
    size_t refreshes;
    enum tiao_language language;    /* of the words in the cases */
    uint64_t node_rows;         /* limit of work of all evaluations together;
                                 * 0: 10 times that of one */
};

struct tiao_bounds_file {
    const char *name;           /* as it was loaded */
    const char *kept;           /* its text; of a file to refresh without the
                                 * cases that nobody confirmed */
    size_t kept_len;
    const char *text;           /* new cases about decisions of this file, in
                                 * the one way that they are written; or "" */
    size_t len;
    size_t cases, rows;         /* how many */
};

/* Cases at the bounds that the rules contain: for everything that cases should
 * reach (tiao_test with coverage) one that does, with numbers and days at the
 * ends of where it is reached, each member of a list, each exception applying
 * and not. What they expect is what comes out now, marked 待确认. A case that
 * is in RULEBOOK already and stays is not written again. */
struct tiao_bounds {
    const struct tiao_bounds_file *file;    /* by loaded file */
    size_t files;
    size_t cases, rows;
    size_t reached, covereds;   /* of what cases should reach */
    bool stopped;               /* at the limit of work: there may be more */
};

/* BAD_QUESTION: AS_OF is no day. RULEBOOK has no errors. */
TIAO_API enum tiao_status
tiao_bounds_of(const struct tiao_rulebook *rulebook,
               const struct tiao_bounds_question *question,
               struct tiao_bounds **bounds);
TIAO_API void tiao_bounds_free(struct tiao_bounds *bounds);

/* ---- printing and receipts ---- */

struct tiao_print {
    enum tiao_format format;
    bool why;               /* with explanations */
    bool colour;            /* PRETTY only */
    const char *id;         /* only answers about this row; null: all */
    bool why_not;           /* with what would change them */
    const struct tiao_text *source; /* WHY: quote it; or null */
};

/* All answers, or those about one row, for people or for machines
 * (spec/output.md). */
TIAO_API enum tiao_status
tiao_answers_print(struct tiao_answers *answers,
                   const struct tiao_print *how, tiao_write *write,
                   void *user);
/* Writes what is needed to repeat ANSWERS: the version, the hash of each rule
 * file and of the facts, the question, the outcomes (JSON). */
TIAO_API enum tiao_status
tiao_receipt_print(const struct tiao_answers *answers, tiao_write *write,
                   void *user);
/* Repeats a receipt: reads the rule and facts files it names, from the
 * current folder, and evaluates again. TIAO_OK: the same outcomes from the
 * same files. TIAO_DIFFERENT: the report names each difference. *REPORT is
 * null for TIAO_OK and TIAO_MEMORY. */
TIAO_API enum tiao_status
tiao_receipt_verify(const char *at, size_t len,
                    const struct tiao_settings *settings,
                    enum tiao_language language,
                    struct tiao_report **report);

/* ---- the text of a policy, and what accounts for it ---- */

enum tiao_sentence_kind {
    TIAO_SENTENCE,
    TIAO_HEADING,           /* of its part: 一.0 */
    TIAO_RESPONSIBLE,       /* the bracket that says who answers: 一.责任 */
};

struct tiao_sentence {
    const char *locator;    /* as rules cite it: 一.1; no two are the same */
    const char *words;      /* 措施一 第1句 */
    enum tiao_sentence_kind kind;
    const char *text;       /* "" when only a lock is at hand */
    const char *hash;       /* 12 hexadecimal digits of what it says */
};

/* A measure or article with all that stands below it. */
struct tiao_passage {
    const char *name;       /* 一, 第五条, 前, 后 */
    size_t first, sentences;        /* within the text's sentences */
};

struct tiao_text {
    const struct tiao_sentence *sentence;   /* in the order of the text */
    const struct tiao_passage *passage;
    size_t sentences, passages;
};

/* The sentences of a policy's text (spec/ledger.md). FILE->at null: the file
 * called FILE->name is read, "-" is standard input. *REPORT says what is wrong
 * for TIAO_BAD_FACTS, TIAO_IO and TIAO_BAD_QUESTION (a limit), and is null
 * otherwise. SETTINGS, the allocator and limits, may be null. */
TIAO_API enum tiao_status
tiao_text_of(const struct tiao_file *file,
             const struct tiao_settings *settings,
             enum tiao_language language, struct tiao_text **text,
             struct tiao_report **report);
TIAO_API void tiao_text_free(struct tiao_text *text);
/* The sentence that CITATION means, or null. */
TIAO_API const struct tiao_sentence *
tiao_text_find(const struct tiao_text *text, const char *citation);

/* What became of a sentence. */
enum tiao_account {
    TIAO_ENCODED,           /* rules, duties, standards ... say it */
    TIAO_ENCOURAGED,        /* only encouraged */
    TIAO_DELEGATED,         /* another text or body has to say it */
    TIAO_UNCODED,           /* 未编码: left out, with a reason */
    TIAO_MISSING,           /* nothing cites it */
    TIAO_UNCOUNTED,         /* a heading that nothing cites */
};

enum { TIAO_ACCOUNTS = TIAO_UNCOUNTED };

/* What a declaration makes of a sentence it cites. */
enum tiao_weight {
    TIAO_ENCODES, TIAO_ENCOURAGES, TIAO_DELEGATES, TIAO_LEAVES_OUT,
    TIAO_NOTES,             /* a reading or assertion about it */
    TIAO_TRIES,             /* a case */
};

/* A citation of a declaration. */
struct tiao_citation {
    enum tiao_weight weight;
    const char *kind, *kind_words;  /* rule, 规则; a kind is not translated */
    const char *label;      /* its name, or "" */
    const char *citation;   /* as written */
    const char *reason;     /* LEAVES_OUT: why */
    const char *elsewhere;  /* the text that says it instead, or "" */
    struct tiao_place place;
};

/* Headings are not counted. */
struct tiao_ledger_count {
    size_t sentences;
    size_t of[TIAO_ACCOUNTS];       /* by enum tiao_account */
};

struct tiao_ledger_passage {
    const char *name, *words;       /* 一, 措施一 */
    size_t first, lines;
    struct tiao_ledger_count count;
};

enum tiao_revision {
    TIAO_CHANGED,           /* it says something else at its place */
    TIAO_MOVED,             /* it stands elsewhere now */
    TIAO_VANISHED,
    TIAO_ADDED,             /* it was not there when the lock was written */
};

/* A sentence that is not as it was when the lock was written. */
struct tiao_revised {
    enum tiao_revision revision;
    const char *locator;    /* as rules cite it; ADDED: as it is now */
    const char *to;         /* MOVED: where it stands now, else "" */
    const struct tiao_citation *by;
    size_t bys;
};

struct tiao_ledger_line {
    struct tiao_sentence sentence;
    enum tiao_account account;
    const struct tiao_citation *by; /* in the order of the files */
    size_t bys;
    const struct tiao_revised *revised;     /* null: as it was */
};

struct tiao_ledger {
    const struct tiao_ledger_line *line;
    const struct tiao_ledger_passage *passage;
    const struct tiao_revised *revised;     /* in the order of the lock */
    const struct tiao_citation *astray;     /* they cite no sentence */
    struct tiao_ledger_count total;
    size_t lines, passages, reviseds, astrays;
    bool locked;            /* a lock was read */
};

struct tiao_ledger_question {
    const struct tiao_text *source; /* null: the sentences of the lock */
    const struct tiao_file *lock;   /* null: none. Its at null: the file of
                                     * its name is read */
    enum tiao_language language;
};

/* Holds RULEBOOK, which has no errors, against the text it cites: SOURCE, the
 * lock, or both. *REPORT as of tiao_text_of. */
TIAO_API enum tiao_status
tiao_ledger_of(const struct tiao_rulebook *rulebook,
               const struct tiao_ledger_question *question,
               struct tiao_ledger **ledger, struct tiao_report **report);
TIAO_API void tiao_ledger_free(struct tiao_ledger *ledger);
/* How many of 100 sentences are accounted for, rounded down. */
TIAO_API unsigned tiao_ledger_share(const struct tiao_ledger_count *count);

/* For people, or as a list for machines. COLOUR: for PRETTY only. */
TIAO_API enum tiao_status
tiao_ledger_print(const struct tiao_ledger *ledger,
                  enum tiao_list_format format, bool colour,
                  tiao_write *write, void *user);
/* Writes the lock of TEXT: locators and hashes, no sentence (JSON). */
TIAO_API enum tiao_status
tiao_lock_print(const struct tiao_text *text, tiao_write *write, void *user);

/* ---- duties ---- */

/* How a duty stands, the worst first (spec/duties.md). */
enum tiao_duty_status {
    TIAO_DUTY_FAULT,            /* it could not be worked out */
    TIAO_DUTY_VIOLATED,
    TIAO_DUTY_LATE,
    TIAO_DUTY_UNKNOWN,
    TIAO_DUTY_PENDING,
    TIAO_DUTY_NOT_BEGUN,
    TIAO_DUTY_FULFILLED,
    TIAO_DUTY_APPLICABLE,       /* permissions, and what cannot be measured */
    TIAO_DUTY_WAIVED,
    TIAO_DUTY_NOT_APPLICABLE,
    TIAO_DUTY_STATUSES,
};

enum tiao_modality {
    TIAO_MODALITY_DUTY,         /* 义务 */
    TIAO_MODALITY_PROHIBITION,  /* 禁止 */
    TIAO_MODALITY_PERMISSION,   /* 许可 */
    TIAO_MODALITY_ENCOURAGEMENT,/* 倡导 */
    TIAO_MODALITY_TARGET,       /* 目标 */
};

struct tiao_bearer {
    const char *name;
    const char *of;             /* the set of bodies it belongs to, or "" */
    bool lead;                  /* 牵头 */
    bool standing;              /* by 责任 of the rulebook or the measure */
    bool by_row;                /* another one in each row: the row of 对, or
                                 * the one it names; NAME is their entity */
    bool whole;                 /* all of OF do, in the same way */
};

/* One duty, in one row and window. */
struct tiao_duty_window {
    size_t duty;                /* which of the duties */
    const char *bearer;         /* 各自: whose status it is; else "" */
    const char *entity, *id;    /* the row: of 对, or the event it answers */
    const char *counterpart;    /* the row of 对 */
    const char *answers;        /* who bears it in this row, when that differs
                                 * from row to row; else "" */
    const char *period;         /* 2025-Q1, or "" */
    enum tiao_duty_status status;
    const char *due, *done, *since;     /* days, or "" */
    const char *words;          /* the whole status, for people */
    const struct tiao_ground *need;     /* UNKNOWN: what decides it */
    size_t needs;
    const char *group;          /* of the fact asked to group by, or "" */
};

struct tiao_duty {
    const char *name;
    enum tiao_modality modality;
    const char *citation, *citation_words;
    const char *measure, *measure_words;        /* 一, 措施一 */
    const char *act;            /* what is asked for, as written */
    const char *entity;         /* 对, or "" */
    const char *every;          /* month .. year, or the calendar, or "" */
    bool measured;              /* it can be told whether it is fulfilled */
    bool severally;             /* 各自 */
    const struct tiao_bearer *bearer;
    size_t bearers;
    const char *const *follows; /* what arises when it is violated */
    size_t followers;
    size_t of[TIAO_DUTY_STATUSES];      /* windows by status */
};

struct tiao_duties {
    const struct tiao_duty *duty;
    const struct tiao_duty_window *window;      /* by duty, row and period */
    size_t duties, windows;
    const char *as_of, *from, *to;      /* days */
    const char *by;             /* of the question, or "" */
    const char *rulebook;       /* the status of one that is not in force */
};

struct tiao_duties_question {
    const char *as_of;          /* a day */
    const char *period;         /* null: the year that holds AS_OF */
    const char *until;          /* a day: only what falls due by it and is not
                                 * fulfilled, waived or not applicable; null */
    const char *by;             /* a bearer: only its duties; null */
    const char *group;          /* a fact of the rows of 对; null */
    const struct tiao_choice *choice;
    size_t choices;
    enum tiao_language language;
};

/* Who must do what by when, and how it stands; freed before the rulebook is.
 * *REPORT says what is wrong for
 * TIAO_BAD_QUESTION and TIAO_LIMIT, and is null otherwise. */
TIAO_API enum tiao_status
tiao_duties_of(const struct tiao_facts *facts,
               const struct tiao_duties_question *question,
               struct tiao_duties **duties, struct tiao_report **report);
TIAO_API void tiao_duties_free(struct tiao_duties *duties);

/* What lists of windows are put under. */
enum tiao_duties_order {
    TIAO_BY_MEASURE,
    TIAO_BY_BODY,
    TIAO_BY_STATUS,
    TIAO_BY_DUE,
    TIAO_BY_GROUP,              /* of the question */
};

struct tiao_duties_print {
    enum tiao_list_format format;       /* MARKDOWN: a table of who does what */
    enum tiao_duties_order order;       /* PRETTY and PLAIN */
    bool all;                   /* PRETTY: what needs nobody's care as well */
    bool colour;
};

/* Writes the list. */
TIAO_API enum tiao_status
tiao_duties_print(const struct tiao_duties *duties,
                  const struct tiao_duties_print *how,
                  tiao_write *write, void *user);
/* An iCalendar (RFC 5545) with an entry for each window that falls due. */
TIAO_API enum tiao_status
tiao_duties_calendar(const struct tiao_duties *duties, tiao_write *write,
                     void *user);

/* ---- one way to write rules ---- */

enum tiao_surface {
    TIAO_SURFACE_KEEP,      /* keywords stay in their language */
    TIAO_SURFACE_ZH,
    TIAO_SURFACE_EN,
};

struct tiao_tidied_file {
    const char *name;       /* as it was loaded */
    const char *at;         /* as it should be written; null when the file
                             * could not be read */
    size_t len;
    bool changed;
};

/* By file, in the order of the catalog. */
struct tiao_tidied {
    const struct tiao_tidied_file *file;
    size_t files;
};

/* Every file of RULEBOOK in the one way it is written: same meaning, same
 * comments. Needs files that can be read, not a rulebook without errors. For
 * TIAO_BAD_RULES *REPORT says what could not be read and the other files are
 * there all the same; otherwise *REPORT is null. */
TIAO_API enum tiao_status
tiao_tidy(const struct tiao_rulebook *rulebook, enum tiao_surface surface,
          enum tiao_language language, struct tiao_tidied **tidied,
          struct tiao_report **report);
TIAO_API void tiao_tidied_free(struct tiao_tidied *tidied);

/* ---- mistakes that mend themselves ---- */

/* A fix that was applied. The place is that of the message in the file as the
 * fixes before it left it. Characters that nobody sees stand as <U+200B>. */
struct tiao_fixed {
    const char *code, *message;
    struct tiao_place place;
    const char *was, *is;       /* "": nothing stood, or stands, there */
};

struct tiao_mended {
    const struct tiao_tidied_file *file;    /* in the order of the catalog */
    size_t files;
    const struct tiao_fixed *fixed;         /* in the order of mending */
    size_t fixeds;
};

/* Every file of RULEBOOK with the fixes of its messages that are certain, and
 * of those that come to light by them, until none is left. SETTINGS are those
 * it was loaded with. Needs a rulebook whose files could be read. */
TIAO_API enum tiao_status
tiao_mend(const struct tiao_rulebook *rulebook,
          const struct tiao_settings *settings, enum tiao_language language,
          struct tiao_mended **mended);
/* What changes, as a unified diff. */
TIAO_API enum tiao_status
tiao_mended_print(const struct tiao_mended *mended, tiao_write *write,
                  void *user);
TIAO_API void tiao_mended_free(struct tiao_mended *mended);

/* ---- a text that is being typed ---- */

enum tiao_input {
    TIAO_INPUT_COMPLETE,    /* nothing can be added but on a new line */
    TIAO_INPUT_MAY_GROW,    /* a declaration that could have more clauses */
    TIAO_INPUT_NEEDS_MORE,  /* the line is whole, the declaration is not */
    TIAO_INPUT_GOES_ON,     /* the line goes on */
    TIAO_INPUT_WRONG,       /* it has a mistake: loading it says which */
};

/* Is the text, declarations or one expression, complete? ALLOCATOR may be
 * null. */
TIAO_API enum tiao_status
tiao_input_of(const struct tiao_allocator *allocator, const char *at,
              size_t len, enum tiao_input *input);

/* What may follow a text that ends between two words. */
struct tiao_expectation {
    const char *const *word;    /* words of the language */
    size_t words;
    bool name, number, text, day, citation;
    bool row;                   /* | of a table */
    bool line_end;
    bool declares;              /* the text begins with a declaration */
};

/* Looks at the LEN bytes that are there already; LANGUAGE: of the words that
 * are listed. ALLOCATOR may be null. */
TIAO_API enum tiao_status
tiao_expect(const struct tiao_allocator *allocator, const char *at, size_t len,
            enum tiao_language language,
            struct tiao_expectation **expectation);
TIAO_API void
tiao_expectation_free(struct tiao_expectation *expectation);

#ifdef __cplusplus
}
#endif

#endif
