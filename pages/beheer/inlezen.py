from dsw.people import Wish
from dsw.screen import importing
from dsw.screen.entering import require_staff

colleague = require_staff(Wish.IMPORT)
importing.importing(colleague)
