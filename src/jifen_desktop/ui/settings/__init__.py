"""Settings: the company, the centres' data, privacy, the look."""

from jifen_desktop.ui.settings.centre import CentrePage
from jifen_desktop.ui.settings.company import CompanyPage
from jifen_desktop.ui.settings.dialog import SettingsDialog
from jifen_desktop.ui.settings.privacy import PrivacyPage

__all__ = ["CentrePage", "CompanyPage", "PrivacyPage", "SettingsDialog"]
