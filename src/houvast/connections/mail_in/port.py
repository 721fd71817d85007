"""What we need of mail that comes in: a mail in our words, and what became of it."""

from houvast.casework.signup.by_mail import Became, receive_mail
from houvast.casework.signup.mail_in import LARGEST_MAIL, Attached, MailIn, Written
from houvast.connections.mail.port import OUR_MARK

__all__ = ["LARGEST_MAIL", "OUR_MARK", "Attached", "Became", "MailIn", "Written", "receive_mail"]
