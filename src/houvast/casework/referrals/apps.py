from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "houvast.casework.referrals"
    label = "referrals"

    def ready(self) -> None:
        """The worker must know how to pack the link of a partner."""
        from houvast.casework.referrals.partner import pack_link  # noqa: PLC0415 - models must be loaded first
        from houvast.foundation.jobs.handlers import register_packer  # noqa: PLC0415

        register_packer("referral", pack_link)
