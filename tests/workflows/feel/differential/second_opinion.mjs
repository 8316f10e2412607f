// Reads JSON lines {text, context} or {text, input}, writes what feelin makes of them: {value} or {error}.
import { createInterface } from 'node:readline';
import { evaluate, unaryTest } from 'feelin';

function plain(value) {
  if (value === undefined || value === null) return null;
  if (['string', 'number', 'boolean'].includes(typeof value)) return value;
  if (Array.isArray(value)) return value.map(plain);
  if (Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
  }
  return { $other: String(value) };
}

for await (const line of createInterface({ input: process.stdin })) {
  const { text, context, input } = JSON.parse(line);
  let answer;
  try {
    const result = input === undefined ? evaluate(text, context) : unaryTest(text, { '?': input });
    answer = { value: plain(result.value) };
  } catch (error) {
    answer = { error: String(error.message) };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}
