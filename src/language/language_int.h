/* language_int.h - what the files of language/ share. */
#ifndef PARLEY_LANGUAGE_INT_H
#define PARLEY_LANGUAGE_INT_H

#include "language/parse.h"
#include "language/token.h"

/* Tags, lemmas, trees and names for the tokens and sentences that p has; sets everything that follows from them. */
parley_status language_annotate(parley_parse *p, const language_model *m, language_scratch *s, parley_arena *arena,
                                parley_error *err);

/* Names that the tags overlook where the text has them twice elsewhere (repeat.c). tags: as parse_set_names takes them. */
void names_repeat(const parley_parse *p, uint8_t *tags, parley_arena *a);

#endif
