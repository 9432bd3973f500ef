/* The part of tiao.h that is about the rules themselves, for who writes and
 * keeps them: what readings, cases and the text of the policy come to, and how
 * rules are written. Included by tiao.h, where the objects and the promises of
 * every call are described. */
#ifndef TIAO_H
#error "include tiao.h"
#endif
#ifndef TIAO_AUTHOR_H
#define TIAO_AUTHOR_H

#ifdef __cplusplus
extern "C" {
#endif

/* ---- readings ---- */

/* An outcome that is another one under another alternative. */
struct tiao_shift {
    const char *decision, *period, *unit;
    const char *entity, *id; /* "" when it has no subject */
    const char *citation, *citation_words;
    enum tiao_kind value_kind;
    enum tiao_state from_state, to_state;
    const char *from, *to;             /* for people */
    const char *from_exact, *to_exact; /* VALUE: plain */
    const char *more, *more_words; /* 200.00, +200元: none counts as 0; "" when
                                    * one is no number, or not known */
};

/* What the shifts of a decision come to, over all rows and periods; or those
 * of all decisions asked for by name that have one unit. */
struct tiao_shift_sum {
    const char *decision, *unit;   /* decision "": of a unit */
    const char *more, *more_words; /* "" when none can be counted */
    size_t shifts, uncounted;
};

struct tiao_alternative {
    const char *name, *text;
    bool taken;                       /* the others are compared with it */
    bool broken;                      /* an assertion fails under it: the report
                                       * says which */
    const struct tiao_shift *shift;   /* by decision, row and period */
    const struct tiao_shift_sum *sum; /* by decision */
    const struct tiao_shift_sum *by_unit; /* when decisions were named */
    size_t shifts, sums, units;
};

struct tiao_compared {
    const char *name, *citation, *citation_words;
    const char *by; /* who may decide it, or "" */
    const struct tiao_alternative *alternative;
    size_t alternatives;
};

struct tiao_comparison {
    const struct tiao_compared *reading;
    size_t readings;
    bool evaluated; /* with facts */
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
    const char *entity, *id; /* "" when it has no subject; ID also when the
                              * case has one row of ENTITY, without name */
    const char *period;
    const char *expected, *got; /* for people */
    const char *const *reason;  /* why it came out so, a line each; the lines
                                 * below another begin with blanks */
    size_t reasons;
    struct tiao_place place; /* of the expectation */
};

/* One case, or one row of its table: evaluated by itself. */
struct tiao_trial {
    const char *name; /* of the case */
    const char *citation, *citation_words;
    size_t row;              /* of its table, from 1; 0: it has none */
    const char *words;       /* the row as written, or "" */
    struct tiao_place place; /* of the case's name, or of the row */
    bool passed;
    bool unconfirmed;    /* nobody has said yet that what it expects is
                          * right (待确认) */
    const char *stopped; /* set when a limit was passed: which */
    const struct tiao_difference *difference;
    size_t differences;
};

enum tiao_covered_kind {
    TIAO_COVERED_RULE, /* its condition was true */
    TIAO_COVERED_EXCEPTION,
    TIAO_COVERED_OTHERWISE,
    TIAO_COVERED_STANDARD,
    TIAO_COVERED_SPLIT,
    TIAO_COVERED_DUTY, /* it applied; and its kinds: */
    TIAO_COVERED_PROHIBITION,
    TIAO_COVERED_PERMISSION,
    TIAO_COVERED_ENCOURAGEMENT,
    TIAO_COVERED_TARGET,
    TIAO_COVERED_ROW,     /* of a decision table: it applied */
    TIAO_COVERED_TRUE,    /* a condition that was true */
    TIAO_COVERED_FALSE,   /* ... that was false */
    TIAO_COVERED_READING, /* an alternative that counted */
};

/* Something that cases should reach. */
struct tiao_covered {
    enum tiao_covered_kind kind;
    const char *label; /* of the rule, exception, reading ... */
    const char *words; /* the row, condition or alternative */
    const char *citation, *citation_words;
    struct tiao_place place; /* file "": a reading has none */
    const char *const *by;   /* the names of the cases that reach it */
    size_t bys;
};

/* What one decision comes to in one case, row and period, asked for or not. */
struct tiao_outcome {
    const char *name; /* of the case */
    size_t row;       /* of its table, or 0 */
    const char *decision, *entity, *id, *period;
    const char *time;     /* of an expectation about another time, or
                           * "" */
    const char *outcome;  /* the same in each language: 30000.00, none,
                           * fault conflict, unknown 0.00..50000.00 */
    const char *words[2]; /* for people, by enum tiao_language */
    /* Of the rule or exception that gave it, and of the row of its table; ""
     * when it was worked out, or by several. */
    const char *label, *rule_row, *citation;
    bool told; /* it is known, or the case expects something
                * of the decision: goes into a baseline */
};

/* How an outcome differs from a baseline. */
struct tiao_outcome_change {
    const struct tiao_outcome *before, *now; /* NOW null: it is gone */
};

/* What the cases of a rulebook came to. */
struct tiao_tests {
    const struct tiao_trial *trial; /* in the order of the files */
    /* PASSED: of those that are confirmed. UNCONFIRMED: the others that hold.
     * FAILED: of all. */
    size_t trials, passed, unconfirmed, failed;
    const struct tiao_covered *covered; /* in the order of the files */
    size_t covereds, reached;           /* 0 unless asked for */
    size_t confirmed; /* of those reached: by a case that is not
                       * unconfirmed */
    const struct tiao_outcome *outcome; /* null unless asked for */
    size_t outcomes;
    /* Since tiao_baseline_compare. */
    bool compared;
    const struct tiao_outcome_change *change; /* changed, then gone */
    size_t changed, gone, added, same;
};

struct tiao_test_question {
    const char *filter; /* only cases with this in their name; null:
                         * all */
    bool coverage;
    enum tiao_language language;
    uint64_t node_rows; /* limit of work of one trial; 0: 100
                         * million */
    bool outcomes;      /* every decision's, for a baseline */
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
          const struct tiao_test_question *question, struct tiao_tests **tests);
TIAO_API void tiao_tests_free(struct tiao_tests *tests);
/* Writes the outcomes of TESTS, which asked for them (JSON). */
TIAO_API enum tiao_status tiao_baseline_print(const struct tiao_tests *tests,
                                              tiao_write *write, void *user);
/* Holds the outcomes of TESTS against those that tiao_baseline_print wrote;
 * cases that the question of TESTS left out are not gone. BAD_RECEIPT: it is
 * no baseline, or of another format version. */
TIAO_API enum tiao_status
tiao_baseline_compare(struct tiao_tests *tests, const char *at, size_t len);
/* With what changed, when they were held against a baseline; JUNIT and TAP say
 * nothing of that. COLOUR: for PRETTY only. */
TIAO_API enum tiao_status
tiao_tests_print(const struct tiao_tests *tests, enum tiao_test_format format,
                 bool colour, tiao_write *write, void *user);

/* ---- boundary cases ---- */

/* Null or zero members: the default. */
struct tiao_bounds_question {
    const char *as_of; /* the day where nothing speaks for another:
                        * 2025-01-31. Null: the last day that the
                        * rules compare the as-of day with, or
                        * 2025-01-01 */
    /* Names of loaded files whose cases that nobody confirmed are to be
     * written anew. */
    const char *const *refresh;
    size_t refreshes;
    enum tiao_language language; /* of the words in the cases */
    uint64_t node_rows;          /* limit of work of all evaluations together;
                                  * 0: 10 times that of one */
};

struct tiao_bounds_file {
    const char *name; /* as it was loaded */
    const char *kept; /* its text; of a file to refresh without the
                       * cases that nobody confirmed */
    size_t kept_len;
    const char *text; /* new cases about decisions of this file, in
                       * the one way that they are written; or "" */
    size_t len;
    size_t cases, rows; /* how many */
};

/* Cases at the bounds that the rules contain: for everything that cases should
 * reach (tiao_test with coverage) one that does, with numbers and days at the
 * ends of where it is reached, each member of a list, each exception applying
 * and not. What they expect is what comes out now, marked 待确认. A case that
 * is in RULEBOOK already and stays is not written again. */
struct tiao_bounds {
    const struct tiao_bounds_file *file; /* by loaded file */
    size_t files;
    size_t cases, rows;
    size_t reached, covereds; /* of what cases should reach */
    bool stopped;             /* at the limit of work: there may be more */
};

/* BAD_QUESTION: AS_OF is no day. RULEBOOK has no errors. */
TIAO_API enum tiao_status
tiao_bounds_of(const struct tiao_rulebook *rulebook,
               const struct tiao_bounds_question *question,
               struct tiao_bounds **bounds);
TIAO_API void tiao_bounds_free(struct tiao_bounds *bounds);

/* ---- the text of a policy, and what accounts for it ---- */

enum tiao_sentence_kind {
    TIAO_SENTENCE,
    TIAO_HEADING,     /* of its part: 一.0 */
    TIAO_RESPONSIBLE, /* the bracket that says who answers: 一.责任 */
};

struct tiao_sentence {
    const char *locator; /* as rules cite it: 一.1; no two are the same */
    const char *words;   /* 措施一 第1句 */
    enum tiao_sentence_kind kind;
    const char *text; /* "" when only a lock is at hand */
    const char *hash; /* 12 hexadecimal digits of what it says */
};

/* A measure or article with all that stands below it. */
struct tiao_passage {
    const char *name;        /* 一, 第五条, 前, 后 */
    size_t first, sentences; /* within the text's sentences */
};

struct tiao_text {
    const struct tiao_sentence *sentence; /* in the order of the text */
    const struct tiao_passage *passage;
    size_t sentences, passages;
};

/* The sentences of a policy's text (spec/ledger.md). FILE->at null: the file
 * called FILE->name is read, "-" is standard input. *REPORT says what is wrong
 * for TIAO_BAD_FACTS, TIAO_IO and TIAO_BAD_QUESTION (a limit), and is null
 * otherwise. SETTINGS, the allocator and limits, may be null. */
TIAO_API enum tiao_status
tiao_text_of(const struct tiao_file *file, const struct tiao_settings *settings,
             enum tiao_language language, struct tiao_text **text,
             struct tiao_report **report);
TIAO_API void tiao_text_free(struct tiao_text *text);
/* The sentence that CITATION means, or null. */
TIAO_API const struct tiao_sentence *
tiao_text_find(const struct tiao_text *text, const char *citation);

/* What became of a sentence. */
enum tiao_account {
    TIAO_ENCODED,    /* rules, duties, standards ... say it */
    TIAO_ENCOURAGED, /* only encouraged */
    TIAO_DELEGATED,  /* another text or body has to say it */
    TIAO_UNCODED,    /* 未编码: left out, with a reason */
    TIAO_MISSING,    /* nothing cites it */
    TIAO_UNCOUNTED,  /* a heading that nothing cites */
};

enum { TIAO_ACCOUNTS = TIAO_UNCOUNTED };

/* What a declaration makes of a sentence it cites. */
enum tiao_weight {
    TIAO_ENCODES,
    TIAO_ENCOURAGES,
    TIAO_DELEGATES,
    TIAO_LEAVES_OUT,
    TIAO_NOTES, /* a reading or assertion about it */
    TIAO_TRIES, /* a case */
};

/* A citation of a declaration. */
struct tiao_citation {
    enum tiao_weight weight;
    const char *kind, *kind_words; /* rule, 规则; a kind is not translated */
    const char *label;             /* its name, or "" */
    const char *citation;          /* as written */
    const char *reason;            /* LEAVES_OUT: why */
    const char *elsewhere;         /* the text that says it instead, or "" */
    struct tiao_place place;
};

/* Headings are not counted. */
struct tiao_ledger_count {
    size_t sentences;
    size_t of[TIAO_ACCOUNTS]; /* by enum tiao_account */
};

struct tiao_ledger_passage {
    const char *name, *words; /* 一, 措施一 */
    size_t first, lines;
    struct tiao_ledger_count count;
};

enum tiao_revision {
    TIAO_CHANGED, /* it says something else at its place */
    TIAO_MOVED,   /* it stands elsewhere now */
    TIAO_VANISHED,
    TIAO_ADDED, /* it was not there when the lock was written */
};

/* A sentence that is not as it was when the lock was written. */
struct tiao_revised {
    enum tiao_revision revision;
    const char *locator; /* as rules cite it; ADDED: as it is now */
    const char *to;      /* MOVED: where it stands now, else "" */
    const struct tiao_citation *by;
    size_t bys;
};

struct tiao_ledger_line {
    struct tiao_sentence sentence;
    enum tiao_account account;
    const struct tiao_citation *by; /* in the order of the files */
    size_t bys;
    const struct tiao_revised *revised; /* null: as it was */
};

struct tiao_ledger {
    const struct tiao_ledger_line *line;
    const struct tiao_ledger_passage *passage;
    const struct tiao_revised *revised; /* in the order of the lock */
    const struct tiao_citation *astray; /* they cite no sentence */
    struct tiao_ledger_count total;
    size_t lines, passages, reviseds, astrays;
    bool locked; /* a lock was read */
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
                  enum tiao_list_format format, bool colour, tiao_write *write,
                  void *user);
/* Writes the lock of TEXT: locators and hashes, no sentence (JSON). */
TIAO_API enum tiao_status
tiao_lock_print(const struct tiao_text *text, tiao_write *write, void *user);

/* ---- one way to write rules ---- */

enum tiao_surface {
    TIAO_SURFACE_KEEP, /* keywords stay in their language */
    TIAO_SURFACE_ZH,
    TIAO_SURFACE_EN,
};

struct tiao_tidied_file {
    const char *name; /* as it was loaded */
    const char *at;   /* as it should be written; null when the file
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
    const char *was, *is; /* "": nothing stood, or stands, there */
};

struct tiao_mended {
    const struct tiao_tidied_file *file; /* in the order of the catalog */
    size_t files;
    const struct tiao_fixed *fixed; /* in the order of mending */
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
TIAO_API enum tiao_status tiao_mended_print(const struct tiao_mended *mended,
                                            tiao_write *write, void *user);
TIAO_API void tiao_mended_free(struct tiao_mended *mended);

/* ---- a text that is being typed ---- */

enum tiao_input {
    TIAO_INPUT_COMPLETE,   /* nothing can be added but on a new line */
    TIAO_INPUT_MAY_GROW,   /* a declaration that could have more clauses */
    TIAO_INPUT_NEEDS_MORE, /* the line is whole, the declaration is not */
    TIAO_INPUT_GOES_ON,    /* the line goes on */
    TIAO_INPUT_WRONG,      /* it has a mistake: loading it says which */
};

/* Is the text, declarations or one expression, complete? ALLOCATOR may be
 * null. */
TIAO_API enum tiao_status
tiao_input_of(const struct tiao_allocator *allocator, const char *at,
              size_t len, enum tiao_input *input);

/* What may follow a text that ends between two words. */
struct tiao_expectation {
    const char *const *word; /* words of the language */
    size_t words;
    bool name, number, text, day, citation;
    bool row; /* | of a table */
    bool line_end;
    bool declares; /* the text begins with a declaration */
};

/* Looks at the LEN bytes that are there already; LANGUAGE: of the words that
 * are listed. ALLOCATOR may be null. */
TIAO_API enum tiao_status
tiao_expect(const struct tiao_allocator *allocator, const char *at, size_t len,
            enum tiao_language language, struct tiao_expectation **expectation);
TIAO_API void tiao_expectation_free(struct tiao_expectation *expectation);

#ifdef __cplusplus
}
#endif

#endif
