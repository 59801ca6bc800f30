from dsw.people import Wish
from dsw.screen import worklist
from dsw.screen.entering import require_staff

colleague = require_staff(Wish.SEE)
worklist.todays_work(colleague)
