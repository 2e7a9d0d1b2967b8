/**
 * Regions: symbols and named booleans that facts connect. What is known of one region does not bear on questions about
 * another, so that answers hold in every state that knows the same of the regions that they are about.
 */
import type { Owner } from '../algebra/intern.ts';
import type { NamedCondition } from '../condition.ts';
import type { SizeSymbol } from '../symbol.ts';
import { Layers } from './layers.ts';
import type { Run } from './run.ts';

/** What a question or a fact is about: a size or a condition. */
export interface Subject {
  readonly symbols: readonly SizeSymbol[];
  readonly names: readonly NamedCondition[];
}

/** For every symbol and named boolean that a fact mentions another one of its region; the leader's is itself. */
type Leaders = Layers<Owner, Owner>;

export interface Regions {
  readonly leaders: Leaders;
  /** What is known of a region, by its leader. */
  readonly versions: Layers<Owner, number>;
}

export const NO_REGIONS: Regions = { leaders: Layers.empty(), versions: Layers.empty() };

/** Whether no fact mentions any symbol or named boolean of the subject. */
export function isUntouched({ leaders }: Regions, { symbols, names }: Subject): boolean {
  for (const symbol of symbols) if (leaders.get(symbol) !== undefined) return false;
  for (const name of names) if (leaders.get(name) !== undefined) return false;
  return true;
}

/** With all that the subject mentions in one region. */
function connected(leaders: Leaders, { symbols, names }: Subject): Leaders {
  let all = leaders;
  let first: Owner | null = null;
  for (const owner of [...symbols, ...names]) {
    const leader = leaderOf(all, owner) ?? owner;
    first ??= leader;
    if (leader !== first) all = all.with(leader, first);
    if (all.get(owner) !== first) all = all.with(owner, first);
  }
  return all;
}

export function leaderOf(leaders: Leaders, owner: Owner): Owner | null {
  let leader = leaders.get(owner);
  if (leader === undefined) return null;
  for (let next = leaders.get(leader); next !== undefined && next !== leader; next = leaders.get(leader)) leader = next;
  return leader;
}

/** A number for what is known of the regions that the subject is about; 0 for nothing. The same number, the same facts. */
export function versionOf(run: Run, regions: Regions, { symbols, names }: Subject): number {
  return including(run, regions, names, including(run, regions, symbols, 0));
}

function including(run: Run, { leaders, versions }: Regions, owners: readonly Owner[], known: number): number {
  let version = known;
  let last = 0;
  for (const owner of owners) {
    const leader = leaderOf(leaders, owner);
    const own = leader === null ? 0 : (versions.get(leader) ?? 0);
    if (own === 0 || own === last) continue;
    last = own;
    version = version === 0 || version === own ? own : run.pair(version, own);
  }
  return version;
}

/** The regions after a fact about the subject came in. */
export function withVersion(run: Run, regions: Regions, subject: Subject, fact: string): Regions {
  const leaders = connected(regions.leaders, subject);
  const [owner = null] = subject.symbols.length > 0 ? subject.symbols : subject.names;
  const leader = owner && leaderOf(leaders, owner);
  if (leader === null) return regions;
  const version = run.next(versionOf(run, regions, subject), fact);
  return { leaders, versions: regions.versions.with(leader, version) };
}
