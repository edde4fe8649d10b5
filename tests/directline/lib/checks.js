// Named checks, run some at a time, each line of the report one of them.
import assert from 'node:assert/strict';
import readline from 'node:readline';

const all = [];

export function check(name, run, { group = 'basic' } = {}) {
  all.push({ name, run, group });
}

/** The same check for each value, with the value in its name. */
export function each(values, name, run, options) {
  for (const value of values) check(`${name} [${value}]`, context => run(context, value), options);
}

export async function runAll(context, groups) {
  const waiting = all.filter(c => groups.includes(c.group));
  let failed = 0;
  let passed = 0;
  async function worker() {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      try {
        await within(next.run(context), 120000);
        passed++;
        console.log(`ok ${next.name}`);
      } catch (error) {
        failed++;
        console.log(`not ok ${next.name}: ${String(error?.message ?? error).replaceAll('\n', ' ')}`);
      }
    }
  }
  await Promise.all(Array.from({ length: 6 }, worker));
  console.log(`${passed} passed, ${failed} failed`);
  return failed;
}

function within(promise, patience) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error('took too long')), patience); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Asks whoever runs the checks to do something to the host, and waits until it is done. */
const answers = [];
let lines;
export function ask(what) {
  lines ??= readline.createInterface({ input: process.stdin }).on('line', line => answers.shift()?.(line));
  console.log(`@${what}`);
  return new Promise(resolve => answers.push(resolve));
}

export { assert };
