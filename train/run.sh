#!/bin/sh
# All steps of train/README.md. usage: train/run.sh WORK_FOLDER   (PARLEY_DATA: folder of the data sets; PY: python)
set -e
here=$(cd "$(dirname "$0")" && pwd)
w=$1; py=${PY:-python3}
mkdir -p "$w"
export OMP_NUM_THREADS=1
$py "$here/news.py" "$w" --sample-words 2400000
$py "$here/vectors.py" "$w"
$py "$here/silver_names.py" "$w/gold.tok" "$w/gold.silver"
$py "$here/silver_names.py" "$w/sample.tok" "$w/sample.silver"
$py - "$w" <<'PY'
import os, sys, zipfile
import all_minilm_l6_v2 as m
zipfile.ZipFile(os.path.dirname(m.__file__) + '/model.zip').extractall(sys.argv[1] + '/minilm')
PY
$py "$here/states.py" "$w/minilm" "$w/gold.tok" "$w/goldst"
$py "$here/train.py" --teacher "$w/goldst.npy" --out "$w/teacher" --vectors "$w/vec" --gold-silver "$w/gold.silver" \
    --words 1200 --steps 2600 --hid 192 --noise 0.08 --drop 0.25
$py "$here/silver_parse.py" "$w/teacher/model.pt" "$w/minilm" "$w/sample.silver" "$w/silver.jsonl" 0 44000
$py "$here/train.py" --out "$w/student" --vectors "$w/vec" --gold-silver "$w/gold.silver" --silver "$w/silver.jsonl" \
    --words 1800 --lr 3e-3 --steps 9000 --drop 0.15 --silver-share 0.38 --names "$w/sample.silver" --names-first 44000 --names-share 0.14
$py "$here/export.py" "$w/student/model.pt" "$here/../models/parley-en.plm" --meta "$here/meta.json"
$py "$here/simulate.py" "$here/../models/parley-en.plm"
