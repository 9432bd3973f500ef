/* Receipts: what is needed to repeat an evaluation, and repeating it. */
#include <string.h>

#include "runtime/case.h"
#include "runtime/file.h"
#include "runtime/print.h"
#include "runtime/report.h"

#define RECEIPT_FORMAT "tiao-receipt/1"

/* ---- writing ---- */

static void
file_put(struct json_writer *w, struct str name, const char *hash)
{
    json_object_open(w);
    member_key(w, "file");
    json_string(w, name);
    member_text(w, "sha256", hash);
    json_object_close(w);
}

static void
rules_put(struct json_writer *w, const struct tiao_rulebook *r)
{
    member_key(w, "rules");
    json_array_open(w);
    for (uint32_t i = 0; i < r->file.n; i++) {
        const struct loaded *f = &r->file.at[i];
        file_put(w, f->name, sha256_of(f->text.at, f->text.len).at);
    }
    json_array_close(w);
}

static void
facts_put(struct json_writer *w, const struct given_texts *t)
{
    member_key(w, "facts");
    json_array_open(w);
    for (uint32_t i = 0; i < t->list.n; i++)
        file_put(w, t->list.at[i].name, t->list.at[i].hash.at);
    json_array_close(w);
    if (t->by_hand)
        member_truth(w, "facts_by_hand", true);
}

/* Every reading, with what held: one alternative, or all of them. */
static void
readings_put(struct json_writer *w, const struct tiao_answers *a)
{
    member_key(w, "readings");
    json_object_open(w);
    for (uint32_t i = 0; i < a->plan->readings; i++) {
        const struct plan_reading *r = &a->plan->reading[i];
        wide mask = a->data->reading[i].lo;
        uint32_t first = (uint32_t)__builtin_ctzll((uint64_t)mask);
        json_key(w, r->name);
        json_string(w, mask_count(mask) == 1
                           ? a->plan->entity[r->entity].member[first]
                           : STR("?"));
    }
    json_object_close(w);
}

static void
question_put(struct json_writer *w, const struct tiao_answers *a)
{
    const struct question *q = &a->question;
    member_text(w, "language", q->language == TIAO_EN ? "en" : "zh");
    if (q->as_of.len) {
        member_key(w, "as_of");
        json_string(w, q->as_of);
    }
    if (q->period.len) {
        member_key(w, "period");
        json_string(w, q->period);
    }
    member_key(w, "ask");
    json_array_open(w);
    for (uint32_t i = 0; i < q->asks; i++)
        json_string(w, q->ask[i]);
    json_array_close(w);
    readings_put(w, a);
}

static void
receipt_put(struct text *to, const void *what)
{
    const struct tiao_answers *a = what;
    struct json_writer w = {.to = to, .pretty = true};
    json_object_open(&w);
    member_text(&w, "format", RECEIPT_FORMAT);
    member_text(&w, "version", tiao_version());
    rules_put(&w, a->rulebook);
    facts_put(&w, &a->text);
    question_put(&w, a);
    member_key(&w, "answers");
    json_array_open(&w);
    for (uint32_t i = 0; i < tiao_answers_count(a); i++) {
        json_object_open(&w);
        print_json_answer(&w, &a->answer[i]);
        json_object_close(&w);
    }
    json_array_close(&w);
    json_object_close(&w);
    text_add_char(to, '\n');
}

enum tiao_status
tiao_receipt_print(const struct tiao_answers *answers, tiao_write *write,
                   void *user)
{
    return text_print(&answers->object.from, receipt_put, answers, write, user);
}

/* ---- repeating ---- */

struct verifying {
    struct object object;
    struct source source;
    struct diags diags;
    struct str text;
    const struct json *receipt;
    struct tiao_settings settings;
    struct tiao_rulebook *rulebook;
    struct tiao_facts *facts;
    struct tiao_answers *answers;
};

static struct arena *
arena_of(struct verifying *v)
{
    return &v->object.arena;
}

/* The text of member KEY, or null. */
static const char *
member_z(struct verifying *v, const struct json *object, const char *key)
{
    const struct json *j = json_member(object, str_of(key));
    return j && j->kind == JSON_STRING ? str_z(arena_of(v), j->text) : NULL;
}

