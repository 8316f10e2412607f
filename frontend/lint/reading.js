// What a repeated task goes through is a FEEL name, not an element: there is no reference to resolve, but one to keep.
const isName = (warning) => warning.property === "bpmn:loopDataInputRef";

export function keepNames(warnings) {
  warnings.filter(isName).forEach((warning) => (warning.element.loopDataInputRef = { id: warning.value }));
  return warnings.filter((warning) => !isName(warning));
}
