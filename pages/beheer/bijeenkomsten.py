from dsw.people import Wish
from dsw.screen import meetings, office
from dsw.screen.entering import require_staff
from dsw.texts import text

colleague = require_staff(Wish.SEE)
office.opening("bijeenkomsten", text("bijeenkomst.beheer.uitleg"))
meetings.all_of_them(colleague)
