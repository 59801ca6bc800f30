from dsw.people import Wish
from dsw.screen import hiring
from dsw.screen.entering import require_staff

colleague = require_staff(Wish.HIRE)
hiring.staff_list(colleague)
