/**
 * Runs the function `run` of a program on the library's CPU backend twice, and prints what the second time cost.
 * usage: tsx scripts/bench/operations/real.ts PROGRAM
 */
import { pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { printCosts, processorMilliseconds } from './operations.ts';

const [, , path = ''] = process.argv;
await tf.setBackend('cpu');
await tf.ready();
const times: number[] = [];
for (const kernel of tf.getKernelsForBackend('cpu')) {
  tf.unregisterKernel(kernel.kernelName, 'cpu');
  tf.registerKernel({
    ...kernel,
    kernelFunc(params) {
      const start = performance.now();
      const result = kernel.kernelFunc(params);
      times.push(performance.now() - start);
      return result;
    },
  });
}
const { run } = (await import(pathToFileURL(path).href)) as { run(): tf.Tensor };
// The first time the engine still compiles the kernels.
run().dataSync();
times.length = 0;
const [start, startOfWork] = [performance.now(), processorMilliseconds()];
run().dataSync();
const milliseconds = processorMilliseconds() - startOfWork;
printCosts(milliseconds, times, Math.min(1, milliseconds / (performance.now() - start)));
