#!/bin/sh
# All steps of train/README.md. usage: train/run.sh [--smoke] WORK_FOLDER   (PARLEY_DATA: folder of the data sets; PY: python)
# --smoke: a few hundred sentences and steps, to see that every step runs; its model goes to WORK_FOLDER and is good for nothing.
set -e
here=$(cd "$(dirname "$0")" && pwd)
words=2200000 articles=1000000 passes=6 steps=24000 warm=300 out=$here/../models/parley-en.plm
if [ "$1" = --smoke ]; then
    shift
    export PARLEY_FIRST=300
    words=20000 articles=300 passes=0.5 steps=60 warm=10 out=$1/parley-en.plm
fi
w=$1; py=${PY:-python3}
mkdir -p "$w"
export OMP_NUM_THREADS=1
$py "$here/news.py" "$w" $words $articles
$py "$here/vectors.py" "$w"
$py "$here/silver_names.py" "$w/gold.tok" "$w/gold.silver"
$py "$here/silver_names.py" "$w/sample.tok" "$w/sample.silver"
$py - "$w" <<'PY'
import os, sys, zipfile
import all_minilm_l6_v2 as m
zipfile.ZipFile(os.path.dirname(m.__file__) + '/model.zip').extractall(sys.argv[1] + '/minilm')
PY
$py "$here/finetune.py" "$w/minilm" "$w/teacher" --vectors "$w/vec" --gold-silver "$w/gold.silver" --pool "$w/sample.silver" --passes $passes
$py "$here/soft.py" "$w/soft.npz" "$w/sample.silver" 0 1000000 "$w/teacher/model.pt:1" --spacy 0.1
$py "$here/train.py" --out "$w/student" --vectors "$w/vec" --gold-silver "$w/gold.silver" --pool "$w/sample.silver" --soft "$w/soft.npz" \
    --soft-share 0.65 --words 1800 --lr 3e-3 --steps $steps --warm $warm --drop 0.1
$py "$here/export.py" "$w/student/model.pt" "$out" --meta "$here/meta.json"
$py "$here/simulate.py" "$out"
