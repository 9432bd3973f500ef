/* The grammar of rule files. spec/grammar.md says the same for people.
 *
 * An action is one call: the tree is built in build.c. Nothing is checked,
 * looked up or folded here. The scanner ends every line that ends something
 * with NL and every declaration with END, so that a mistake is over at the
 * next line, or at the next declaration at the latest. */
%code requires {
#include "lang/ast.h"
#include "lang/keyword.h"

struct parser;
struct nodes;

/* What a word means to the grammar. */
struct word {
    atom name;
    uint8_t keyword;    /* enum keyword, when it is a contextual word */
    bool quoted;
};

struct period_value {
    enum period_kind kind;
    int32_t number;
};
}

%code {
#include "lang/build.h"

/* The stack is as deep as brackets of the hard limit need it and lies with
 * the parser's state, so nothing is ever allocated. */
#define YYINITDEPTH 12000
#define YYMAXDEPTH 12000
#define YYMALLOC(size) ((void)(size), (void *)0)
#define YYFREE(old) ((void)(old))

static void grammar_error(const struct span *at, struct parser *p,
                          const char *message);
#define YYLLOC_DEFAULT(result, right, n)                                      \
    ((result) = (n) ? span_join(YYRHSLOC(right, 1), YYRHSLOC(right, n))       \
                    : (struct span){ YYRHSLOC(right, 0).hi,                   \
                                     YYRHSLOC(right, 0).hi })
}

%define api.pure full
%define api.push-pull push
%define api.prefix {grammar_}
%define api.token.prefix {TOKEN_}
%define api.location.type {struct span}
%define parse.error custom
%define parse.lac full
%define parse.lac.es-capacity-initial "12000"
%locations
%param {struct parser *p}
%expect 0

%union {
    struct node *node;
    struct nodes *list;
    struct word word;
    struct period_value period;
    const struct literal *literal;
    struct str text;
    int32_t day;
    int32_t form;
    enum keyword keyword;
}

%token EOF 0

/* Which question is asked: the first token of every text. */
%token START_FILE START_EXPRESSION START_FACTS

%token <keyword> RULEBOOK MEASURE UNIT ROSTER BODY CALENDAR ENTITY STANDARD RULE
%token <keyword> EXCEPTION SPLIT READING CONSTRAINT ASSERTION PRESUMPTION CASE
%token <keyword> UNCODED DUTY
%token <keyword> CITES FOR WHEN GIVES OTHERWISE LET BUT BY MUST EVERY FROM
%token <keyword> EFFECTIVE EXPIRES RESPONSIBLE BECAUSE DIVIDE RATIO REMAINDER
%token <keyword> GIVEN ASSUMING EXPECT FOR_NOW ON COMBINE ASK PROOF AWAITING
%token <keyword> AND OR NOT IS YES NO IS_NOT IN NOT_IN IF THEN TO GT LT GE LE
%token <keyword> ROUNDED CAPPED IF_NONE HAS EACH TO_DATE OVERRIDES WITH MANY OF
%token <keyword> HISTORY THIS THIS_PERIOD ETC PARTIAL DECIDED
%token <keyword> UNCONFIRMED
%token <keyword> OTHERS ANY STATE NONE SUFFIX
%token <keyword> MUST_NOT MAY DUE THEN_DUTY REACH WITHIN LEAD TOGETHER
%token <keyword> LATER
%token <word> NAME POLICY WORD
%token <word> CITATION
%token <literal> NUMBER
%token <day> DAY
%token <period> PERIOD
%token <text> TEXT
%token NL END ROW BAR ROWEND
%token OPEN CLOSE COLON LISTSEP EQ NE PLUS MINUS TIMES SLASH DIVIDED DE
/* Keep this one last. */
%token LAST

%type <list> file params names members exprs tests args facts expecteds paths
%type <list> citations label outputs table cells ratio every_when
%type <list> rule_head standard_head field_head field_tail type_list type_words
%type <list> attributes entity_parts roster_parts rule_clauses split_clauses
%type <list> must_clauses duty_head duty_clauses bearers reading_parts presumption_parts case_parts
%type <node> declaration param field type scalar_type type_tail domain every
%type <node> period awaiting name unit_name citation cites
%type <node> attribute attribute_value entity_part roster_part common
%type <node> rule_clause gives split_clause divisor must_clause reading_part
%type <node> duty_clause act bearer presumption_part case_part fact fact_value fact_from fact_on
%type <node> expected expected_value bound row cell test range set plain place
%type <node> expr either both negation relation sum added term unary primary
%type <node> path arg arg_value arg_when arg_gives
%type <form> optional history compare truth partial together
%type <keyword> modal

%%

start:
  START_FILE file                   { parser_done(p, ast_file(p, @$, $2)); }
| START_EXPRESSION expr NL          { parser_done(p, $2); }
| START_FACTS facts NL
    { parser_done(p, ast_given(p, @$, NULL, NULL, 0, $2)); }
