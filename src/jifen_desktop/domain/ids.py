"""The stable ids of districts, services and the closed sets around them (promised to automation)."""

from enum import StrEnum


class District(StrEnum):
    """The sixteen districts of Shanghai, in the notice's order, then the nine it leaves to the telephone."""

    MINHANG = "minhang"
    BAOSHAN = "baoshan"
    JINGAN = "jingan"
    HONGKOU = "hongkou"
    XUHUI = "xuhui"
    HUANGPU = "huangpu"
    PUDONG = "pudong"
    CHANGNING = "changning"
    PUTUO = "putuo"
    YANGPU = "yangpu"
    JIADING = "jiading"
    JINSHAN = "jinshan"
    SONGJIANG = "songjiang"
    QINGPU = "qingpu"
    FENGXIAN = "fengxian"
    CHONGMING = "chongming"


class Service(StrEnum):
    """One business type; a submission is about exactly one of them."""

    NEW = "new"
    RENEWAL = "renewal"
    EDUCATION = "education"
    RESET_PERSONAL = "reset_personal"
    RESET_COMPANY = "reset_company"
    REGISTER_COMPANY = "register_company"
    ADD_DEPENDANT = "add_dependant"
    CHANGE_EMPLOYER = "change_employer"
    CHANGE_PERSONAL = "change_personal"
    CHANGE_COMPANY = "change_company"
    PRINT_NOTICE = "print_notice"
    SUPPLEMENT = "supplement"


class Outcome(StrEnum):
    """What a (district, service) pair leads to; only `submit` collects and exports papers."""

    SUBMIT = "submit"
    ONLINE = "online"
    MERGED = "merged"
    WINDOW = "window"
    TELEPHONE = "telephone"
    NOT_STATED = "not_stated"


class ChannelKind(StrEnum):
    """How papers or the request reach the centre."""

    EMAIL = "email"
    COURIER = "courier"
    ONLINE = "online"
    WINDOW = "window"
    TELEPHONE = "telephone"


class Basis(StrEnum):
    """How sure a rule is: said by this district, carried over from elsewhere, or said by nobody."""

    STATED = "stated"
    CARRIED = "carried"
    SILENT = "silent"


class Form(StrEnum):
    """In which form a document is wanted when it goes by mail."""

    ORIGINAL_PHOTO = "original_photo"
    ORIGINAL_SCAN_OR_PHOTO = "original_scan_or_photo"
    STAMPED_COPY = "stamped_copy"
    PLAIN_SCAN = "plain_scan"
    AS_IS = "as_is"


class ImageFormat(StrEnum):
    """What the archive holds: JPEG images, or every source as it came."""

    JPG = "jpg"
    AS_IS = "as_is"


class Purpose(StrEnum):
    """What a centre's mailbox is for; the addresses themselves are centre data."""

    POINTS = "points"
    EDUCATION = "education"
    ACCOUNTS = "accounts"
    EDUCATION_WORD = "education_word"


class Level(StrEnum):
    """Education levels, lowest first."""

    SECONDARY = "secondary"
    ASSOCIATE = "associate"
    BACHELOR = "bachelor"
    MASTER = "master"
    DOCTOR = "doctor"


class Origin(StrEnum):
    """Where a level was obtained."""

    DOMESTIC = "domestic"
    OVERSEAS = "overseas"


class Report(StrEnum):
    """Which set of certification reports the applicant means to give; either satisfies the rule."""

    ELECTRONIC = "electronic"
    WRITTEN = "written"


class PointsPath(StrEnum):
    """By what an applicant reaches the score; decides which groups of papers appear."""

    EDUCATION = "education"
    SKILLS = "skills"
    INSURANCE = "insurance"
    INVESTMENT = "investment"
    AWARDS = "awards"
    SPOUSE = "spouse"
    DEPENDANTS = "dependants"


class Scope(StrEnum):
    """Whose document it is; a company's goes into every applicant's archive."""

    APPLICANT = "applicant"
    COMPANY = "company"


class LabelSize(StrEnum):
    """Papers the address label can be made for, width × height in mm (A4 with cut lines: one label, or four)."""

    WAYBILL = "100x150"
    TALL = "100x180"
    SMALL = "76x130"
    A4 = "a4"
    A4_FOUR = "a4x4"


class Severity(StrEnum):
    """Whether a finding stops the export; a warning can be confirmed."""

    BLOCK = "block"
    WARN = "warn"


class Method(StrEnum):
    """How an exported page came to be, from the least to the most change."""

    COPIED = "copied"
    EXTRACTED = "extracted"
    ENCODED = "encoded"
