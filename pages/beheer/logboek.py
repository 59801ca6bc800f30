from dsw.people import Wish
from dsw.screen import logbook
from dsw.screen.entering import require_staff

colleague = require_staff(Wish.SEE)
logbook.page(colleague)
