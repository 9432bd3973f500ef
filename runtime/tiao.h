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
 * This file loads, asks and explains; tiao_author.h, which it includes, is for
 * who writes rules.
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
    TIAO_BAD_RULES,    /* the rulebook's report has an error */
    TIAO_BAD_FACTS,    /* the report of facts, text or lock has an error */
    TIAO_BAD_QUESTION, /* an unknown name, day, period or limit: the report
                        * of the answers, or of the rulebook, says which */
    TIAO_LIMIT,        /* an evaluation passed a limit */
    TIAO_IO,           /* a file could not be read, or WRITE refused */
    TIAO_MEMORY,       /* the allocator refused */
    TIAO_BAD_RECEIPT,  /* not a receipt, or of another format version */
    TIAO_DIFFERENT,    /* a receipt's repetition gave something else */
};

enum tiao_language { TIAO_ZH, TIAO_EN };

enum tiao_format { TIAO_PRETTY, TIAO_PLAIN, TIAO_JSON };

/* What lists of things may be printed as. */
enum tiao_list_format {
    TIAO_LIST_PRETTY,
    TIAO_LIST_PLAIN,
    TIAO_LIST_JSON,
    TIAO_LIST_MARKDOWN,
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
    const char *key; /* see spec/output.md, "Limits" */
    uint64_t value;
};

struct tiao_limit_range {
    const char *key;
    uint64_t usual, most; /* unless set; the highest it can be set to */
    uint64_t untrusted;   /* unless set, for rules of unknown origin */
};

/* The I-th limit there is; false behind the last. */
TIAO_API bool tiao_limit_at(size_t i, struct tiao_limit_range *range);

/* A rule file in memory. */
struct tiao_file {
    const char *name; /* as messages call it */
    const char *at;
    size_t len;
};

