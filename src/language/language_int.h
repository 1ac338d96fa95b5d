/* language_int.h - what the files of language/ share. */
#ifndef PARLEY_LANGUAGE_INT_H
#define PARLEY_LANGUAGE_INT_H

#include "language/parse.h"
#include "language/token.h"

/* Tags, lemmas, trees and names for the tokens and sentences that p has; sets everything that follows from them. */
parley_status language_annotate(parley_parse *p, const language_model *m, language_scratch *s, parley_arena *arena,
                                parley_error *err);

#endif
