from dsw.people import Wish
from dsw.screen import exporting
from dsw.screen.entering import came_by_link, require_staff

colleague = require_staff(Wish.EXPORT)
exporting.page(colleague, by_link=came_by_link())
