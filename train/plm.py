"""Reader and writer of the model file (docs/model-format.md section 5)."""
import struct

import numpy as np

MAGIC = b'PARLEYM\n'
VERSION, VERSION_LEAST = 3, 2
TYPES = [(1, np.int8), (2, np.uint8), (3, np.int16), (4, np.uint16), (5, np.int32), (6, np.uint32), (7, np.float32), (8, np.uint64)]
DIMS = ['d_in', 'hid', 'n_layers', 'n_features', 'tag_hid', 'arc_dim', 'lab_dim', 'ner_hid', 'n_upos', 'n_xpos', 'n_feats', 'n_lemma',
        'n_deprel', 'n_ner', 'n_vocab', 'n_word_buckets']
M64 = (1 << 64) - 1


def checksum(data):
    """FNV-1a over 64-bit words, word 3 (the checksum itself) taken as 0."""
    words = np.frombuffer(data + b'\0' * (-len(data) % 8), '<u8').tolist()
    words[3] = 0
    h = 0xCBF29CE484222325
    for w in words:
        h = ((h ^ w) * 0x100000001B3) & M64
    return h ^ (h >> 32)


def write(path, dims, input_scale, name, licence, sections):
    """sections: dict name -> numpy array (1 or 2 dimensions) or bytes (text)."""
    n = len(sections)
    pos = (256 + 64 * n + 63) // 64 * 64
    table, body = b'', b''
    base = pos
    for sname, v in sections.items():
        if isinstance(v, bytes):
            typ, raw, rows, cols = 9, v, len(v), 1
        else:
            typ = next(t for t, d in TYPES if v.dtype == d)
            raw = np.ascontiguousarray(v).astype(v.dtype.newbyteorder('<')).tobytes()
            rows, cols = (v.shape[0], v.shape[1]) if v.ndim == 2 else (v.shape[0], 1)
        assert len(sname) < 24
        table += struct.pack('<24sIIQQIIQ', sname.encode(), typ, 0, base + len(body), len(raw), rows, cols, 0)
        body += raw + b'\0' * (-len(raw) % 64)
    size = base + len(body)
    head = struct.pack('<8sIIQQIIQ', MAGIC, VERSION, 0x01020304, size, 0, n, 0, 256)
    head += struct.pack('<16I', *[dims[d] for d in DIMS])
    head += struct.pack('<fI', input_scale, sections['vocab.keys'].shape[0])
    head = head.ljust(128, b'\0') + name.encode().ljust(64, b'\0') + licence.encode().ljust(32, b'\0')
    head = head.ljust(256, b'\0')
    data = bytearray(head + table + b'\0' * (base - 256 - len(table)) + body)
    data[24:32] = struct.pack('<Q', checksum(bytes(data)))
    with open(path, 'wb') as f:
        f.write(data)


def read(path):
    data = open(path, 'rb').read()
    magic, version, order, size, check, n, _, tab = struct.unpack_from('<8sIIQQIIQ', data)
    if magic != MAGIC or not VERSION_LEAST <= version <= VERSION or order != 0x01020304 or size != len(data) or check != checksum(data):
        raise ValueError(f'{path}: not a model of format {VERSION}, or damaged')
    dims = dict(zip(DIMS, struct.unpack_from('<16I', data, 48)))
    scale, _ = struct.unpack_from('<fI', data, 112)
    out = {}
    kinds = dict(TYPES)
    for k in range(n):
        name, typ, _, off, nbytes, rows, cols, _ = struct.unpack_from('<24sIIQQIIQ', data, tab + 64 * k)
        name = name.rstrip(b'\0').decode()
        raw = data[off:off + nbytes]
        if typ == 9:
            out[name] = raw
        else:
            v = np.frombuffer(raw, np.dtype(kinds[typ]).newbyteorder('<'))
            out[name] = v.reshape(rows, cols) if cols != 1 or rows * cols != rows else v
    return dims, scale, out
