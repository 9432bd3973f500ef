/* The public calls about a text that is being typed. */
#include "lang/typing.h"

#include "runtime/explain.h"
#include "runtime/object.h"
#include "runtime/report.h"

struct typed {
    struct object *object;
    struct str text;
    enum tiao_language language;
    enum tiao_input input;
    struct tiao_expectation *out;
};

static struct str
text_of(const char *at, size_t len)
{
    return (struct str){at,
                        len > UINT32_MAX - 1 ? UINT32_MAX - 1 : (uint32_t)len};
}

static enum tiao_status
input_work(void *argument)
{
    static const uint8_t inputs[] = {
        [TYPING_COMPLETE] = TIAO_INPUT_COMPLETE,
        [TYPING_MAY_GROW] = TIAO_INPUT_MAY_GROW,
        [TYPING_NEEDS_MORE] = TIAO_INPUT_NEEDS_MORE,
        [TYPING_GOES_ON] = TIAO_INPUT_GOES_ON,
        [TYPING_WRONG] = TIAO_INPUT_WRONG,
    };
    struct typed *t = argument;
    t->input = (enum tiao_input)inputs[typing_more(&t->object->arena, t->text)];
    return TIAO_OK;
}

enum tiao_status
tiao_input_of(const struct tiao_allocator *allocator, const char *at,
              size_t len, enum tiao_input *input)
{
    struct allocator from = allocator_of(allocator);
    struct object *o = object_new(&from, sizeof *o);
    struct typed t = {.object = o, .text = text_of(at, len)};
    enum tiao_status status;
    if (!o)
        return TIAO_MEMORY;
    status = object_try(o, input_work, &t);
    *input = t.input;
    object_free(o);
    return status;
}

static enum tiao_status
expect_work(void *argument)
{
    struct typed *t = argument;
    struct arena *a = &t->object->arena;
    struct typing_next next;
    const char **word;
    typing_next(a, t->text, language_of(t->language), &next);
    word = arena_array(a, const char *, next.word.n);
    for (uint32_t i = 0; i < next.word.n; i++)
        word[i] = str_z(a, next.word.at[i]);
    *t->out = (struct tiao_expectation){.word = word,
                                        .words = next.word.n,
                                        .name = next.name,
                                        .number = next.number,
                                        .text = next.text,
                                        .day = next.day,
                                        .citation = next.citation,
                                        .row = next.row,
                                        .line_end = next.line_end,
                                        .declares = next.declares};
    return TIAO_OK;
}

enum tiao_status
tiao_expect(const struct tiao_allocator *allocator, const char *at, size_t len,
            enum tiao_language language, struct tiao_expectation **expectation)
{
    struct allocator from = allocator_of(allocator);
    struct tiao_expectation *out = view_new(&from, sizeof *out);
    struct typed t = {
        .text = text_of(at, len), .language = language, .out = out};
    enum tiao_status status;
    *expectation = NULL;
    if (!out)
        return TIAO_MEMORY;
    t.object = view_object(out);
    status = object_try(t.object, expect_work, &t);
    if (status == TIAO_OK)
        *expectation = out;
    else
        view_free(out);
    return status;
}

void
tiao_expectation_free(struct tiao_expectation *expectation)
{
    view_free(expectation);
}
