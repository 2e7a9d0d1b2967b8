/** The names of sizes in contracts and shape comments: which places mean the same size. */
import type { ContractReport, FileAnalysis, SizeNameReport } from '../analysis/report.ts';
import { contains, type Offsets } from './positions.ts';

export interface FoundName {
  readonly contract: ContractReport;
  readonly name: SizeNameReport;
  /** All places of the name, this one included, in the order of the text. */
  readonly places: readonly SizeNameReport[];
}

/** The name at a place. A name belongs to the innermost function whose contract has it, else to the outermost that mentions it. */
export function nameAt({ contracts }: FileAnalysis, at: Offsets): FoundName | null {
  const around = contracts
    .flatMap((contract) => {
      const name = contract.sizes.find((one) => contains(one, at));
      return name === undefined ? [] : [{ contract, name }];
    })
    .sort((a, b) => a.contract.end - a.contract.start - (b.contract.end - b.contract.start));
  const found = around.find(({ contract, name }) => declares(contract, name.name)) ?? around.at(-1);
  if (found === undefined) return null;
  const { contract, name } = found;
  const hidden = contracts.filter((one) => one !== contract && contains(contract, one) && declares(one, name.name));
  const places = contract.sizes.filter(
    (one) => one.name === name.name && !hidden.some((inner) => contains(inner, one)),
  );
  return { contract, name, places };
}

/** Whether the contract above the function has the name. */
function declares({ sizes, body }: ContractReport, name: string): boolean {
  return sizes.some((one) => one.name === name && one.end <= body);
}

/** The innermost function at a place, its comment included. */
export function contractAround({ contracts }: Pick<FileAnalysis, 'contracts'>, at: Offsets): ContractReport | null {
  return contracts
    .filter((one) => contains(one, at))
    .reduce<ContractReport | null>(
      (best, one) => (best && best.end - best.start <= one.end - one.start ? best : one),
      null,
    );
}
