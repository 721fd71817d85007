"""A second way to the VTLB: plain fractions and plain ifs, read straight from the file."""

from fractions import Fraction

from tests.rules.beslagvrije_voet import twin as voet_twin


def vtlb(period: str, home: dict) -> dict[str, Fraction]:
    """``home``: situation, taxable_income_year, net, and the rest of the household as numbers."""
    law = voet_twin.RAW[period]
    f = voet_twin.f
    couple = home["situation"].startswith("gehuwd")
    children = home["situation"] in ("alleenstaande_ouder", "gehuwd_met_kinderen")
    parts = voet_twin.parts(period, home["situation"], home["taxable_income_year"])
    voet = parts["after_475da"]

    added = Fraction(0)
    extra = law["vtlb"]
    for hours in (home["work_hours_week"], home["partner_work_hours_week"]):
        if hours > f(extra["arbeidstoeslag_min_hours"]):
            added += f(extra["arbeidstoeslag"])
    if home["eigen_risico_counts"]:
        added += f(extra["eigen_risico_correctie"])

    own = Fraction(0)
    if home["individual_costs_known"]:
        z = law["participatiewet"]["art23_inrichting"]
        own += home["premium"] - home["zorgtoeslag"]
        own -= f(z["lid2_zorgpremie_gehuwden" if couple else "lid2_zorgpremie_alleenstaande"])
        kind = "meerpersoons" if couple or children else "eenpersoons"
        own += home["rent"] - home["huurtoeslag"] - f(law["huurtoeslag"][kind]["J_basishuur"])
        kgb = law["kindgebonden_budget"]
        most = home["children"] * f(kgb["max_per_child"]) + home["children_12_15"] * f(kgb["extra_12_15"])
        if home["children"] and not couple:
            most += f(kgb["single_parent_extra"])
        own += most / 12 - home["kgb_received"]
        own -= parts["zorg_deel"] + parts["huur_deel"] + parts["kgb_deel"]

    kept = voet_twin.half_up(voet + max(Fraction(0), own + added + home["other_corrections"]))
    return {"vtlb": kept, "afloscapaciteit": max(Fraction(0), home["net_income_incl_vt"] - kept)}
