"""What can go wrong when numbers are asked for; `text` says what to do next."""


class DayNotOver(Exception):
    """Numbers as they were known can be asked for a day that is over."""

    text = "Kies een dag die voorbij is. De cijfers van vandaag zie je zonder datum."
