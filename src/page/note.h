/* note.h - lines and sentences in which a page says that it is a translation (note.c; patterns of data/page/translation.tsv). */
#ifndef PARLEY_NOTE_H
#define PARLEY_NOTE_H

#include "page/page_int.h"

typedef enum note_made { NOTE_MACHINE, NOTE_PERSON, NOTE_UNSAID } note_made; /* the surer first */

typedef struct note {
    note_made made;
    const char *original; /* ISO 639-1, or NULL */
    uint32_t start, end;  /* bytes of the text that were looked at */
} note;

typedef struct notes notes; /* the patterns; const after reading */
parley_status notes_read(const notes **out, const char *name, parley_arena *a, parley_error *err);
const notes *lex_notes(const page_lex *lex);

/* What may stand where: a line at the top or the end of the report (edge) may be a note and nothing else; in one that is not
 * running text, or is a credit (parts), the items between marks may be. */
typedef struct note_place {
    bool edge, parts;
} note_place;
/* The first note of s; false: there is none. scratch is not reset. */
bool note_find(note *out, const notes *l, const char *s, uint32_t n, note_place place, parley_arena *scratch);
/* Is the word (lower case) in this set? */
bool note_in(const notes *l, const char *set, const char *word, size_t n);
/* ISO 639-1 of a language's name or tag ("Spanish", "es-MX"), in any case; NULL: not known, or English. Memory of l. */
const char *note_language(const notes *l, const char *s, size_t n);

#endif