;

file:
  %empty                            { $$ = nodes_new(p); }
| file declaration END              { $$ = nodes_add(p, $1, $2); }
| file error END                    { $$ = $1; }
;

declaration:
  RULEBOOK name NL attributes
    { $$ = ast_declaration(p, NODE_RULEBOOK, @$, $2, $4); }
| RULEBOOK error NL attributes
    { $$ = ast_declaration(p, NODE_RULEBOOK, @$, NULL, $4); }
| MEASURE citations NL attributes
    { $$ = ast_measure(p, @$, ast_cites(p, @2, $2), $4); }
| UNIT names EQ sum NL attributes   { $$ = ast_unit(p, @$, $2, $4, $6); }
| UNIT names NL attributes          { $$ = ast_unit(p, @$, $2, NULL, $4); }
| UNIT error NL attributes          { $$ = ast_unit(p, @$, NULL, NULL, $4); }
| ROSTER name EQ members NL
    { $$ = ast_roster_list(p, ROSTER_PLAIN, @$, $2, $4); }
| BODY name EQ members NL
    { $$ = ast_roster_list(p, ROSTER_BODY, @$, $2, $4); }
| ROSTER name NL roster_parts
    { $$ = ast_roster(p, ROSTER_PLAIN, @$, $2, $4); }
| CALENDAR name NL roster_parts
    { $$ = ast_roster(p, ROSTER_CALENDAR, @$, $2, $4); }
| BODY members NL roster_parts      { $$ = ast_bodies(p, @$, $2, $4); }
| ROSTER error NL roster_parts
    { $$ = ast_roster(p, ROSTER_PLAIN, @$, NULL, $4); }
| CALENDAR error NL roster_parts
    { $$ = ast_roster(p, ROSTER_CALENDAR, @$, NULL, $4); }
| ENTITY name NL entity_parts
    { $$ = ast_declaration(p, NODE_ENTITY, @$, $2, $4); }
| ENTITY error NL entity_parts
    { $$ = ast_declaration(p, NODE_ENTITY, @$, NULL, $4); }
| STANDARD standard_head rule_clauses
    { $$ = ast_rule(p, NODE_STANDARD, @$, $2, $3); }
| RULE rule_head rule_clauses       { $$ = ast_rule(p, NODE_RULE, @$, $2, $3); }
| EXCEPTION name OVERRIDES names NL rule_clauses
    { $$ = ast_exception(p, @$, $2, ast_list(p, NODE_OVERRIDES, @3, $4), $6); }
| EXCEPTION error NL rule_clauses
    { $$ = ast_exception(p, @$, NULL, NULL, $4); }
| SPLIT name NL split_clauses
    { $$ = ast_declaration(p, NODE_SPLIT, @$, $2, $4); }
| SPLIT error NL split_clauses
    { $$ = ast_declaration(p, NODE_SPLIT, @$, NULL, $4); }
| READING name NL reading_parts
    { $$ = ast_declaration(p, NODE_READING, @$, $2, $4); }
| READING error NL reading_parts
    { $$ = ast_declaration(p, NODE_READING, @$, NULL, $4); }
| CONSTRAINT name NL must_clauses
    { $$ = ast_declaration(p, NODE_CONSTRAINT, @$, $2, $4); }
| CONSTRAINT error NL must_clauses
    { $$ = ast_declaration(p, NODE_CONSTRAINT, @$, NULL, $4); }
| ASSERTION name NL must_clauses
    { $$ = ast_declaration(p, NODE_ASSERTION, @$, $2, $4); }
| ASSERTION error NL must_clauses
    { $$ = ast_declaration(p, NODE_ASSERTION, @$, NULL, $4); }
| DUTY duty_head duty_clauses
    { $$ = ast_duty(p, @$, $1, $2, $3); }
| PRESUMPTION place is sum NL presumption_parts
    { $$ = ast_presumption(p, @$, $2, $4, $6); }
| PRESUMPTION error NL presumption_parts
    { $$ = ast_presumption(p, @$, NULL, NULL, $4); }
| CASE name NL case_parts           { $$ = ast_case(p, @$, $2, $4); }
| CASE error NL case_parts          { $$ = ast_case(p, @$, NULL, $4); }
| UNCODED citations BECAUSE TEXT NL
    { $$ = ast_uncoded(p, @$, ast_cites(p, @2, $2), ast_text(p, NODE_TEXT, @4,
      $4)); }
;

/* Words of a heading. */

rule_head:
  name COLON type NL                { $$ = ast_head(p, $1, NULL, $3, NULL); }
| name OPEN params CLOSE COLON type NL
    { $$ = ast_head(p, $1, ast_list(p, NODE_PARAMS, @3, $3), $6, NULL); }
| name OF name NL
    { $$ = ast_head(p, $1, NULL, ast_one(p, NODE_OF, @$, $3), NULL); }
