import asyncio

from django.apps import AppConfig
from django.conf import settings


class ConnectionsConfig(AppConfig):
    name = "houvast.connections"
    label = "connections"

    def ready(self) -> None:
        from houvast.connections.mail import checks as mail_checks  # noqa: PLC0415 - models must be loaded first
        from houvast.connections.mail import real as mail_real  # noqa: PLC0415
        from houvast.connections.mail import simulator as mail_simulator  # noqa: PLC0415
        from houvast.connections.mail_in import checks as mail_in_checks  # noqa: PLC0415
        from houvast.connections.mail_in import folder as mail_in_folder  # noqa: PLC0415
        from houvast.connections.oidc.real import OpenIdConnect  # noqa: PLC0415
        from houvast.connections.sms import checks as sms_checks  # noqa: PLC0415
        from houvast.connections.sms import real as sms_real  # noqa: PLC0415
        from houvast.connections.sms import simulator as sms_simulator  # noqa: PLC0415
        from houvast.foundation.accounts.elsewhere import register_provider  # noqa: PLC0415
        from houvast.foundation.checks import register_check, register_reach  # noqa: PLC0415
        from houvast.foundation.incoming import MailDoors, register_mail_doors  # noqa: PLC0415
        from houvast.foundation.jobs.handlers import register_handler  # noqa: PLC0415

        register_handler("mail", mail_real.send if settings.MAIL_PROVIDER == "smtp" else mail_simulator.provider)
        register_handler("sms", sms_real.send if settings.SMS_PROVIDER == "http" else sms_simulator.provider)
        register_provider(OpenIdConnect())
        register_check("E-mail", mail_checks.check)
        register_check(mail_in_checks.NAME, mail_in_checks.check)
        register_mail_doors(MailDoors(mail_in_folder.read_folder, _listen))
        register_check("Sms", sms_checks.check)
        register_reach("E-mail", mail_checks.reach)
        register_reach(mail_in_checks.NAME, mail_in_checks.reach)
        register_reach("Sms", sms_checks.reach)


async def _listen(host: str, port: int, until: asyncio.Event) -> None:
    from houvast.connections.mail_in.real import listen  # noqa: PLC0415 - costs a third of a second, for one process

    await listen(host, port, until)
