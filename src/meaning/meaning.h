/* meaning.h - syntax -> the facts of one report; knows the order of its own stages. */
#ifndef PARLEY_MEANING_H
#define PARLEY_MEANING_H

#include "meaning/facts.h"

typedef struct meaning_model meaning_model; /* world and lexicons; read-only, shared by threads */
parley_status meaning_open(meaning_model **out, parley_error *err);
void meaning_close(meaning_model *m);
/* All facts of one report, in arena. Memory errors jump to arena->on_nomem. */
parley_facts *meaning_find(const meaning_model *m, const parley_page *page, const parley_parse *parse, parley_arena *arena,
                           parley_arena *scratch);
/* What meaning_find hands to each stage; for benches and tests that run one stage alone. */
meaning_in meaning_input(const meaning_model *m, const parley_page *page, const parley_parse *parse, parley_arena *arena,
                         parley_arena *scratch);
#endif
