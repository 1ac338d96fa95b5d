/* langid.h - the language of a text: a C face for CLD2, which has only one for C++ (langid.cc). */
#ifndef PARLEY_LANGID_H
#define PARLEY_LANGID_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Bytes looked at: more changed no answer on 388 pages that were tried, 3,000 changed one. Room for a code. */
enum { LANGID_BYTES = 4000, LANGID_CODE = 4 };

/* The language of most of s ([n] bytes of valid UTF-8) as its ISO 639 code, two letters where there are two, three else; "und"
 * when CLD2 does not rely on its own answer (few words, several languages, lists of names). Keeps nothing between calls, asks
 * nothing of the locale: the same bytes give the same answer in any thread.
 * errors   -1: out of memory; code is "und" then
 * cost     linear, about 40 MB/s
 * source   Compact Language Detector 2 (Sites 2013): naive Bayes over runs of four letters, whole words for some languages */
int langid_guess(char code[LANGID_CODE], const char *s, uint32_t n);

#ifdef __cplusplus
}
#endif
#endif
