from dsw.people import Wish
from dsw.screen import following, office
from dsw.screen.entering import require_staff

colleague = require_staff(Wish.SEE)
office.opening("opvolging")
following.reminders(colleague)
following.came_of_it()
following.asked_for_help()
