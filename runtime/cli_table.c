/* The tables of cli.def. */
#include "runtime/cli.h"

#define V(verb) (1u << VERB_##verb)
#define EVERYWHERE (~0u)

const struct verb_row verb_rows[VERB_COUNT] = {
#define VERB(id, name, operands, zh, en)                                       \
    [VERB_##id] = {name, operands, {zh, en}},
#include "runtime/cli.def"
};

const struct option_row option_rows[OPTION_COUNT] = {
#define OPTION(id, name, letter, value, verbs, zh, en)                         \
    [OPTION_##id] = {name, letter, value, verbs, {zh, en}},
#include "runtime/cli.def"
};

const struct choice_row choice_rows[] = {
#define CHOICE(option, verbs, ...) {OPTION_##option, verbs, {__VA_ARGS__}},
#include "runtime/cli.def"
    {OPTION_COUNT, 0, {NULL}},
};

const char *const example_rows[] = {
#define EXAMPLE(text) text,
#include "runtime/cli.def"
    NULL,
};

const struct status_row status_rows[] = {
#define STATUS(id, number, zh, en) {number, {zh, en}},
#include "runtime/cli.def"
    {0, {NULL, NULL}},
};

const struct variable_row variable_rows[] = {
#define VARIABLE(use, name, zh, en) {VARIABLE_##use, name, {zh, en}},
#include "runtime/cli.def"
    {VARIABLE_STATE, NULL, {NULL, NULL}},
};
