"""What a Textual program costs that does nothing: header, text, footer. Run by the benchmarks, side by side
with ours."""

from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, Static


class BareApp(App[None]):
    """The least that can be called a screen."""

    def compose(self) -> ComposeResult:
        yield Header()
        yield Static("painted", markup=False)
        yield Footer()


if __name__ == "__main__":
    BareApp().run()
