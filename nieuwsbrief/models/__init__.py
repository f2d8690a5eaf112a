"""Who is subscribed, what went out, and to whom."""

from .mailings import Delivery, Mailing
from .subscribers import Subscriber

__all__ = ["Delivery", "Mailing", "Subscriber"]
