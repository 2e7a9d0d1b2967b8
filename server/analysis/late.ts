/** Late initialisation: variables and fields that other code of the module sets before a root runs. */
import { ts } from 'ts-morph';
import type { Root } from '../discovery/roots.ts';
import type { Cell } from '../interpreter/cell.ts';
import { mergeValues } from '../interpreter/join.ts';
import type { Machine } from '../interpreter/machine.ts';
import type { ModuleRecord } from '../interpreter/modules.ts';
import { isNullish, type Value } from '../interpreter/values.ts';
import { named, negation } from '../symbolic/condition.ts';

export function assumeLater(_: Machine, __: ModuleRecord, ___: Root, ____: Value): void {}
export { isNullish, mergeValues, named, negation, ts, type Cell };
