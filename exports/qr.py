"""An address as a picture that a telephone's camera reads: a QR code."""

import segno

# The light margin a camera needs around it, in modules, the squares it is made of.
_MARGIN = 4


def qr_code(address: str) -> str:
    """The address as a QR code: SVG as a data URI, dark on light whatever it is put on.

    Who cannot see it needs the address beside it in words.
    """
    code = segno.make(address, micro=False)
    return code.svg_data_uri(border=_MARGIN, dark="#000", light="#fff", omitsize=True)
