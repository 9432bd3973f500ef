/* Memory is refused at the first request, then at the second, and so on,
 * until all of loading, asking, explaining and printing runs through. Each
 * time the call must say TIAO_MEMORY, everything must be given back, and the
 * host lives on to try again. Knows the library by its public header only. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/tiao.h"

/* Enough for any journey here; one that needs more has got into a loop. */
#define REFUSALS_MOST 200000

/* A host's memory, which knows how much is out and whether it is handled as
 * the contract says. */
struct host {
    size_t requests;
    size_t refuse_at;
    bool lasting;    /* refuse all later requests as well */
    size_t pieces;   /* handed out and not yet given back */
    bool wrong_size; /* an OLD_SIZE was not the size of OLD */
};

/* In front of each piece; as large as any alignment. */
union header {
    size_t size;
    max_align_t align;
};

static bool
host_refuses(struct host *host)
{
    size_t request = host->requests++;
    return request == host->refuse_at ||
           (host->lasting && request > host->refuse_at);
}

static void
host_release(struct host *host, union header *old)
{
    if (!old)
        return;
    host->pieces--;
    free(old);
}

static void *
host_resize(void *user, void *old, size_t old_size, size_t size)
{
    struct host *host = user;
    union header *before = old ? (union header *)old - 1 : NULL;
    if (before && before->size != old_size)
        host->wrong_size = true;
    if (size == 0) {
        host_release(host, before);
        return NULL;
    }
    if (host_refuses(host) || size > SIZE_MAX - sizeof *before)
        return NULL;
    union header *after = malloc(sizeof *after + size);
    if (!after)
        return NULL;
    after->size = size;
    host->pieces++;
    if (before) {
        memcpy(after + 1, old, old_size < size ? old_size : size);
        host_release(host, before);
    }
    return after + 1;
}

/* What is printed, kept by the test and not by the host under test. */
struct sink {
    char *at;
    size_t len;
};

static bool
sink_write(void *user, const char *at, size_t len)
{
    struct sink *sink = user;
    char *grown = realloc(sink->at, sink->len + len + 1);
    if (!grown)
        return false;
    sink->at = grown;
    memcpy(grown + sink->len, at, len);
    sink->len += len;
    return true;
}

/* One way through the interface: FACTS null stops after the report. */
struct journey {
    const char *name;
    const char *rules;
    const char *facts;
    enum tiao_language language;
};

struct trip {
    const struct journey *journey;
    struct tiao_settings settings;
    struct tiao_rulebook *rulebook;
    struct tiao_report *report;
    struct tiao_mended *mended;
    struct tiao_catalog *catalog;
    struct tiao_facts *facts;
    struct tiao_answers *answers;
    struct tiao_explanation *explanation;
    struct tiao_why_not *why_not;
    struct tiao_text *text;
    struct tiao_ledger *ledger;
    struct tiao_comparison *comparison;
    struct sink sink;
};

static enum tiao_status
trip_report(struct trip *trip)
{
    enum tiao_status status = tiao_rulebook_report(
        trip->rulebook, trip->journey->language, &trip->report);
    for (int format = TIAO_REPORT_PRETTY;
         !status && format <= TIAO_REPORT_GITHUB; format++)
        status =
            tiao_report_print(trip->report, (enum tiao_report_format)format,
                              false, sink_write, &trip->sink);
    return status;
}

static enum tiao_status
trip_mend(struct trip *trip)
{
    enum tiao_status status = tiao_mend(trip->rulebook, &trip->settings,
                                        trip->journey->language, &trip->mended);
    return status ? status
                  : tiao_mended_print(trip->mended, sink_write, &trip->sink);
}

static enum tiao_status
trip_load(struct trip *trip)
{
    enum tiao_status status = tiao_load_paths(&trip->journey->rules, 1,
                                              &trip->settings, &trip->rulebook);
    if (status != TIAO_OK && status != TIAO_BAD_RULES)
        return status;
    enum tiao_status reported = trip_report(trip);
    if (!reported)
        reported = trip_mend(trip);
    return reported ? reported : status;
}

static enum tiao_status
trip_ask(struct trip *trip)
{
    struct tiao_question question = {
        .as_of = "2025-06-30",
        .period = "2025-06",
        .language = trip->journey->language,
    };
    enum tiao_status status = tiao_catalog_of(
        trip->rulebook, trip->journey->language, &trip->catalog);
    if (!status)
        status = tiao_facts_new(trip->rulebook, &trip->facts);
    if (!status)
        status = tiao_facts_file(trip->facts, trip->journey->facts);
    if (!status)
        status = tiao_evaluate(trip->facts, &question, &trip->answers);
    return status;
}

static enum tiao_status
trip_explain(struct trip *trip)
{
    enum tiao_status status = TIAO_OK;
    size_t n = tiao_answers_count(trip->answers);
    for (size_t i = 0; !status && i < n; i++) {
        status = tiao_explain(trip->answers, i, &trip->explanation);
        tiao_explanation_free(trip->explanation);
        trip->explanation = NULL;
    }
    if (!status && n)
        status = tiao_why_not(trip->answers, n - 1, &trip->why_not);
    return status;
}

static enum tiao_status
trip_print(struct trip *trip)
{
    enum tiao_status status = TIAO_OK;
    for (int format = TIAO_PRETTY; !status && format <= TIAO_JSON; format++) {
        struct tiao_print how = {.format = (enum tiao_format)format,
                                 .why = true,
                                 .source = trip->text};
        status =
            tiao_answers_print(trip->answers, &how, sink_write, &trip->sink);
    }
    trip->sink.len = 0;
    if (!status)
        status = tiao_receipt_print(trip->answers, sink_write, &trip->sink);
    return status;
}

