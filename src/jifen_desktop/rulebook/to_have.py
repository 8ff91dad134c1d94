"""Papers that a window or a telephone call may ask for, where the district says nothing about papers."""

import msgspec

from jifen_desktop.domain.ids import Basis, District, Form, Outcome, Service
from jifen_desktop.domain.plan import Material
from jifen_desktop.rulebook.checklist import Groups, checklist
from jifen_desktop.rulebook.load import Rulebook
from jifen_desktop.rulebook.schema import DistrictFile, FormRow, SourceRow
from jifen_desktop.rulebook.who import Circumstances

# Where nothing is collected, and somebody has to be asked.
ASKED = frozenset({Outcome.WINDOW, Outcome.TELEPHONE, Outcome.NOT_STATED})
# 徐汇's own section names no papers: its rows are all carried (闵行 [25], 宝山 [44, 46, 48, 49], 静安 [75]), so they
# say of every district what may be needed.
_LENDER = District.XUHUI
_SILENT = FormRow(Form.AS_IS, SourceRow(Basis.SILENT, "notice"))


def papers_to_have(
    book: Rulebook, rules: DistrictFile, service: Service, who: Circumstances
) -> tuple[tuple[Material, ...], Groups]:
    """Rows of public guidance and of the other districts' clauses, all carried, and their groups; none elsewhere.

    In which form they are wanted is not known: `form` says nothing. `required` only tells them from those that are
    for some people alone.
    """
    pair = rules.services[service]
    if pair.outcome not in ASKED:
        return (), ()
    lender = book.districts[_LENDER]
    papers = tuple(
        use for use in lender.services[service].materials if use.source.basis == Basis.CARRIED
    )
    borrowed = msgspec.structs.replace(
        rules,
        education=rules.education or lender.education,
        forms=(_SILENT,),
        services={**rules.services, service: msgspec.structs.replace(pair, materials=papers)},
    )
    rows, _, groups = checklist(book, borrowed, service, who)
    return rows, groups