static const struct json *
member_list(const struct json *object, const char *key)
{
    const struct json *j = json_member(object, str_of(key));
    return j && j->kind == JSON_ARRAY ? j : NULL;
}

static bool
files_right(const struct json *list)
{
    const struct json *j = list ? list->first : NULL;
    for (; j; j = j->next)
        if (j->kind != JSON_OBJECT || !json_member(j, STR("file")) ||
            json_member(j, STR("file"))->kind != JSON_STRING ||
            !json_member(j, STR("sha256")) ||
            json_member(j, STR("sha256"))->kind != JSON_STRING)
            return false;
    return list != NULL;
}

/* Is it a receipt that can be repeated? */
static bool
receipt_right(struct verifying *v)
{
    const struct json *r = v->receipt;
    const char *format =
        r && r->kind == JSON_OBJECT ? member_z(v, r, "format") : NULL;
    if (!format || strcmp(format, RECEIPT_FORMAT) ||
        !files_right(member_list(r, "rules")) ||
        !files_right(member_list(r, "facts")) || !member_list(r, "ask") ||
        !member_list(r, "answers")) {
        report(&v->diags, NO_RECEIPT);
        return false;
    }
    if (json_member(r, STR("facts_by_hand"))) {
        report(&v->diags, RECEIPT_BY_HAND);
        return false;
    }
    return true;
}

static void
hash_compare(struct verifying *v, const struct json *file, const char *hash)
{
    if (!str_equal(json_member(file, STR("sha256"))->text, str_of(hash)))
        report(&v->diags, RECEIPT_FILE,
               .arg = {json_member(file, STR("file"))->text});
}

/* The messages of a load or of facts become part of ours, without places. */
static void
messages_take(struct verifying *v, const struct diags *from)
{
    for (uint32_t i = 0; i < from->list.n; i++) {
        struct diag diag = from->list.at[i];
        diag.at = diag.second.at = diag.fix.at = (struct span){0, 0};
        diag.second.label = LABEL_NONE;
        if (diag_row(diag.id)->severity == SEVERITY_ERROR)
            diag_add(&v->diags, &diag);
    }
}

static enum tiao_status
rules_repeat(struct verifying *v)
{
    const struct json *list = member_list(v->receipt, "rules");
    const char **path = arena_array(arena_of(v), const char *, list->n);
    uint32_t n = 0;
    enum tiao_status status;
    for (const struct json *j = list->first; j; j = j->next)
        path[n++] = member_z(v, j, "file");
    status = tiao_load_paths(path, n, &v->settings, &v->rulebook);
    if (status != TIAO_OK) {
        if (v->rulebook)
            messages_take(v, &v->rulebook->diags);
        return status;
    }
    n = 0;
    for (const struct json *j = list->first; j; j = j->next, n++)
        if (n < v->rulebook->file.n) {
            const struct loaded *f = &v->rulebook->file.at[n];
            hash_compare(v, j, sha256_of(f->text.at, f->text.len).at);
        }
    return TIAO_OK;
}

static enum tiao_status
facts_repeat(struct verifying *v)
{
    enum tiao_status status = tiao_facts_new(v->rulebook, &v->facts);
    const struct json *j = member_list(v->receipt, "facts")->first;
    for (; status == TIAO_OK && j; j = j->next) {
        status = tiao_facts_file(v->facts, member_z(v, j, "file"));
        if (status == TIAO_OK)
            hash_compare(
                v, j,
                v->facts->text.list.at[v->facts->text.list.n - 1].hash.at);
        else
            messages_take(v, &v->facts->diags);
    }
    return status;
}

