"""The mean of checkpoints that went on from the same one with other seeds: better than each, for the time of one where cores are free.

usage: average.py OUT.pt CHECKPOINT ...
"""
import sys

import torch


def main():
    parts = [torch.load(p, weights_only=False) for p in sys.argv[2:]]
    out = parts[0]
    for k, v in out['state'].items():
        if v.is_floating_point():
            out['state'][k] = sum(p['state'][k].double() for p in parts).div(len(parts)).to(v.dtype)
    out['meta'] = dict(mean_of=[p['meta'] for p in parts])
    torch.save(out, sys.argv[1])


if __name__ == '__main__':
    main()