/* Null or zero members: the default. Copied by the call. */
struct tiao_settings {
    struct tiao_allocator allocator; /* resize null: the C library's */
    const struct tiao_limit *limit;
    size_t limits;
    bool untrusted;     /* begin with the limits for rules of unknown origin */
    bool for_asking;    /* leave out the work that only finds warnings, which
                         * are for who writes the rules */
    bool drafting;      /* of rules without a mistake report the drafting
                         * notes, and nothing else */
    bool without_cases; /* pass over cases unread: mistakes in them are not
                         * told, and there are none to run */
    const struct tiao_file *extra; /* rule files behind those of the call */
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
TIAO_API enum tiao_status tiao_load_paths(const char *const *path, size_t n,
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
    const char *file;      /* "" when the message is about no file */
    uint32_t line, column; /* from 1; in cells of a terminal */
    uint32_t from, to;     /* bytes of the file, half open */
    uint32_t unit, end_line, end_unit;
};

/* What to write instead. */
struct tiao_fix {
    struct tiao_place place; /* file "": there is no fix. FROM == TO:
                              * TEXT is put in there */
    const char *text;        /* in its place; "" deletes it */
    bool certain;            /* can be applied without a person's look */
};

struct tiao_diagnostic {
    const char *code; /* E0302; never translated */
    enum tiao_severity severity;
    const char *message; /* one sentence that stands alone */
    const char *help;    /* what to do, or "" */
    struct tiao_fix fix;
    struct tiao_place place;
    struct tiao_place second; /* file "": there is none */
    const char *second_label;
};

/* Sorted by place. */
struct tiao_report {
    const struct tiao_diagnostic *at;
    size_t n;
    size_t errors, warnings;
    size_t more; /* left out by the limit of messages shown */
};

/* What is wrong with RULEBOOK, and what its author is warned of, in LANGUAGE.
 */
TIAO_API enum tiao_status
tiao_rulebook_report(const struct tiao_rulebook *rulebook,
                     enum tiao_language language, struct tiao_report **report);
TIAO_API void tiao_report_free(struct tiao_report *report);

enum tiao_report_format {
    TIAO_REPORT_PRETTY, /* with the lines they are about */
    TIAO_REPORT_PLAIN,  /* one line each */
    TIAO_REPORT_JSON,
    TIAO_REPORT_SARIF,  /* SARIF 2.1.0, with the pages of the codes */
    TIAO_REPORT_GITHUB, /* workflow commands: annotations of a change */
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
tiao_code_text(const char *code, enum tiao_language language, tiao_write *write,
               void *user);
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
    TIAO_MEMBER,    /* of an enum or roster */
    TIAO_REFERENCE, /* to a row of an entity, by its id */
    TIAO_TEXT,
    TIAO_LIST,
};

enum tiao_form {
    TIAO_PLAIN_FACT,
    TIAO_STATE, /* has a history */
    TIAO_FLOW,  /* one value per period */
};

struct tiao_type {
    enum tiao_kind kind;
    uint32_t places;              /* NUMBER: digits behind the point */
    bool optional;                /* may be none */
    const char *words;            /* 整数 个（0个 到 2000个） */
    const char *unit;             /* 元/月, or "" */
    const char *lowest, *highest; /* exact; "" when nothing was declared */
    const char *of;               /* MEMBER, REFERENCE: the roster or entity */
    const char *const *member;    /* MEMBER: the names, in order */
    size_t members;
};

struct tiao_fact {
    const char *name;
    const char *entity; /* "" for an input of the case itself */
    struct tiao_type type;
    enum tiao_form form;
    const char *period; /* FLOW: month, year ... */
    const char *question, *evidence, *citation;
    const char *awaits; /* who must still set it: an open term */
    const char *presumed,
        *presumed_by; /* the value that stands in when it is
                       * not given, and the citation that says so */
};

struct tiao_entity {
    const char *name;
    bool roster; /* members are declared in the rulebook */
    const char *const *member;
    size_t members;
    size_t first_fact, facts; /* within the catalog's facts */
};

enum tiao_decision_kind {
    TIAO_DECISION,
    TIAO_STANDARD,
    TIAO_PART, /* of a split */
    TIAO_CONSTRAINT,
    TIAO_ASSERTION,
    TIAO_DUTY,  /* how a duty stands */
    TIAO_FACET, /* what else there is to say of a duty */
};

struct tiao_decision {
    const char *name; /* as asked for; a part: 建设补贴 的 县区财政 */
    enum tiao_decision_kind kind;
    const char *entity;   /* "" when it has no subject */
    const char *period;   /* "" or month, quarter, half, year, day, roster */
    const char *citation; /* as written: 一.1 */
    const char *citation_words; /* 措施一 第1句 */
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
    size_t taken;   /* the one that holds unless another is chosen */
    const char *by; /* who may decide it, or "" */
};

struct tiao_catalog {
    const struct tiao_entity *entity;
    const struct tiao_fact *fact; /* of the case first, then by entity */
    const struct tiao_decision *decision;
    const struct tiao_rule *rule; /* by label */
    const struct tiao_reading *reading;
    const struct tiao_place *file; /* the files that were loaded */
    const char *title;             /* of the rulebook, or "" */
    const char *status;            /* set: not in force, its answers are a
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
tiao_facts_new(const struct tiao_rulebook *rulebook, struct tiao_facts **facts);
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
tiao_facts_unset(struct tiao_facts *facts, const char *entity, const char *id,
                 const char *fact);
/* The rows that are given, of all entities without members of their own. */
struct tiao_row {
    const char *entity, *id; /* ID "": it has no name */
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
tiao_facts_report(const struct tiao_facts *facts, enum tiao_language language,
                  struct tiao_report **report);

/* ---- answers ---- */

struct tiao_choice {
    const char *reading;
    const char *alternative; /* its name; "?": leave it open */
};

/* Null or zero members: the default. */
struct tiao_question {
    const char *as_of;      /* 2025-01-31; null: not known */
    const char *period;     /* 2025-03, 2025-01..2025-12, or two days;
                             * null: the period that holds AS_OF */
    const char *const *ask; /* names of decisions */
    size_t asks;            /* 0: every decision and standard */
    const struct tiao_choice *choice;
    size_t choices;
    enum tiao_language language;
    uint64_t node_rows; /* limit of work; 0: 100 million */
};

enum tiao_state {
    TIAO_VALUE,
    TIAO_NONE, /* 无: known to have no value */
    TIAO_FAULT,
    TIAO_UNKNOWN,
};

/* A fact that counts, in one row. */
struct tiao_ground {
    const char *fact;
    const char *entity, *id; /* "" for an input of the case */
    const char *time;        /* the day or period meant, or "" */
    const char *value;       /* for people; "" when it is not known */
    const char *exact;       /* plain; "" when it is none or not known */
    bool none;               /* known to have no value */
    enum tiao_kind value_kind;
    const char *question, *evidence, *citation;
    const char *awaits;      /* who must set it, or "" */
    const char *presumed_by; /* set when a presumption stood in */
};

struct tiao_used_reading {
    const char *name, *alternative, *text, *citation;
};

/* One of the sides of a conflict. */
struct tiao_side {
    const char *label; /* of the rule */
    const char *row;   /* of its table, or "" */
    const char *citation, *citation_words;
    const char *value, *exact;
};

/* What is asked for, in one row and period. */
struct tiao_answer {
    const char *decision;
    enum tiao_decision_kind kind;
    const char *entity, *id; /* "" when it has no subject */
    size_t row;              /* its number among the rows, from 0 */
    const char *period;      /* 2025-03, or "" */
    /* Of the rule, exception or 否则 that gave the outcome; of the decision
     * when several did, or it is not known. */
    const char *citation, *citation_words;
    enum tiao_kind value_kind;
    const char *unit;

