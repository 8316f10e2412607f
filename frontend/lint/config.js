// bpmnlint's recommended rules with Swedish words, and our own. The resolver is made by hand so that the same
// configuration runs in Node and in a browser.
import recommended from "bpmnlint/config/recommended.js";
import { rules as own } from "./rules.js";

// What a finding of a recommended rule asks of the reader.
export const WORDS = {
  "ad-hoc-sub-process": "En ad hoc-delprocess får inte ha start, slut eller inbördes ordning.",
  "conditional-flows": "Skriv ett villkor på flödet, eller gör det till den väg som tas annars.",
  "end-event-required": "Rita en sluthändelse.",
  "event-based-gateway": "En händelsegrind ska ha minst två vägar, och varje väg börja med en väntan.",
  "event-sub-process-typed-start-event": "En händelsestyrd delprocess ska börja med en händelse av ett slag, till exempel en tid.",
  "fake-join": "Flera flöden går in utan grind. Rita en grind där de möts.",
  "global": "Meddelanden, fel och signaler ska ha namn, heta olika och användas.",
  "label-required": "Ge elementet ett namn som läsaren förstår.",
  "link-event": "Länkhändelser ska höra ihop två och två med samma namn.",
  "no-bpmndi": "Elementet saknas på bilden. Rita det eller ta bort det.",
  "no-complex-gateway": "Komplexa grindar körs inte. Dela upp i vanliga grindar.",
  "no-disconnected": "Elementet hänger inte ihop med resten. Rita ett flöde till eller från det.",
  "no-duplicate-sequence-flows": "Två likadana flöden mellan samma element. Ta bort det ena.",
  "no-gateway-join-fork": "Grinden både samlar och delar. Rita två grindar.",
  "no-implicit-end": "Vägen tar slut utan sluthändelse. Rita en.",
  "no-implicit-split": "Flera flöden går ut utan grind. Rita en grind där de delas.",
  "no-implicit-start": "Vägen börjar utan starthändelse. Rita en.",
  "no-inclusive-gateway": "En inkluderande grind är svår att följa. Använd helst en parallell eller en exklusiv.",
  "no-overlapping-elements": "Elementen ligger på varandra. Flytta isär dem.",
  "single-blank-start-event": "Processen har flera starthändelser utan slag. Behåll en.",
  "single-event-definition": "Händelsen har flera slag. Behåll ett.",
  "start-event-required": "Rita en starthändelse.",
  "sub-process-blank-start-event": "Delprocessen ska börja med en starthändelse utan slag.",
  "superfluous-gateway": "Grinden delar inte och samlar inte. Ta bort den.",
  "superfluous-label": "Namnet på elementet säger inget. Ta bort det.",
  "superfluous-termination": "Ett vanligt slut räcker här.",
};

export const config = {
  rules: {
    ...recommended.rules,
    ...Object.fromEntries(Object.keys(own).map((name) => [`websesam/${name}`, "error"])),
  },
};

export const resolverFor = (standard) => ({
  resolveRule(pkg, name) {
    const found = pkg === "bpmnlint" ? standard(name) : own[name];
    if (!found) throw new Error(`Ingen regel heter ${pkg}/${name}.`);
    return found;
  },
  resolveConfig(pkg, name) {
    throw new Error(`Ingen delad konfiguration används (${pkg}/${name}).`);
  },
});

// A rule of ours speaks for itself; a recommended rule is given its Swedish sentence.
export const sentence = (name, report) => WORDS[name.replace(/^bpmnlint\//, "")] ?? report.message;
