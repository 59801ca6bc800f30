from dsw.people import Wish
from dsw.screen import approving
from dsw.screen.entering import require_staff

colleague = require_staff(Wish.SEE)
approving.waiting(colleague)