static enum tiao_status
trip_verify(struct trip *trip)
{
    tiao_report_free(trip->report);
    trip->report = NULL;
    return tiao_receipt_verify(trip->sink.at, trip->sink.len, &trip->settings,
                               trip->journey->language, &trip->report);
}

/* The text that the rules cite: its sentences, a ledger, a lock. */
static enum tiao_status
trip_account(struct trip *trip)
{
    static const char text[] = "一、补贴。每家300元。\n二、其他。（一）甲；\n";
    static const char lock[] = "{\"format\": \"tiao-lock/1\", \"sentences\": "
                               "{\"一.1\": \"000000000000\"}}";
    struct tiao_file source = {"text", text, sizeof text - 1};
    struct tiao_file locked = {"lock", lock, sizeof lock - 1};
    struct tiao_ledger_question question = {.lock = &locked};
    enum tiao_status status =
        tiao_text_of(&source, &trip->settings, trip->journey->language,
                     &trip->text, &trip->report);
    question.source = trip->text;
    if (!status)
        status = tiao_ledger_of(trip->rulebook, &question, &trip->ledger,
                                &trip->report);
    for (int format = 0; !status && format <= TIAO_LIST_CSV; format++)
        status = tiao_ledger_print(trip->ledger, (enum tiao_list_format)format,
                                   false, sink_write, &trip->sink);
    return status ? status
                  : tiao_lock_print(trip->text, sink_write, &trip->sink);
}

/* The question once more for each alternative. */
static enum tiao_status
trip_compare(struct trip *trip)
{
    struct tiao_question question = {.period = "2025-06",
                                     .language = trip->journey->language};
    enum tiao_status status =
        tiao_readings_compare(trip->rulebook, trip->facts, &question,
                              &trip->comparison, &trip->report);
    for (int format = 0; !status && format <= TIAO_LIST_CSV; format++)
        status = tiao_comparison_print(trip->comparison,
                                       (enum tiao_list_format)format, false,
                                       sink_write, &trip->sink);
    tiao_report_free(trip->report);
    trip->report = NULL;
    return status;
}

static enum tiao_status
trip_make(struct trip *trip)
{
    enum tiao_status status = trip_load(trip);
    if (status || !trip->journey->facts)
        return status;
    tiao_report_free(trip->report);
    trip->report = NULL;
    status = trip_ask(trip);
    if (!status)
        status = trip_account(trip);
    if (!status)
        status = trip_compare(trip);
    if (!status)
        status = trip_explain(trip);
    if (!status)
        status = trip_print(trip);
    return status ? status : trip_verify(trip);
}

static void
trip_end(struct trip *trip)
{
    tiao_explanation_free(trip->explanation);
    tiao_why_not_free(trip->why_not);
    tiao_comparison_free(trip->comparison);
    tiao_ledger_free(trip->ledger);
    tiao_text_free(trip->text);
    tiao_answers_free(trip->answers);
    tiao_facts_free(trip->facts);
    tiao_catalog_free(trip->catalog);
    tiao_mended_free(trip->mended);
    tiao_report_free(trip->report);
    tiao_rulebook_free(trip->rulebook);
    free(trip->sink.at);
}

static enum tiao_status
travel(const struct journey *journey, struct host *host)
{
    struct trip trip = {
        .journey = journey,
        .settings.allocator = {host_resize, host},
    };
    enum tiao_status status = trip_make(&trip);
    trip_end(&trip);
    return status;
}

/* What is wrong with a trip that ended in STATUS, or null. */
static const char *
complaint(const struct host *host, enum tiao_status status,
          enum tiao_status whole)
{
    if (host->pieces)
        return "memory was not given back";
    if (host->wrong_size)
        return "a piece was given back with another size";
    if (host->requests > host->refuse_at)
        return status == TIAO_MEMORY ? NULL : "a refusal was not reported";
    return status == whole ? NULL : "it ended with another status";
}

static bool
journey_holds(const struct journey *journey, bool lasting)
{
    struct host willing = {.refuse_at = SIZE_MAX};
    enum tiao_status whole = travel(journey, &willing);
    const char *wrong = complaint(&willing, whole, whole);
    if (whole != (journey->facts ? TIAO_OK : TIAO_BAD_RULES))
        wrong = "it does not run through with all the memory it wants";
    size_t n = 0;
    while (!wrong && n <= willing.requests && n < REFUSALS_MOST) {
        struct host host = {.refuse_at = n++, .lasting = lasting};
        wrong = complaint(&host, travel(journey, &host), whole);
    }
    if (!wrong && n <= willing.requests)
        wrong = "it asks for memory without end";
    printf("%s, %s: %zu requests, %s%s\n", journey->name,
           lasting ? "refused from there on" : "refused once", willing.requests,
           wrong ? "FAILED: " : "passed", wrong ? wrong : "");
    if (wrong)
        printf("    at refusal %zu, status %d\n", n, (int)whole);
    return !wrong;
}

static const struct journey journeys[] = {
    {"from rules to a receipt", ROOT "/tests/robust/journey.tiao",
     ROOT "/tests/robust/facts.json", TIAO_ZH},
    {"mistakes", ROOT "/tests/robust/mistakes.tiao", NULL, TIAO_EN},
};

int
main(void)
{
    size_t passed = 0, tried = 0;
    for (size_t i = 0; i < sizeof journeys / sizeof *journeys; i++) {
        passed += journey_holds(&journeys[i], false);
        passed += journey_holds(&journeys[i], true);
        tried += 2;
    }
    printf("%zu passed, %zu failed\n", passed, tried - passed);
    return passed != tried;
}
