/** Sizes, facts and guards for tests, written in the notation. */
import { type Condition, named, relationCondition } from '../../server/symbolic/condition.ts';
import { Facts } from '../../server/symbolic/facts.ts';
import {
  comparisonRelation,
  expressionSize,
  formulaCondition,
  type Meaning,
  parseCondition,
  parseContractLine,
  parseRelation,
  parseSize,
} from '../../server/symbolic/grammar.ts';
import type { Guard } from '../../server/symbolic/guard.ts';
import type { Relation } from '../../server/symbolic/relation.ts';
import { fromSymbol, type Size } from '../../server/symbolic/size.ts';
import { makeSymbol, type SizeSymbol } from '../../server/symbolic/symbol.ts';
import type { Verdict } from '../../server/symbolic/verdict.ts';

/** The symbols of a test by name; a name that is not one is a boolean. */
export interface Names extends Meaning {
  symbolOf(name: string): SizeSymbol;
  relation(text: string): Relation;
}

type Declared = string | (Partial<SizeSymbol> & { readonly name: string });

export function world(...declared: readonly Declared[]): Names {
  const symbols = new Map<string, SizeSymbol>();
  const booleans = new Map<string, Condition>();
  for (const one of declared) {
    const fields = typeof one === 'string' ? { name: one } : one;
    symbols.set(fields.name, makeSymbol({ origin: fields.name, ...fields }));
  }
  const names: Names = {
    symbolOf(name) {
      const symbol = symbols.get(name);
      if (symbol === undefined) throw new Error(`no symbol ${name}`);
      return symbol;
    },
    sizeOf: (name) => fromSymbol(names.symbolOf(name)),
    conditionOf(name) {
      const known = booleans.get(name) ?? named(name);
      booleans.set(name, known);
      return known;
    },
    relation: (text) => relation(text, names),
  };
  return names;
}

export function size(text: string, names: Names): Size {
  const parsed = parseSize(text);
  if ('error' in parsed) throw new Error(`${text}: ${parsed.error.message}`);
  return expressionSize(parsed.size, names);
}

export function relation(text: string, names: Names): Relation {
  const parsed = parseRelation(text);
  if ('error' in parsed) throw new Error(`${text}: ${parsed.error.message}`);
  return comparisonRelation(parsed.relation, names);
}

export function condition(text: string, names: Names): Condition {
  const parsed = parseCondition(text);
  if ('error' in parsed) throw new Error(`${text}: ${parsed.error.message}`);
  return formulaCondition(parsed.condition, names);
}

export function verdict(facts: Facts, text: string, names: Names): Verdict {
  return facts.decide(condition(text, names));
}

/** The facts of a comma-separated list, each with its own text as cause. */
export function knowing(text: string, names: Names, before: Facts = Facts.none): Facts {
  const parsed = parseContractLine(`@where ${text}`);
  if ('error' in parsed || parsed.line.kind !== 'where') throw new Error(text);
  const prefix = '@where '.length;
  return parsed.line.conditions.reduce(
    (facts, formula) =>
      facts.assume(formulaCondition(formula, names), {
        place: null,
        text: text.slice(formula.start - prefix, formula.end - prefix),
      }),
    before,
  );
}

/** A guard whose reason is its text. */
export function guardOf(text: string, names: Names, fields: Partial<Guard> = {}): Guard {
  const place = { file: 'test.ts', start: 0, end: 1 };
  const holds = relationCondition(relation(text, names));
  return { condition: holds, kind: 'requires', reason: text, place, related: [], under: [], pins: null, ...fields };
}