static enum tiao_status
question_repeat(struct verifying *v)
{
    const struct json *ask = member_list(v->receipt, "ask");
    const struct json *readings = json_member(v->receipt, STR("readings"));
    uint32_t chosen =
        readings && readings->kind == JSON_OBJECT ? readings->n : 0;
    struct tiao_choice *choice =
        arena_array(arena_of(v), struct tiao_choice, chosen);
    const char **name = arena_array(arena_of(v), const char *, ask->n);
    const char *language = member_z(v, v->receipt, "language");
    struct tiao_question q = {
        .as_of = member_z(v, v->receipt, "as_of"),
        .period = member_z(v, v->receipt, "period"),
        .ask = name,
        .choice = choice,
        .language = language && language[0] == 'e' ? TIAO_EN : TIAO_ZH,
    };
    enum tiao_status status;
    for (const struct json *j = ask->first; j; j = j->next)
        if (j->kind == JSON_STRING)
            name[q.asks++] = str_z(arena_of(v), j->text);
    for (const struct json *j = chosen ? readings->first : NULL; j; j = j->next)
        if (j->kind == JSON_STRING)
            choice[q.choices++] = (struct tiao_choice){
                str_z(arena_of(v), j->key), str_z(arena_of(v), j->text)};
    status = tiao_evaluate(v->facts, &q, &v->answers);
    if (status != TIAO_OK && v->answers)
        messages_take(v, &v->answers->diags);
    return status;
}

/* ---- comparing ---- */

static struct str
json_compact(struct arena *a, const struct json *j)
{
    struct text text = {.arena = a};
    struct json_writer w = {.to = &text};
    json_tree(&w, j);
    return text_str(&text);
}

static void
say_answer(struct verifying *v, const struct json *was)
{
    struct text name = {.arena = arena_of(v)};
    static const char *const keys[] = {"id", "decision", "period"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const char *part =
            was->kind == JSON_OBJECT ? member_z(v, was, keys[i]) : NULL;
        if (!part)
            continue;
        if (name.len)
            text_add_char(&name, ' ');
        text_add_z(&name, part);
    }
    report(&v->diags, RECEIPT_ANSWER, .arg = {text_str(&name)});
}

static void
answers_compare(struct verifying *v, const struct json *was,
                const struct json *now)
{
    while (was && now) {
        if (!str_equal(json_compact(arena_of(v), was),
                       json_compact(arena_of(v), now)))
            say_answer(v, was);
        was = was->next;
        now = now->next;
    }
    for (; was; was = was->next)
        say_answer(v, was);
    for (; now; now = now->next)
        say_answer(v, now);
}

static enum tiao_status
answers_repeat(struct verifying *v)
{
    struct text text = {.arena = arena_of(v)};
    struct json_error error;
    const struct json *now;
    const struct json_limits limits = {UINT32_MAX, 64};
    receipt_put(&text, v->answers);
    now = json_read(arena_of(v), text_str(&text), limits, &error);
    answers_compare(v, member_list(v->receipt, "answers")->first,
                    member_list(now, "answers")->first);
    return v->diags.errors ? TIAO_DIFFERENT : TIAO_OK;
}

static enum tiao_status
verify_work(void *argument)
{
    struct verifying *v = argument;
    struct json_error error;
    const struct json_limits limits = {UINT32_MAX, 64};
    enum tiao_status status;
    source_init(&v->source, arena_of(v));
    diags_init(&v->diags, arena_of(v), 0);
    v->receipt =
        json_read(arena_of(v), str_copy(arena_of(v), v->text), limits, &error);
    if (!receipt_right(v))
        return TIAO_BAD_RECEIPT;
    status = rules_repeat(v);
    if (status == TIAO_OK)
        status = facts_repeat(v);
    if (status == TIAO_OK)
        status = question_repeat(v);
    return status == TIAO_OK ? answers_repeat(v) : status;
}

enum tiao_status
tiao_receipt_verify(const char *at, size_t len,
                    const struct tiao_settings *settings,
                    enum tiao_language language, struct tiao_report **report)
{
    struct allocator from =
        allocator_of(settings ? &settings->allocator : NULL);
    struct verifying *v = object_new(&from, sizeof *v);
    enum tiao_status status;
    *report = NULL;
    if (!v)
        return TIAO_MEMORY;
    if (settings)
        v->settings = *settings;
    v->text =
        (struct str){at, len > UINT32_MAX - 1 ? UINT32_MAX - 1 : (uint32_t)len};
    status = object_try(&v->object, verify_work, v);
    if (status != TIAO_OK && status != TIAO_MEMORY &&
        report_of(&from, &v->diags, &v->source, language, report) != TIAO_OK)
        status = TIAO_MEMORY;
    tiao_answers_free(v->answers);
    tiao_facts_free(v->facts);
    tiao_rulebook_free(v->rulebook);
    object_free(v);
    return status;
}
