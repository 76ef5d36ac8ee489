"""The parts of an organisation that people speak for, and which of them an organisation of a sector has."""

from cxworkshop.language import N_, NC_

FUNCTIONS = (
    ("general_management", N_("general management")),
    ("sales", N_("sales")),
    ("administration", N_("administration")),
    ("education_culture", N_("education and culture")),
    ("wellbeing", N_("wellbeing and health")),
    ("technical", N_("technical services and environment")),
    ("vitality", N_("business and employment")),
    ("service_delivery", N_("service delivery")),
    ("membership", N_("members")),
    ("volunteering", N_("volunteers")),
    ("fundraising", N_("fundraising")),
    ("advocacy", N_("advocacy")),
    ("marketing", N_("marketing")),
    ("digital_ecommerce", N_("digital and web shop")),
    ("customer_service", N_("customer service")),
    ("operations_logistics", N_("operations and logistics")),
    ("product", NC_("function", "product")),
    ("finance", N_("finance")),
    ("hr", N_("human resources")),
    ("it", N_("information technology")),
    ("other", N_("other")),
)
_PUBLIC_ONLY = frozenset({"administration", "education_culture", "wellbeing", "technical", "vitality"})
_THIRD_SECTOR_ONLY = frozenset({"membership", "volunteering", "fundraising", "advocacy"})
NEW_FUNCTIONS = _PUBLIC_ONLY | _THIRD_SECTOR_ONLY | {"service_delivery"}
"""What version 0.1.0 does not know and reads as `other`."""
_COMMERCIAL = frozenset({"sales", "operations_logistics", "product"})
NOT_OFFERED = {
    "private": NEW_FUNCTIONS,
    "public": _COMMERCIAL | _THIRD_SECTOR_ONLY,
    "third_sector": _COMMERCIAL | _PUBLIC_ONLY,
}
"""The functions that no organisation of a sector has. A value that is recorded is shown in every sector."""
