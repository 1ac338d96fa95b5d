/* lexicons.h - the word lists of the stages of meaning; opened once by meaning_open, const afterwards, shared by threads.
 *
 * Each stage owns the type behind its pointer and reads its own files of data/. The opener allocates from `arena`, which ends
 * with the meaning model; running out of memory jumps (base.h), so an opener fails for files only. To add a list: a field here,
 * a line in meaning.c's LEXICONS.
 */
#ifndef PARLEY_LEXICONS_H
#define PARLEY_LEXICONS_H

#include "base/base.h"

struct lexicons {
    const struct number_lexicon *numbers;   /* number.h: number words and units */
    const struct figure_lexicon *figures;   /* figure_lexicon.c: what a count measures, what a number only names */
    const struct time_lexicon *times;       /* timex.c */
    const struct event_lexicon *events;     /* lexicon.c: patterns of events over trees */
    const struct stance_lexicon *stances;   /* stance_lexicon.c: verbs of position, nouns of proposal and issue */
    const struct outlook_lexicon *outlooks; /* outlook.c */
    const struct cue_lexicon *cues;         /* cue.h: words that report speech */
};

parley_status number_lexicon_open(const struct number_lexicon **out, parley_arena *arena, parley_error *err);
parley_status figure_lexicon_open(const struct figure_lexicon **out, parley_arena *arena, parley_error *err);
parley_status time_lexicon_open(const struct time_lexicon **out, parley_arena *arena, parley_error *err);
parley_status event_lexicon_open(const struct event_lexicon **out, parley_arena *arena, parley_error *err);
parley_status stance_lexicon_open(const struct stance_lexicon **out, parley_arena *arena, parley_error *err);
parley_status outlook_lexicon_open(const struct outlook_lexicon **out, parley_arena *arena, parley_error *err);
parley_status cue_lexicon_open(const struct cue_lexicon **out, parley_arena *arena, parley_error *err);

#endif
