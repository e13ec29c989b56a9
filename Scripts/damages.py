"""What happens to files: cut off, transmitted badly, opened in the wrong editor. Each damage is a row: name, what it does."""

import random

TEXT_SAMPLE = 1 << 16


def is_text(data):
    return b"\0" not in data[:TEXT_SAMPLE] and data[:2] not in (b"\x1f\x8b", b"PK")


def cut(fraction):
    return lambda data, chance: data[: int(len(data) * fraction)]


def flip(count):
    def damage(data, chance):
        data = bytearray(data)
        for _ in range(count):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        return bytes(data)

    return damage


def lines(data):
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")


def line_ends(end):
    return lambda data, chance: end.join(lines(data))


def utf16(data, chance):
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    return b"\xff\xfe" + text.encode("utf-16-le")


def sprinkle_nuls(data, chance):
    data = bytearray(data)
    for _ in range(1 + len(data) // 2000):
        data[chance.randrange(len(data))] = 0
    return bytes(data)


def decimal_commas(data, chance):
    """A point between two digits becomes a comma, as a spreadsheet of half of Europe writes it."""
    data = bytearray(data)
    for place in range(1, len(data) - 1):
        if data[place] == 0x2E and chr(data[place - 1]).isdigit() and chr(data[place + 1]).isdigit():
            data[place] = 0x2C
    return bytes(data)


def swap_lines(data, chance):
    rows = lines(data)
    for _ in range(1 + len(rows) // 20):
        a, b = chance.randrange(len(rows)), chance.randrange(len(rows))
        rows[a], rows[b] = rows[b], rows[a]
    return b"\n".join(rows)


def halve_lines(data, chance):
    rows = lines(data)
    for _ in range(1 + len(rows) // 20):
        place = chance.randrange(len(rows))
        rows[place] = rows[place][: len(rows[place]) // 2]
    return b"\n".join(rows)


# name, damage
ANY = [
    ("as-is", lambda data, chance: data),
    ("empty", lambda data, chance: b""),
    ("one-byte", lambda data, chance: data[:1]),
    ("cut-10", cut(0.1)),
    ("cut-50", cut(0.5)),
    ("cut-90", cut(0.9)),
    ("last-byte", lambda data, chance: data[:-1]),
    ("flip-1", flip(1)),
    ("flip-16", flip(16)),
    ("flip-256", flip(256)),
]
TEXT = [
    ("crlf", line_ends(b"\r\n")),
    ("cr", line_ends(b"\r")),
    ("bom-8", lambda data, chance: data if data[:3] == b"\xef\xbb\xbf" else b"\xef\xbb\xbf" + data),
    ("utf-16", utf16),
    ("nuls", sprinkle_nuls),
    ("commas", decimal_commas),
    ("swapped", swap_lines),
    ("halved", halve_lines),
]
# Damages that change how the text is written and nothing of what it says: the numbers must come out as they were.
HARMLESS = {"crlf", "cr", "bom-8", "utf-16"}


def variants(path, data, seed):
    """Name and bytes of every variant; the same seed and name give the same bytes."""
    rows = ANY + (TEXT if is_text(data) else [])
    for name, damage in rows:
        if data or name == "as-is":
            yield name, damage(data, random.Random(f"{seed}/{path}/{name}"))
