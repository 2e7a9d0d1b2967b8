/** `npm run differential`: the interpreter against Node, in numbers. */
import { compareFile, FILES } from '../test/differential/language.ts';

let [programs, different, unknown] = [0, 0, 0];
for (const file of FILES) {
  const compared = await compareFile(file);
  for (const { name, inputs, kind, why } of compared) {
    if (kind === 'different') console.log(`DIFFERENT ${file} ${name} ${inputs}: ${why}`);
    if (kind === 'unknown' && inputs === '') console.log(`unknown ${file} ${name}: ${why}`);
    if (inputs === '') programs += 1;
    if (kind === 'different') different += 1;
    if (kind === 'unknown' && inputs === '') unknown += 1;
  }
}
console.log({ programs, different, unknown });
