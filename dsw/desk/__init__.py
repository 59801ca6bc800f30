"""The counter: plain pages and forms for who signs, and keeps pledges up to date; files for the staff.

They are made on the server and need no script: a signer with an old phone in a weak network waits for a few
kilobytes, not for a dashboard.
"""

from dsw.desk import about, doors, joining, meetings, mine, office, own_data, takeaways

ROUTES = [
    *about.ROUTES,
    *doors.ROUTES,
    *joining.ROUTES,
    *meetings.ROUTES,
    *mine.ROUTES,
    *own_data.ROUTES,
    *office.ROUTES,
    *takeaways.ROUTES,
]
