"""Small DMN files for the tests, written as text."""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from workflows.dmn import Model, read

NS = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def definitions(
    body: str, *, ns: str = NS, name: str = "Prov", namespace: str = "urn:prov"
) -> bytes:
    about = f'xmlns="{ns}" id="m" name="{name}" namespace="{namespace}"'
    return f"<definitions {about}>{body}</definitions>".encode()


def model(body: str) -> Model:
    return read(definitions(body))


def given(name: str, type_ref: str = "") -> str:
    ref = f' typeRef="{type_ref}"' if type_ref else ""
    named = f"name={quoteattr(name)}"
    return f'<inputData id="in_{name}" {named}><variable {named}{ref}/></inputData>'


def literal(text: str, type_ref: str = "") -> str:
    ref = f' typeRef="{type_ref}"' if type_ref else ""
    return f"<literalExpression{ref}><text>{escape(text)}</text></literalExpression>"


def decision(
    name: str,
    logic: str,
    *,
    inputs: Sequence[str] = (),
    decisions: Sequence[str] = (),
    knowledge: Sequence[str] = (),
    type_ref: str = "",
) -> str:
    ref = f' typeRef="{type_ref}"' if type_ref else ""
    asks = "".join(
        f'<informationRequirement><requiredInput href="#in_{held}"/></informationRequirement>'
        for held in inputs
    )
    asks += "".join(
        f'<informationRequirement><requiredDecision href="#{held}"/></informationRequirement>'
        for held in decisions
    )
    asks += "".join(
        f'<knowledgeRequirement><requiredKnowledge href="#{held}"/></knowledgeRequirement>'
        for held in knowledge
    )
    return (
        f'<decision id="{name}" name={quoteattr(name)}><variable name={quoteattr(name)}{ref}/>'
        f"{asks}{logic}</decision>"
    )


def table(
    policy: str,
    inputs: Sequence[str],
    outputs: Sequence[str],
    rules: Sequence[Sequence[str]],
    *,
    aggregation: str = "",
    values: Sequence[str] = (),
    defaults: Sequence[str] = (),
) -> str:
    """`rules`: input cells, then output cells. `values` and `defaults` belong to the outputs."""
    how = f' aggregation="{aggregation}"' if aggregation else ""
    made = f'<decisionTable id="tabell" hitPolicy="{policy}"{how}>'
    for text in inputs:
        made += f"<input><inputExpression><text>{escape(text)}</text></inputExpression></input>"
    for at, name in enumerate(outputs):
        made += f'<output name="{name}">'
        if at < len(values):
            made += f"<outputValues><text>{escape(values[at])}</text></outputValues>"
        if at < len(defaults):
            made += f"<defaultOutputEntry><text>{escape(defaults[at])}</text></defaultOutputEntry>"
        made += "</output>"
    for row, cells in enumerate(rules, 1):
        made += f'<rule id="rad_{row}">'
        for at, text in enumerate(cells):
            entry = "inputEntry" if at < len(inputs) else "outputEntry"
            made += f"<{entry}><text>{escape(text)}</text></{entry}>"
        made += "</rule>"
    return made + "</decisionTable>"


def knowledge(
    name: str,
    parameters: Sequence[tuple[str, str]],
    logic: str,
    *,
    requires: Sequence[str] = (),
    kind: str = "FEEL",
) -> str:
    formals = "".join(
        f'<formalParameter name="{held}"' + (f' typeRef="{ref}"' if ref else "") + "/>"
        for held, ref in parameters
    )
    asks = "".join(
        f'<knowledgeRequirement><requiredKnowledge href="#{held}"/></knowledgeRequirement>'
        for held in requires
    )
    return (
        f'<businessKnowledgeModel id="{name}" name="{name}">'
        f'<encapsulatedLogic kind="{kind}">{formals}{logic}</encapsulatedLogic>{asks}'
        "</businessKnowledgeModel>"
    )
