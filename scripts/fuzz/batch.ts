/** One batch of inputs, in a process of its own: `fork(batch, [first seed, count, ...folders])`; tells each before and after. */
import { createFuzzer } from './run.ts';

const [first, count, ...folders] = process.argv.slice(2);
const fuzzer = createFuzzer(folders);

for (let index = 0; index < Number(count); index++) {
  const seed = Number(first) + index;
  process.send?.({ begun: seed });
  process.send?.(fuzzer.run(seed));
  // Messages leave between inputs.
  await new Promise((resolve) => setImmediate(resolve));
}
process.disconnect?.();
