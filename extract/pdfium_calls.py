"""The calls of pdfium that are made once a word or a drawn object, with plain numbers for handles.

ctypes checks and wraps every argument of pypdfium2's own functions; these twins of them cost half as much.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any, TypeAlias, cast

import pypdfium2.raw as raw

Handle: TypeAlias = "ctypes._Pointer[ctypes.Structure]"  # one of pdfium's objects as pypdfium2 gives it

_P, _I = ctypes.c_void_p, ctypes.c_int


def _light(function: object, result: object, *arguments: object) -> Callable[..., Any]:
    address = ctypes.cast(function, _P).value  # type: ignore[arg-type]
    return cast("Callable[..., Any]", ctypes.PYFUNCTYPE(result, *arguments)(address))  # type: ignore[arg-type]


def address_of(handle: Handle) -> int | None:
    """The number that stands for `handle` in these calls."""
    return ctypes.cast(handle, _P).value


# text page, index of a character, then where the answer goes
origin = _light(raw.FPDFText_GetCharOrigin, _I, _P, _I, _P, _P)
loose_box = _light(raw.FPDFText_GetLooseCharBox, _I, _P, _I, _P)
text_object = _light(raw.FPDFText_GetTextObject, _P, _P, _I)
font_size = _light(raw.FPDFText_GetFontSize, ctypes.c_double, _P, _I)
text_matrix = _light(raw.FPDFText_GetMatrix, _I, _P, _I, _P)
# text object
font = _light(raw.FPDFTextObj_GetFont, _P, _P)
render_mode = _light(raw.FPDFTextObj_GetTextRenderMode, _I, _P)
# page or form, index of an object; object
page_object = _light(raw.FPDFPage_GetObject, _P, _P, _I)
form_object = _light(raw.FPDFFormObj_GetObject, _P, _P, ctypes.c_ulong)
form_count = _light(raw.FPDFFormObj_CountObjects, _I, _P)
object_type = _light(raw.FPDFPageObj_GetType, _I, _P)
object_bounds = _light(raw.FPDFPageObj_GetBounds, _I, _P, _P, _P, _P, _P)
object_matrix = _light(raw.FPDFPageObj_GetMatrix, _I, _P, _P)
