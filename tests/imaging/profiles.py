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
