// An element's id is the name of its form, page or step: it follows the first name that is written on the element.
import CommandInterceptor from "diagram-js/lib/command/CommandInterceptor";
import { isAny } from "bpmn-js/lib/util/ModelUtil";

const MADE_UP = /^(Activity|Event|Gateway|Flow)_[0-9a-z]{7}$/;
const LETTERS = { å: "a", ä: "a", ö: "o", é: "e", ü: "u" };

export const isMadeUp = (id) => MADE_UP.test(id);

export function idFrom(name, taken) {
  const plain = name.toLowerCase().replace(/[åäöéü]/g, (letter) => LETTERS[letter]).replace(/[^a-z0-9]+/g, "_").replace(/^[_0-9]+|_+$/g, "").slice(0, 40) || "steg";
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? plain : `${plain}_${number}`;
    if (!taken(id)) return id;
  }
}

class Naming extends CommandInterceptor {
  constructor(eventBus, modeling, moddle) {
    super(eventBus);
    this.postExecuted(["element.updateLabel", "element.updateProperties"], ({ context }) => {
      const element = context.element.labelTarget ?? context.element;
      const { id, name } = element.businessObject;
      if (!isAny(element, ["bpmn:FlowNode"]) || !name?.trim() || !isMadeUp(id)) return;
      modeling.updateProperties(element, { id: idFrom(name, (one) => moddle.ids.assigned(one)) });
    });
  }
}
Naming.$inject = ["eventBus", "modeling", "moddle"];

export default { __init__: ["naming"], naming: ["type", Naming] };