| error NL
    { $$ = ast_head(p, NULL, NULL, NULL, NULL); }
;

standard_head:
  name COLON type NL                { $$ = ast_head(p, $1, NULL, $3, NULL); }
| name COLON type awaiting NL       { $$ = ast_head(p, $1, NULL, $3, $4); }
| error NL
    { $$ = ast_head(p, NULL, NULL, NULL, NULL); }
;

awaiting:
  AWAITING names DECIDED            { $$ = ast_awaiting(p, @$, $2, $3); }
;

params:
  param                             { $$ = nodes_one(p, $1); }
| params LISTSEP param              { $$ = nodes_add(p, $1, $3); }
;

param:
  name COLON scalar_type
    { $$ = ast_field(p, @$, nodes_one(p, $1), $3, NULL); }
;

/* Types. */

type:
  scalar_type
| type_list type_tail               { $$ = ast_type_list(p, @$, $1, $2); }
| OPEN params CLOSE                 { $$ = ast_type_outputs(p, @$, $2); }
;

scalar_type:
  type_words domain type_tail       { $$ = ast_type(p, @$, $1, $2, $3); }
| MANY name type_tail               { $$ = ast_type_many(p, @$, $2, $3); }
;

type_list:
  name LISTSEP name                 { $$ = nodes_add(p, nodes_one(p, $1), $3); }
| type_list LISTSEP name            { $$ = nodes_add(p, $1, $3); }
;

type_words:
  unit_name                         { $$ = nodes_one(p, $1); }
| name unit_name                    { $$ = nodes_add(p, nodes_one(p, $1), $2); }
| name NUMBER
    { $$ = nodes_add(p, nodes_one(p, $1), ast_number(p, @2, $2)); }
| name NUMBER unit_name
    { $$ = nodes_add(p, nodes_add(p, nodes_one(p, $1), ast_number(p, @2, $2)),
      $3); }
;

unit_name:
  name
| unit_name SLASH name              { $$ = ast_unit_name(p, @$, $1, $3); }
;

domain:
  %empty                            { $$ = NULL; }
| OPEN range CLOSE                  { $$ = $2; }
;

type_tail:
  optional history every            { $$ = ast_type_tail(p, @$, $1 | $2, $3); }
;

optional:
  %empty                            { $$ = 0; }
| OR NONE                           { $$ = FLAG_OPTIONAL; }
;

history:
  %empty                            { $$ = 0; }
| HISTORY                           { $$ = FLAG_HISTORY; }
;

every:
  %empty                            { $$ = NULL; }
| period
;

period:
  EVERY name                        { $$ = ast_every(p, @$, $2, NULL); }
| EVERY name NUMBER
    { $$ = ast_every(p, @$, $2, ast_number(p, @3, $3)); }
;

/* Lists. */

names:
  name                              { $$ = nodes_one(p, $1); }
| names LISTSEP name                { $$ = nodes_add(p, $1, $3); }
;

members:
  names
| names ETC                         { $$ = nodes_open($1); }
;

exprs:
  expr                              { $$ = nodes_one(p, $1); }
| exprs LISTSEP expr                { $$ = nodes_add(p, $1, $3); }
;

name:
  NAME                              { $$ = ast_name(p, @$, $1); }
| POLICY                            { $$ = ast_name(p, @$, $1); }
| WORD                              { $$ = ast_name(p, @$, $1); }
;

citations:
  citation                          { $$ = nodes_one(p, $1); }
| citations LISTSEP citation        { $$ = nodes_add(p, $1, $3); }
;

citation:
  CITATION                          { $$ = ast_citation(p, @$, $1); }
;

cites:
  CITES citations NL                { $$ = ast_cites(p, @2, $2); }
;

/* Attributes of rulebooks, measures and units. */

attributes:
  %empty                            { $$ = nodes_new(p); }
| attributes attribute              { $$ = nodes_add(p, $1, $2); }
| attributes error NL               { $$ = $1; }
;

attribute:
  cites
| EFFECTIVE DAY NL
    { $$ = ast_one(p, NODE_EFFECTIVE, @$, ast_day(p, @2, $2)); }
| EXPIRES DAY NL
    { $$ = ast_one(p, NODE_EXPIRES, @$, ast_day(p, @2, $2)); }
| RESPONSIBLE names NL
    { $$ = ast_list(p, NODE_RESPONSIBLE, @$, $2); }
| name attribute_value NL           { $$ = ast_attribute(p, @$, $1, $2); }
;

attribute_value:
  TEXT                              { $$ = ast_text(p, NODE_TEXT, @$, $1); }
| names                             { $$ = ast_list(p, NODE_NAMES, @$, $1); }
| EFFECTIVE
    { $$ = ast_list(p, NODE_NAMES, @$, nodes_new(p)); }