    enum tiao_state state;
    const char *exact;   /* VALUE: plain digits, a day, a name */
    const char *words;   /* the whole outcome, for people */
    const char *because; /* NONE, or a constraint or assertion that
                          * does not hold: the facts that decide it,
                          * in short */
    const char *fault;   /* FAULT: its kind, stable: conflict ... */
    const char *fault_words;
    const char *fault_label; /* the rule */
    const char *fault_row;   /* the row of its table */
    const char *fault_citation;
    const struct tiao_side *side; /* of a conflict */
    size_t sides;

    bool can_value, can_none, can_fault; /* UNKNOWN: what it may be */
    const char *lowest, *highest;        /* exact; "" where there is no bound */
    const char *lowest_words, *highest_words;
    const char *const *possible; /* truth and members: the names */
    size_t possibles;
    bool perhaps; /* whether there is such a row is unknown */

    const struct tiao_ground *need; /* UNKNOWN: the facts that decide, the
                                     * next to ask first */
    size_t needs;
    const char *const *open; /* collections that are not closed */
    size_t opens;
    bool needs_as_of; /* UNKNOWN: the as-of day decides too */
    const struct tiao_used_reading *reading;
    size_t readings;
    const struct tiao_ground *presumption;
    size_t presumptions;
    const struct tiao_ground *term; /* open terms (待 … 定) used */
    size_t terms;
};

struct tiao_answers;

/* Asks. *ANSWERS is set for TIAO_OK, and for TIAO_BAD_QUESTION and TIAO_LIMIT
 * so that its report can be read. */
TIAO_API enum tiao_status tiao_evaluate(const struct tiao_facts *facts,
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
    TIAO_STEP_ROW, /* of a decision table */
    TIAO_STEP_CONDITION,
    TIAO_STEP_LOCAL, /* a name given by 令 */
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
    TIAO_STEP_COLLECTION, /* which rows there are */
};

/* One step back from an answer to what it rests on. */
struct tiao_step {
    enum tiao_step_kind kind;
    uint32_t depth;    /* the answer itself is 0 */
    const char *label; /* the name of the rule, decision, fact ... */
    const char *words; /* as written: the condition, the row's cells */
    const char *citation, *citation_words;
    const char *entity, *id;
    const char *time;
    enum tiao_state state;
    const char *value; /* for people */
    const char *exact; /* plain; "" unless the state is VALUE */
    enum tiao_kind value_kind;
    const char *question, *evidence, *awaits, *presumed_by;
    bool again; /* explained further up; nothing below it */
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
TIAO_API enum tiao_status tiao_explain(struct tiao_answers *answers, size_t i,
                                       struct tiao_explanation **explanation);
TIAO_API void tiao_explanation_free(struct tiao_explanation *explanation);

/* ---- why not ---- */

/* One fact of a change: what it is, and what it would be. */
struct tiao_change {
    struct tiao_ground fact;  /* as it is, with its question and evidence */
    const char *to;           /* for people: 是, 50个, 无 */
    const char *const *exact; /* any of these does: plain */
    size_t exacts;            /* 0: it would be none, or SOME */
    bool none;                /* it would have no value */
    bool some;                /* it would have a value, whichever */
    const char *by;           /* a number or day: how far, for people */
    bool less;                /* ... less, or earlier */
    const char *condition;    /* that reads it, as written; or "" */
    const char *citation, *citation_words; /* of what reads it */
};

/* All its changes together give the outcome; no part of them does. */
struct tiao_offer {
    const struct tiao_change *change;
    size_t changes;        /* 1 to 3 */
    enum tiao_state state; /* UNKNOWN: further facts would be needed */
    const char *words;     /* the outcome, for people */
    const char *exact;     /* VALUE: plain */
};

/* A condition that is not met. */
struct tiao_failed {
    const char *label; /* of the rule */
    const char *words; /* as written */
    const char *citation, *citation_words;
};

/* What would give a value where there is none, a greater amount, or make a
 * truth true. Of all changes of facts that were given, those of the fewest
 * facts. */
struct tiao_why_not {
    bool applies; /* false: the outcome is none of these */
    const struct tiao_offer *offer;
    size_t offers; /* 0: no change of up to 3 facts was found */
    const struct tiao_failed *failed; /* in written order */
    size_t faileds;
    size_t evaluations; /* that the search took */
    bool stopped;       /* at its limit: there may be more */
};

/* Why answer I is no better. */
TIAO_API enum tiao_status tiao_why_not(struct tiao_answers *answers, size_t i,
                                       struct tiao_why_not **why_not);
TIAO_API void tiao_why_not_free(struct tiao_why_not *why_not);

/* ---- printing and receipts ---- */

struct tiao_print {
    enum tiao_format format;
    bool why;                       /* with explanations */
    bool colour;                    /* PRETTY only */
    const char *id;                 /* only answers about this row; null: all */
    bool why_not;                   /* with what would change them */
    const struct tiao_text *source; /* WHY: quote it; or null */
};

/* All answers, or those about one row, for people or for machines
 * (spec/output.md). */
TIAO_API enum tiao_status
tiao_answers_print(struct tiao_answers *answers, const struct tiao_print *how,
                   tiao_write *write, void *user);
/* Writes what is needed to repeat ANSWERS: the version, the hash of each rule
 * file and of the facts, the question, the outcomes (JSON). */
TIAO_API enum tiao_status tiao_receipt_print(const struct tiao_answers *answers,
                                             tiao_write *write, void *user);
/* Repeats a receipt: reads the rule and facts files it names, from the
 * current folder, and evaluates again. TIAO_OK: the same outcomes from the
 * same files. TIAO_DIFFERENT: the report names each difference. *REPORT is
 * null for TIAO_OK and TIAO_MEMORY. */
TIAO_API enum tiao_status
tiao_receipt_verify(const char *at, size_t len,
                    const struct tiao_settings *settings,
                    enum tiao_language language, struct tiao_report **report);

/* ---- duties ---- */

/* How a duty stands, the worst first (spec/duties.md). */
enum tiao_duty_status {
    TIAO_DUTY_FAULT, /* it could not be worked out */
    TIAO_DUTY_VIOLATED,
    TIAO_DUTY_LATE,
    TIAO_DUTY_UNKNOWN,
    TIAO_DUTY_PENDING,
    TIAO_DUTY_NOT_BEGUN,
    TIAO_DUTY_FULFILLED,
    TIAO_DUTY_APPLICABLE, /* permissions, and what cannot be measured */
    TIAO_DUTY_WAIVED,
    TIAO_DUTY_NOT_APPLICABLE,
    TIAO_DUTY_STATUSES,
};

enum tiao_modality {
    TIAO_MODALITY_DUTY,          /* 义务 */
    TIAO_MODALITY_PROHIBITION,   /* 禁止 */
    TIAO_MODALITY_PERMISSION,    /* 许可 */
    TIAO_MODALITY_ENCOURAGEMENT, /* 倡导 */
    TIAO_MODALITY_TARGET,        /* 目标 */
};

struct tiao_bearer {
    const char *name;
    const char *of; /* the set of bodies it belongs to, or "" */
    bool lead;      /* 牵头 */
    bool standing;  /* by 责任 of the rulebook or the measure */
    bool by_row;    /* another one in each row: the row of 对, or
                     * the one it names; NAME is their entity */
    bool whole;     /* all of OF do, in the same way */
};

/* One duty, in one row and window. */
struct tiao_duty_window {
    size_t duty;             /* which of the duties */
    const char *bearer;      /* 各自: whose status it is; else "" */
    const char *entity, *id; /* the row: of 对, or the event it answers */
    const char *counterpart; /* the row of 对 */
    const char *answers;     /* who bears it in this row, when that differs
                              * from row to row; else "" */
    const char *period;      /* 2025-Q1, or "" */
    enum tiao_duty_status status;
    const char *due, *done, *since; /* days, or "" */
    const char *words;              /* the whole status, for people */
    const struct tiao_ground *need; /* UNKNOWN: what decides it */
    size_t needs;
    const char *group; /* of the fact asked to group by, or "" */
};

struct tiao_duty {
    const char *name;
    enum tiao_modality modality;
    const char *citation, *citation_words;
    const char *measure, *measure_words; /* 一, 措施一 */
    const char *act;                     /* what is asked for, as written */
    const char *entity;                  /* 对, or "" */
    const char *every; /* month .. year, or the calendar, or "" */
    bool measured;     /* it can be told whether it is fulfilled */
    bool severally;    /* 各自 */
    const struct tiao_bearer *bearer;
    size_t bearers;
    const char *const *follows; /* what arises when it is violated */
    size_t followers;
    size_t of[TIAO_DUTY_STATUSES]; /* windows by status */
};

struct tiao_duties {
    const struct tiao_duty *duty;
    const struct tiao_duty_window *window; /* by duty, row and period */
    size_t duties, windows;
    const char *as_of, *from, *to; /* days */
    const char *by;                /* of the question, or "" */
    const char *rulebook;          /* the status of one that is not in force */
};

struct tiao_duties_question {
    const char *as_of;  /* a day */
    const char *period; /* null: the year that holds AS_OF */
    const char *until;  /* a day: only what falls due by it and is not
                         * fulfilled, waived or not applicable; null */
    const char *by;     /* a bearer: only its duties; null */
    const char *group;  /* a fact of the rows of 对; null */
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
    TIAO_BY_GROUP, /* of the question */
};

struct tiao_duties_print {
    enum tiao_list_format format; /* MARKDOWN: a table of who does what */
    enum tiao_duties_order order; /* PRETTY and PLAIN */
    bool all;                     /* PRETTY: what needs nobody's care as well */
    bool colour;
};

/* Writes the list. */
TIAO_API enum tiao_status tiao_duties_print(const struct tiao_duties *duties,
                                            const struct tiao_duties_print *how,
                                            tiao_write *write, void *user);
/* An iCalendar (RFC 5545) with an entry for each window that falls due. */
TIAO_API enum tiao_status tiao_duties_calendar(const struct tiao_duties *duties,
                                               tiao_write *write, void *user);

#ifdef __cplusplus
}
#endif

#include "tiao_author.h"

#endif
