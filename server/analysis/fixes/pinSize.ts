/** "Pin x.shape[0] to 32": the contract says the number that the code needs. */
import type { ts } from 'ts-morph';
import { writtenContract } from '../../interpreter/contracts/written.ts';
import { Facts } from '../../symbolic/facts.ts';
import { placedNames } from '../../symbolic/grammar.ts';
import { fromSymbol } from '../../symbolic/size.ts';
import type { TextEdit } from '../../workspace/edits.ts';
import type { Reliance } from '../diagnostics.ts';
import type { Candidate, FixContext } from './candidate.ts';
import { change, editsOf, ownerOf } from './contractChange.ts';

export function pinSize(_: FixContext, { guard, trace }: Reliance): readonly Candidate[] {
  const { pins, condition, place } = guard;
  const node = pins === null ? null : ownerOf(pins, place, trace.root);
  const value = pins === null ? null : Facts.none.assume(condition).range(fromSymbol(pins)).min;
  if (pins === null || node === null || value === null) return [];
  const pinned = pins.declared ? null : change(pins, String(value), node, trace);
  const edits = pins.declared ? replaceName(node, pins.name, value) : pinned === null ? [] : editsOf(node, [pinned]);
  if (edits.length === 0) return [];
  const title = `Pin ${pins.declared ? pins.name : pins.origin} to ${value}`;
  return [{ title, edits, answers: 'pin', declares: [], goal: 'prove' }];
}

/** The number wherever the contract has the name, with the example value that the name may have. */
function replaceName(node: ts.Node, name: string, value: number): readonly TextEdit[] {
  const { fileName } = node.getSourceFile();
  return writtenContract(node).lines.flatMap(({ line, offset }) => {
    const edit = (start: number, end: number): TextEdit => {
      return { path: fileName, start: offset + start, end: offset + end, text: String(value) };
    };
    if (line.kind === 'where') {
      return line.conditions
        .flatMap(placedNames)
        .flatMap((one) => (one.name === name ? [edit(one.start, one.end)] : []));
    }
    return line.shape.dimensions.flatMap((dimension) => {
      if (dimension.kind !== 'size') return [];
      const isAlone = dimension.expression.kind === 'name' && dimension.expression.name === name;
      if (isAlone) return [edit(dimension.start, dimension.end)];
      return placedNames(dimension.expression).flatMap((one) => (one.name === name ? [edit(one.start, one.end)] : []));
    });
  });
}
