"""What the machine offers for drawing text; standard library only, asked before any install."""

import ctypes

PANGO = "libpangoft2-1.0.so.0"
FONTCONFIG = "libfontconfig.so.1"


def can_load(library: str) -> bool:
    """Tell whether a shared library can be loaded."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def count_fonts() -> int:
    """Count the fonts that the PDF renderer can find; 0 where fontconfig is missing."""

    class FontSet(ctypes.Structure):
        _fields_ = [("count", ctypes.c_int)]

    if not can_load(FONTCONFIG):
        return 0
    fontconfig = ctypes.CDLL(FONTCONFIG)
    fontconfig.FcInitLoadConfigAndFonts.restype = ctypes.c_void_p
    fontconfig.FcConfigGetFonts.argtypes = [ctypes.c_void_p, ctypes.c_int]
    fontconfig.FcConfigGetFonts.restype = ctypes.POINTER(FontSet)
    fontconfig.FcConfigDestroy.argtypes = [ctypes.c_void_p]
    config = fontconfig.FcInitLoadConfigAndFonts()
    try:
        fonts = fontconfig.FcConfigGetFonts(config, 0)
        return fonts.contents.count if fonts else 0
    finally:
        fontconfig.FcConfigDestroy(config)
