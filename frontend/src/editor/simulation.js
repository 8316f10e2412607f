// Stepping through the flow with tokens. The names drawn by its log go unescaped into HTML, and its colours into style
// attributes, which no page of ours may have: it keeps no log and takes its colours from our own style sheet.
import TokenSimulation from "bpmn-js-token-simulation";

function PlainTokens(tokenCount) {
  tokenCount._getTokenHTML = (element, scope) => `<div data-scope-id="${scope.id}" class="bts-token-count waiting">${Number(scope.getTokensByElement(element))}</div>`;
}
PlainTokens.$inject = ["tokenCount"];

export default {
  __depends__: [TokenSimulation],
  __init__: ["plainTokens"],
  plainTokens: ["type", PlainTokens],
  coloredScopes: ["value", {}],
  log: ["value", { log() {}, toggle() {}, isShown: () => false }],
};