| DAY                               { $$ = ast_day(p, @$, $1); }
| EQ sum                            { $$ = $2; }
| COLON sum                         { $$ = $2; }
;

/* Facts of entities, members of rosters. */

entity_parts:
  %empty                            { $$ = nodes_new(p); }
| entity_parts entity_part          { $$ = nodes_add(p, $1, $2); }
| entity_parts error NL             { $$ = $1; }
;

entity_part:
  cites
| field
;

roster_parts:
  %empty                            { $$ = nodes_new(p); }
| roster_parts roster_part          { $$ = nodes_add(p, $1, $2); }
| roster_parts error NL             { $$ = $1; }
;

roster_part:
  cites
| field
| row
;

field:
  field_head type field_tail NL     { $$ = ast_field(p, @$, $1, $2, $3); }
;

field_head:
  name COLON                        { $$ = nodes_one(p, $1); }
;

field_tail:
  %empty                            { $$ = nodes_new(p); }
| field_tail ASK TEXT
    { $$ = nodes_add(p, $1, ast_text(p, NODE_ASK, @3, $3)); }
| field_tail PROOF TEXT
    { $$ = nodes_add(p, $1, ast_text(p, NODE_PROOF, @3, $3)); }
| field_tail awaiting               { $$ = nodes_add(p, $1, $2); }
;

/* Clauses. */

common:
  cites
| FOR name every_when NL            { $$ = ast_for(p, @$, $2, NULL, $3); }
| FOR name COLON name every_when NL { $$ = ast_for(p, @$, $4, $2, $5); }
| period NL
| WHEN expr NL                      { $$ = ast_one(p, NODE_WHEN, @$, $2); }
| LET name EQ expr NL               { $$ = ast_pair(p, NODE_LET, @$, $2, $4); }
| EFFECTIVE DAY NL
    { $$ = ast_one(p, NODE_EFFECTIVE, @$, ast_day(p, @2, $2)); }
| EXPIRES DAY NL
    { $$ = ast_one(p, NODE_EXPIRES, @$, ast_day(p, @2, $2)); }
| RESPONSIBLE names NL
    { $$ = ast_list(p, NODE_RESPONSIBLE, @$, $2); }
| FROM sum NL
    { $$ = ast_pair(p, NODE_FROM, @$, $2, NULL); }
| FROM sum TO sum NL                { $$ = ast_pair(p, NODE_FROM, @$, $2, $4); }
;

every_when:
  %empty                            { $$ = nodes_new(p); }
| period                            { $$ = nodes_one(p, $1); }
| WHEN expr
    { $$ = nodes_one(p, ast_one(p, NODE_WHEN, @$, $2)); }
| period WHEN expr
    { $$ = nodes_add(p, nodes_one(p, $1), ast_one(p, NODE_WHEN, @2, $3)); }
;

rule_clauses:
  %empty                            { $$ = nodes_new(p); }
| rule_clauses rule_clause          { $$ = nodes_add(p, $1, $2); }
| rule_clauses error NL             { $$ = $1; }
;

rule_clause:
  common
| GIVES gives                       { $$ = $2; }
| OTHERWISE exprs NL
    { $$ = ast_list(p, NODE_OTHERWISE, @$, $2); }
| BUT label NL                      { $$ = ast_list(p, NODE_BUT, @$, $2); }
| COMBINE POLICY NL                 { $$ = ast_combine(p, @$, $2); }
;

gives:
  exprs NL                          { $$ = ast_list(p, NODE_GIVES, @1, $1); }
| exprs table
    { $$ = ast_gives(p, $1, ast_table(p, @2, $2)); }
| exprs NL table
    { $$ = ast_gives(p, $1, ast_table(p, @3, $3)); }
| table
    { $$ = ast_gives(p, NULL, ast_table(p, @1, $1)); }
| POLICY outputs table
    { $$ = ast_gives_policy(p, $1, $2, ast_table(p, @3, $3)); }
| POLICY outputs NL table
    { $$ = ast_gives_policy(p, $1, $2, ast_table(p, @4, $4)); }
;

outputs:
  NAME                              { $$ = nodes_one(p, ast_name(p, @$, $1)); }
| outputs LISTSEP name              { $$ = nodes_add(p, $1, $3); }
;

label:
  %empty                            { $$ = nodes_new(p); }
| name                              { $$ = nodes_one(p, $1); }
| name OVERRIDES names
    { $$ = nodes_add(p, nodes_one(p, $1), ast_list(p, NODE_OVERRIDES, @3, $3));
      }
;

split_clauses:
  %empty                            { $$ = nodes_new(p); }
| split_clauses split_clause        { $$ = nodes_add(p, $1, $2); }
| split_clauses error NL            { $$ = $1; }
;

split_clause:
  common
