/** What running a program costs, by operation; printed by the processes that run it, really or abstractly. */
import { percentile } from '../statistics.ts';

export interface OperationCosts {
  /** Of the whole run, in milliseconds of the processor. */
  readonly milliseconds: number;
  readonly operations: number;
  /** Of all operations together. */
  readonly operationMilliseconds: number;
  readonly medianMicroseconds: number;
  /** Of the process. */
  readonly peakBytes: number;
}

/**
 * Prints costs as the only line of output.
 * @param times of the operations, in milliseconds
 * @param share of those in which the processor worked for this process: long ones are interrupted by others
 */
export function printCosts(milliseconds: number, times: readonly number[], share = 1): void {
  const costs: OperationCosts = {
    milliseconds,
    operations: times.length,
    operationMilliseconds: share * times.reduce((sum, time) => sum + time, 0),
    // Half of the operations are too short to be interrupted.
    medianMicroseconds: times.length === 0 ? 0 : 1000 * percentile(times, 0.5),
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
  process.stdout.write(`${JSON.stringify(costs)}\n`);
}

/** `null` of a process that did not come to its end. */
export function readCosts(output: string): OperationCosts | null {
  return output === '' ? null : (JSON.parse(output) as OperationCosts);
}

/** Milliseconds that the processor has worked for this process since some time in the past. */
export function processorMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
