"""Commands about what the room sees: the curtain, what is shown, this very screen. A part of the table."""

from __future__ import annotations

from cxworkshop.commands.command import Command
from cxworkshop.commands.situation import A_GUEST, AN_AGENDA, AN_OPEN_ROOM
from cxworkshop.language import N_

# fmt: off
OF_ROOM: tuple[Command, ...] = (
    Command("open_room", ("O", "upper_o"), N_("Open the room"),
            N_("opens a page for the projector's browser, and phones to answer with; shows who follows"),
            "workshop", also=("reveal", "checking")),
    Command("open_here", ("enter",), N_("Open here"),
            N_("opens the room at the address under the cursor, or moves it there"), "room_opening", 9),
    Command("close_room", ("x",), N_("Close the room"),
            N_("closes the room: pages and phones are told, its codes are worth nothing any more"),
            "room_opening", 8, needs=(AN_OPEN_ROOM,)),
    Command("join", (), N_("With another facilitator"),
            N_("opens a workshop that another facilitator has on a laptop in this network; both write it"),
            "library"),
    Command("join_on", ("enter",), N_("Go on"), N_("goes on to join the other facilitator"), "joining", 9),
    Command("turn_out", ("delete",), N_("Turn out"),
            N_("lets the facilitator under the cursor write no more; what was written stays"),
            "room_opening", 7, needs=(A_GUEST,)),
    Command("curtain", ("full_stop", "f4"), N_("Curtain"),
            N_("hides from the room all but the organisation and the clock, at once, and shows it again; f4 "
               "does so while something is typed"), "everywhere", also=("room_view",)),
    Command("show_this", ("l",), N_("Show this to the room"),
            N_("shows the room the list, card or picture that you see, and the activity again"), "workshop",
            also=("reveal",)),
    Command("room_view", ("r", "ctrl+r"), N_("Room view"),
            N_("shows on this screen what the room sees, and your own again"), "workshop",
            also=("reveal", "checking", "ballot")),
    Command("room_view", ("r", "ctrl+r"), N_("Your own screen"),
            N_("goes back to your own screen"), "room_view", 9),
    Command("next_activity", ("greater_than_sign",), N_("Next"),
            N_("goes to the next activity; the room sees it begin"), "room_view", 8, needs=(AN_AGENDA,)),
    Command("previous_activity", ("less_than_sign",), N_("Previous activity"),
            N_("takes up the activity before"), "room_view", needs=(AN_AGENDA,)),
    Command("talk_about", ("up", "down", "pageup", "pagedown", "home", "end"), N_("Other row"),
            N_("goes to another row of the list, which the room then sees"), "room_view", by_name=False,
            by_key=True, keys_label="↑ ↓"),
    Command("back", ("escape",), N_("Your own screen"), N_("goes back to your own screen"), "room_view"),
    Command("quit", ("ctrl+q",), N_("Quit"), N_("ends the program; everything is saved"), "room_view"),
)
# fmt: on
