from dsw.people import Wish
from dsw.screen import register
from dsw.screen.entering import require_staff

colleague = require_staff(Wish.SEE)
register.show(colleague)
