// bpmn-js asks for every word it shows. What it asks for in vain is collected in `missing`.
export function translator(words) {
  const missing = new Set();
  const translate = (template, values = {}) => {
    if (!(template in words)) missing.add(template);
    return (words[template] ?? template).replace(/\{([^}]+)\}/g, (whole, name) => values[name] ?? whole);
  };
  return { missing, translate, module: { translate: ["value", translate] } };
}
