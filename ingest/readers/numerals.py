"""Automatic numbers as they print: 1, 01, a, A, i, I. The formats carry Word's names (ECMA-376, ST_NumberFormat)."""

from __future__ import annotations


def numeral(value: int, format: str) -> str:
    """``value`` in a Word number format ("decimal", "upperRoman", …); formats we do not know print as decimal."""
    if format == "decimalZero":
        return f"{value:02d}"
    if format in ("upperRoman", "lowerRoman") and 0 < value < 4000:
        roman = _roman(value)
        return roman if format == "upperRoman" else roman.lower()
    if format in ("upperLetter", "lowerLetter") and value > 0:
        repeat, letter = divmod(value - 1, 26)  # Word: z, aa, bb, …
        text = chr(ord("A") + letter) * (min(repeat, 20) + 1)
        return text if format == "upperLetter" else text.lower()
    return str(value)


def _roman(value: int) -> str:
    tens = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")
    units = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    hundreds = ("", "C", "CC", "CCC", "CD", "D", "DC", "DCC", "DCCC", "CM")
    return "M" * (value // 1000) + hundreds[value // 100 % 10] + tens[value // 10 % 10] + units[value % 10]
