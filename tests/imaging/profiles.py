"""Colour profiles for the tests."""

from PIL import ImageCms


def linear_profile() -> bytes:
    """sRGB's profile with its tone curves replaced by gamma 1 (ICC.1, curveType without entries)."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(data[128:132], "big")
    for at in range(132, 132 + 12 * count, 12):
        name, start = bytes(data[at : at + 4]), int.from_bytes(data[at + 4 : at + 8], "big")
        if name in (b"rTRC", b"gTRC", b"bTRC"):
            data[start : start + 12] = b"curv" + bytes(8)
            data[at + 8 : at + 12] = (12).to_bytes(4, "big")
        if name == b"desc":
            data[start : start + 200] = data[start : start + 200].replace(
                "sRGB".encode("utf-16-be"), "xxxx".encode("utf-16-be")
            )
    return bytes(data)


def cmyk_profile() -> bytes:
    """A printing profile (ICC.1, lut8Type with two points an ink) in which cyan prints grey and nothing else is usual.

    Paper is Lab (100, 0, 0), black ink (0, 0, 0), each colour's ink halves the light and leaves no colour.
    """
    table = bytearray()
    for inks in range(16):
        light = 0 if inks & 1 else 255 >> (inks >> 1).bit_count()
        table += bytes((light, 128, 128))
    identity = bytes(range(256))
    matrix = b"".join(n.to_bytes(4, "big") for n in (65536, 0, 0, 0, 65536, 0, 0, 0, 65536))
    lut = (
        b"mft1"
        + bytes(4)
        + bytes((4, 3, 2, 0))
        + matrix
        + identity * 4
        + bytes(table)
        + identity * 3
    )
    lut += bytes(-len(lut) % 4)
    white = b"XYZ " + bytes(4) + b"".join(n.to_bytes(4, "big") for n in (0xF6D6, 0x10000, 0xD32D))
    words = b"desc" + bytes(4) + (2).to_bytes(4, "big") + b"x\0" + bytes(78)
    right = b"text" + bytes(4) + b"x\0\0\0"
    tags = [(b"A2B0", lut), (b"wtpt", white), (b"desc", words), (b"cprt", right)]
    start = 128 + 4 + 12 * len(tags)
    directory, body = len(tags).to_bytes(4, "big"), b""
    for name, data in tags:
        directory += name + (start + len(body)).to_bytes(4, "big") + len(data).to_bytes(4, "big")
        body += data + bytes(-len(data) % 4)
    head = bytearray(128)
    head[0:4] = (start + len(body)).to_bytes(4, "big")
    head[8:12] = b"\x02\x10\0\0"
    head[12:24] = b"prtrCMYKLab "
    head[36:40] = b"acsp"
    head[68:80] = b"".join(n.to_bytes(4, "big") for n in (0xF6D6, 0x10000, 0xD32D))
    return bytes(head) + directory + body