| DIVIDE exprs NL                   { $$ = ast_list(p, NODE_DIVIDE, @$, $2); }
| RATIO divisor                     { $$ = ast_one(p, NODE_RATIO, @$, $2); }
| RATIO ratio EQ ratio NL
    { $$ = ast_pair(p, NODE_RATIO, @$, ast_list(p, NODE_RATIO_PARTS, @2, $2),
      ast_list(p, NODE_RATIO_PARTS, @4, $4)); }
| REMAINDER OF name NL              { $$ = ast_one(p, NODE_REMAINDER, @$, $3); }
| REMAINDER TO name NL              { $$ = ast_one(p, NODE_REMAINDER, @$, $3); }
;

divisor:
  table                             { $$ = ast_table(p, @$, $1); }
| ratio NL
    { $$ = ast_list(p, NODE_RATIO_PARTS, @1, $1); }
| MANY path arg_when arg_gives NL
    { $$ = ast_arg(p, @$, ARG_PLAIN, NULL, $2, $3, $4); }
;

must_clauses:
  %empty                            { $$ = nodes_new(p); }
| must_clauses must_clause          { $$ = nodes_add(p, $1, $2); }
| must_clauses error NL             { $$ = $1; }
;

must_clause:
  common
| MUST expr NL                      { $$ = ast_one(p, NODE_MUST, @$, $2); }
;

/* 义务, 禁止, 许可, 倡导, 目标. */

duty_head:
  name NL                           { $$ = nodes_one(p, $1); }
| name OVERRIDES names NL
    { $$ = nodes_add(p, nodes_one(p, $1), ast_list(p, NODE_OVERRIDES, @3, $3));
      }
| error NL                          { $$ = nodes_new(p); }
;

duty_clauses:
  %empty                            { $$ = nodes_new(p); }
| duty_clauses duty_clause          { $$ = nodes_add(p, $1, $2); }
| duty_clauses error NL             { $$ = $1; }
;

duty_clause:
  common
| FROM sum WITHIN NUMBER NL
    { $$ = ast_pair(p, NODE_WITHIN, @$, $2, ast_number(p, @4, $4)); }
| FROM sum WITHIN NUMBER SUFFIX NL
    { $$ = ast_pair(p, NODE_WITHIN, @$, $2, ast_number(p, @4, $4)); }
| BY together bearers NL            { $$ = ast_bearers(p, @$, $2, $3); }
| modal act NL                      { $$ = ast_act(p, @$, $1, $2); }
| DUE sum NL                        { $$ = ast_one(p, NODE_DUE, @$, $2); }
| THEN_DUTY names NL                { $$ = ast_then_duty(p, @$, $1, $2); }
| BUT label NL                      { $$ = ast_list(p, NODE_BUT, @$, $2); }
| GIVES exprs NL                    { $$ = ast_list(p, NODE_GIVES, @2, $2); }
;

together:
  %empty                            { $$ = 0; }
| TOGETHER                          { $$ = $1 == KEYWORD_SEVERALLY; }
;

bearers:
  bearer                            { $$ = nodes_one(p, $1); }
| bearers LISTSEP bearer            { $$ = nodes_add(p, $1, $3); }
;

bearer:
  place                             { $$ = ast_bearer(p, @$, $1, 0); }
| place LEAD                        { $$ = ast_bearer(p, @$, $1, 1); }
;

modal:
  MUST
| MUST_NOT
| MAY
;

act:
  name every_when
    { $$ = ast_event(p, @$, $1, $2); }
| name WHEN expr period
    { $$ = ast_event(p, @$, $1, nodes_add(p, nodes_one(p, ast_one(p, NODE_WHEN,
      @2, $3)), $4)); }
| REACH expr
    { $$ = ast_state_act(p, @$, $1, $2); }
| TEXT
    { $$ = ast_text(p, NODE_TEXT, @$, $1); }
;

presumption_parts:
  %empty                            { $$ = nodes_new(p); }
| presumption_parts presumption_part { $$ = nodes_add(p, $1, $2); }
| presumption_parts error NL        { $$ = $1; }
;

presumption_part:
  common
;

reading_parts:
  %empty                            { $$ = nodes_new(p); }
| reading_parts reading_part        { $$ = nodes_add(p, $1, $2); }
| reading_parts error NL            { $$ = $1; }
;

reading_part:
  cites
| name TEXT NL
    { $$ = ast_pair(p, NODE_ALTERNATIVE, @$, $1, ast_text(p, NODE_TEXT, @2,
      $2)); }
| FOR_NOW name NL                   { $$ = ast_one(p, NODE_FOR_NOW, @$, $2); }
| BY names NL                       { $$ = ast_list(p, NODE_BY, @$, $2); }
;

/* Cases. */

case_parts:
  %empty                            { $$ = nodes_new(p); }
| case_parts case_part              { $$ = nodes_add(p, $1, $2); }
| case_parts error NL               { $$ = $1; }
;

case_part:
  cites
| GIVEN facts NL
    { $$ = ast_given(p, @$, NULL, NULL, 0, $2); }
