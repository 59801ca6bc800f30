from dsw.people import Wish
from dsw.screen import configuring
from dsw.screen.entering import require_staff

colleague = require_staff(Wish.CONFIGURE)
configuring.settings_page(colleague)
