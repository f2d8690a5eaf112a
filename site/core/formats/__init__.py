"""Dates in forms as people here write them: 2-12-2026, 2/12/2026 or 2.12.2026, day first in every language of the admin.

Django reads ISO dates (2026-12-02) besides; browsers send those from a date field.
"""

DATE_INPUT_FORMATS = ["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%y", "%d/%m/%y"]
DATETIME_INPUT_FORMATS = [f"{day} {time}" for day in DATE_INPUT_FORMATS for time in ("%H:%M", "%H:%M:%S")]