| GIVEN name partial WITH facts NL  { $$ = ast_given(p, @$, $2, NULL, $3, $5); }
| GIVEN name PARTIAL NL
    { $$ = ast_given(p, @$, $2, NULL, FLAG_PARTIAL, nodes_new(p)); }
| GIVEN name PARTIAL FROM DAY NL
    { $$ = ast_given_from(p, @$, $2, $5); }
| GIVEN name COLON name NL
    { $$ = ast_given(p, @$, $4, $2, 0, nodes_new(p)); }
| GIVEN name COLON name partial WITH facts NL
    { $$ = ast_given(p, @$, $4, $2, $5, $7); }
| ASSUMING facts NL                 { $$ = ast_list(p, NODE_ASSUMING, @$, $2); }
| EXPECT expecteds NL               { $$ = ast_list(p, NODE_EXPECT, @$, $2); }
| EXPECT expecteds BECAUSE paths NL
    { $$ = ast_expect(p, @$, $2, ast_list(p, NODE_BECAUSE, @4, $4)); }
| ON sum NL                         { $$ = ast_one(p, NODE_ON, @$, $2); }
| UNCONFIRMED NL
    { $$ = ast_leaf(p, NODE_UNCONFIRMED, @$, 0); }
| row
;

partial:
  %empty                            { $$ = 0; }
| PARTIAL                           { $$ = FLAG_PARTIAL; }
;

facts:
  fact                              { $$ = nodes_one(p, $1); }
| facts LISTSEP fact                { $$ = nodes_add(p, $1, $3); }
;

fact:
  path fact_from fact_on
    { $$ = ast_fact(p, @$, 0, $1, NULL, $2, $3); }
| NOT path fact_from fact_on
    { $$ = ast_fact(p, @$, FLAG_NEGATED, $2, NULL, $3, $4); }
| path is fact_value fact_from fact_on
    { $$ = ast_fact(p, @$, 0, $1, $3, $4, $5); }
;

is:
  EQ
| IS
;

fact_value:
  sum
| STATE                             { $$ = ast_state(p, @$, $1); }
| OPEN expr LISTSEP exprs CLOSE
    { $$ = ast_list(p, NODE_LIST, @$, nodes_first(p, $2, $4)); }
;

fact_from:
  %empty                            { $$ = NULL; }
| FROM sum
    { $$ = ast_pair(p, NODE_FROM, @$, $2, NULL); }
| FROM sum TO sum                   { $$ = ast_pair(p, NODE_FROM, @$, $2, $4); }
;

fact_on:
  %empty                            { $$ = NULL; }
| ON sum                            { $$ = ast_one(p, NODE_ON, @$, $2); }
;

expecteds:
  expected                          { $$ = nodes_one(p, $1); }
| expecteds LISTSEP expected        { $$ = nodes_add(p, $1, $3); }
;

expected:
  path                              { $$ = ast_expected(p, @$, $1, NULL); }
| NOT path                          { $$ = ast_expected_not(p, @$, $2); }
| path is expected_value            { $$ = ast_expected(p, @$, $1, $3); }
| path STATE
    { $$ = ast_expected(p, @$, $1, ast_state(p, @2, $2)); }
| path NONE
    { $$ = ast_expected(p, @$, $1, ast_leaf(p, NODE_NONE, @2, 0)); }
| path bound                        { $$ = ast_expected(p, @$, $1, $2); }
;

expected_value:
  sum
| range
| bound
| STATE                             { $$ = ast_state(p, @$, $1); }
;

paths:
  path                              { $$ = nodes_one(p, $1); }
| paths LISTSEP path                { $$ = nodes_add(p, $1, $3); }
;

/* Tables. */

table:
  row                               { $$ = nodes_one(p, $1); }
| table row                         { $$ = nodes_add(p, $1, $2); }
;

row:
  ROW cells ROWEND                  { $$ = ast_list(p, NODE_ROW, @$, $2); }
| ROW error ROWEND                  { $$ = ast_row_wrong(p, @$); }
;

cells:
  cell                              { $$ = nodes_one(p, $1); }
| cells BAR cell                    { $$ = nodes_add(p, $1, $3); }
;

cell:
  %empty
    { $$ = ast_leaf(p, NODE_CELL, @$, CELL_BLANK); }
| OTHERS
    { $$ = ast_leaf(p, NODE_CELL, @$, CELL_OTHERS); }
| ANY
    { $$ = ast_leaf(p, NODE_CELL, @$, CELL_ANY); }
| MINUS
    { $$ = ast_leaf(p, NODE_CELL, @$, CELL_ANY); }
| EFFECTIVE
    { $$ = ast_leaf(p, NODE_CELL, @$, CELL_EFFECTIVE); }
| EXPIRES
    { $$ = ast_leaf(p, NODE_CELL, @$, CELL_EXPIRES); }
