"""Model files: from the hub, a mirror or the person's disk into the models folder, proven.

The file grows from its start as `<file>.part` beside its final place and gets its name only when
its SHA-256 is the catalogue's. So whatever bears the name was right once, and `record.py` notices
when it has changed since.

Pieces. The catalogue may know the SHA-256 of each `piece_size` bytes. Then each piece is compared
as soon as it is complete, a part found on the disk (after a kill, a power cut) is compared again,
and only what does not match is fetched once more, also when a finished file is damaged later.
Without piece hashes a part is continued from its length, and only the whole can be judged: if it
does not match in the end, nothing tells where, and it is fetched anew. But once such a file was
right, its own pieces are hashed and remembered, so later damage is mended by the piece again.

    layout.py     how a file is cut into pieces, and hashing
    part.py       the growing file: which bytes are good, which are missing
    record.py     what is remembered of a file that was hashed
    hub.py        source: the hub; hub_child.py is its program
    mirror.py     source: packages of the Python package index
    child.py      a program that ends at once when the person stops
    meter.py      bytes, rate and time left, for the eye
    fetch.py      one model from whichever source works
    adopt.py      a file that the person has already; gguf.py looks into it
"""
