from dsw.people import Wish
from dsw.screen import office
from dsw.screen.entering import require_staff

require_staff(Wish.CONFIGURE)
office.opening("instellingen")