| STATE
    { $$ = ast_cell(p, @$, CELL_STATE, nodes_one(p, ast_state(p, @1, $1))); }
| tests                             { $$ = ast_cell(p, @$, CELL_TESTS, $1); }
| tests ETC
    { $$ = ast_cell(p, @$, CELL_TESTS, nodes_open($1)); }
| ratio                             { $$ = ast_cell(p, @$, CELL_RATIO, $1); }
;

ratio:
  sum COLON sum                     { $$ = nodes_add(p, nodes_one(p, $1), $3); }
| ratio COLON sum                   { $$ = nodes_add(p, $1, $3); }
;

tests:
  test                              { $$ = nodes_one(p, $1); }
| tests LISTSEP test                { $$ = nodes_add(p, $1, $3); }
;

test:
  expr
| range
| bound
| NOT range                         { $$ = ast_one(p, NODE_NOT, @$, $2); }
| IS_NOT sum                        { $$ = ast_one(p, NODE_NOT, @$, $2); }
;

bound:
  compare sum                       { $$ = ast_test(p, @$, $1, $2); }
;

range:
  sum TO sum
    { $$ = ast_range(p, @$, COMPARE_GE, $1, $3); }
| compare sum TO sum                { $$ = ast_range(p, @$, $1, $2, $4); }
| sum SUFFIX                        { $$ = ast_range_suffix(p, @$, $1, $2); }
;

compare:
  GT                                { $$ = COMPARE_GT; }
| LT                                { $$ = COMPARE_LT; }
| GE                                { $$ = COMPARE_GE; }
| LE                                { $$ = COMPARE_LE; }
| NE                                { $$ = COMPARE_NE; }
;

/* Expressions, loosest first. */

expr:
  either
| IF expr THEN expr OTHERWISE expr
    { $$ = ast_three(p, NODE_IF, @$, $2, $4, $6); }
;

either:
  both
| either OR both                    { $$ = ast_chain(p, NODE_OR, @$, $1, $3); }
;

both:
  negation
| both AND negation                 { $$ = ast_chain(p, NODE_AND, @$, $1, $3); }
;

negation:
  relation
| NOT negation                      { $$ = ast_one(p, NODE_NOT, @$, $2); }
;

relation:
  sum
| sum compare sum                   { $$ = ast_compare(p, @$, $2, $1, $3); }
| sum EQ sum
    { $$ = ast_compare(p, @$, COMPARE_EQ, $1, $3); }
| sum IS sum
    { $$ = ast_compare(p, @$, COMPARE_EQ, $1, $3); }
| sum IS_NOT sum
    { $$ = ast_compare(p, @$, COMPARE_NE, $1, $3); }
| sum IS range
    { $$ = ast_in(p, @$, 0, $1, nodes_one(p, $3), NULL); }
| sum IN set
    { $$ = ast_in(p, @$, 0, $1, nodes_one(p, $3), NULL); }
| sum NOT_IN set
    { $$ = ast_in(p, @$, FLAG_NEGATED, $1, nodes_one(p, $3), NULL); }
| sum IN OPEN tests CLOSE           { $$ = ast_in(p, @$, 0, $1, $4, NULL); }
| sum NOT_IN OPEN tests CLOSE
    { $$ = ast_in(p, @$, FLAG_NEGATED, $1, $4, NULL); }
| sum IN OPEN tests ETC CLOSE
    { $$ = ast_in(p, @$, FLAG_OPEN, $1, $4, NULL); }
| sum NOT_IN OPEN tests ETC CLOSE
    { $$ = ast_in(p, @$, FLAG_OPEN | FLAG_NEGATED, $1, $4, NULL); }
| sum IN OPEN tests ETC awaiting CLOSE
    { $$ = ast_in(p, @$, FLAG_OPEN, $1, $4, $6); }
| sum HAS                           { $$ = ast_has(p, @$, $1, $2); }
;

set:
  plain
| plain TO plain
    { $$ = ast_range(p, @$, COMPARE_GE, $1, $3); }
| plain SUFFIX                      { $$ = ast_range_suffix(p, @$, $1, $2); }
;

plain:
  NUMBER                            { $$ = ast_number(p, @$, $1); }
| DAY                               { $$ = ast_day(p, @$, $1); }
| PERIOD                            { $$ = ast_period(p, @$, $1); }
| place
;

place:
  name
| THIS                              { $$ = ast_leaf(p, NODE_THIS, @$, 0); }
| THIS_PERIOD
    { $$ = ast_leaf(p, NODE_THIS_PERIOD, @$, 0); }
| place DE name                     { $$ = ast_pair(p, NODE_PATH, @$, $1, $3); }
;

sum:
  added
| sum ROUNDED TO plain              { $$ = ast_round(p, @$, $1, $2, $4); }
| sum CAPPED added                  { $$ = ast_cap(p, @$, $1, $2, $3); }
| sum IF_NONE added
    { $$ = ast_pair(p, NODE_IF_NONE, @$, $1, $3); }
;

added:
  term
| added PLUS term
    { $$ = ast_binary(p, @$, BINARY_ADD, $1, $3); }
| added MINUS term
    { $$ = ast_binary(p, @$, BINARY_SUBTRACT, $1, $3); }
;

term:
  unary
| term TIMES unary
    { $$ = ast_binary(p, @$, BINARY_MULTIPLY, $1, $3); }
| term SLASH unary
    { $$ = ast_binary(p, @$, BINARY_DIVIDE, $1, $3); }
| term DIVIDED unary
    { $$ = ast_binary(p, @$, BINARY_DIVIDE, $1, $3); }
;

unary:
  primary
| MINUS unary                       { $$ = ast_one(p, NODE_NEGATE, @$, $2); }
;

primary:
  NUMBER                            { $$ = ast_number(p, @$, $1); }
| DAY                               { $$ = ast_day(p, @$, $1); }
| PERIOD                            { $$ = ast_period(p, @$, $1); }
| TEXT                              { $$ = ast_text(p, NODE_TEXT, @$, $1); }
| NONE                              { $$ = ast_leaf(p, NODE_NONE, @$, 0); }
| truth                             { $$ = ast_leaf(p, NODE_TRUTH, @$, $1); }
| path
;

truth:
  IS                                { $$ = 1; }
| YES                               { $$ = 1; }
| NO                                { $$ = 0; }
;

path:
  name
| THIS                              { $$ = ast_leaf(p, NODE_THIS, @$, 0); }
| THIS_PERIOD
    { $$ = ast_leaf(p, NODE_THIS_PERIOD, @$, 0); }
| name OPEN CLOSE                   { $$ = ast_call(p, @$, $1, nodes_new(p)); }
| name OPEN args CLOSE              { $$ = ast_call(p, @$, $1, $3); }
| OPEN expr CLOSE                   { $$ = ast_brackets(p, @$, $2); }
| OPEN expr ON sum CLOSE            { $$ = ast_pair(p, NODE_AT, @$, $2, $4); }
| path DE name                      { $$ = ast_pair(p, NODE_PATH, @$, $1, $3); }
;

args:
  arg                               { $$ = nodes_one(p, $1); }
| args LISTSEP arg                  { $$ = nodes_add(p, $1, $3); }
;

arg:
  arg_value arg_when arg_gives      { $$ = ast_arg_rest(p, @$, $1, $2, $3); }
;

arg_value:
  expr
    { $$ = ast_arg(p, @$, ARG_PLAIN, NULL, $1, NULL, NULL); }
| name COLON expr
    { $$ = ast_arg(p, @$, ARG_PLAIN, $1, $3, NULL, NULL); }
| EACH                              { $$ = ast_arg_each(p, @$, $1, NULL); }
| EACH FROM sum TO sum
    { $$ = ast_arg_each(p, @$, $1, ast_range(p, @$, COMPARE_GE, $3, $5)); }
| TO_DATE
    { $$ = ast_arg(p, @$, ARG_TO_DATE, NULL, NULL, NULL, NULL); }
;

arg_when:
  %empty                            { $$ = NULL; }
| WHEN expr                         { $$ = $2; }
;

arg_gives:
  %empty                            { $$ = NULL; }
| GIVES expr                        { $$ = $2; }
;

%%

struct grammar_pstate *
grammar_start(struct parser *p)
{
    yypstate *yyps = arena_take(p->scratch, sizeof *yyps);
    yyps->yystacksize = YYINITDEPTH;
    yyps->yyss = yyps->yyssa;
    yyps->yyvs = yyps->yyvsa;
    yyps->yyls = yyps->yylsa;
    yyps->yyes = yyps->yyesa;
    yyps->yyes_capacity = YYMAXDEPTH;
    yypstate_clear(yyps);
    return yyps;
}

int
grammar_token(int symbol)
{
    for (int token = 0; token <= TOKEN_LAST; token++)
        if (YYTRANSLATE(token) == (yysymbol_kind_t)symbol)
            return token;
    return -1;
}

int
grammar_expected(struct grammar_pstate *s, int token[], int most)
{
    yysymbol_kind_t symbol[YYNTOKENS];
    int n = yypstate_expected_tokens(s, symbol, YYNTOKENS), k = 0;
    for (int i = 0; i < n && k < most; i++)
        token[k++] = grammar_token((int)symbol[i]);
    return k;
}

static int
yyreport_syntax_error(const yypcontext_t *context, struct parser *p)
{
    int token[YYNTOKENS];
    int n = grammar_expected(context->yyps, token, YYNTOKENS);
    syntax_error(p, *yypcontext_location(context), token, n);
    return 0;
}

static void
grammar_error(const struct span *at, struct parser *p, const char *message)
{
    (void)message;
    syntax_too_deep(p, *at);
}
