/** What Shapewise has for a public name. */
import { listDatum } from '../../server/libraries/datum.ts';
import type { InstanceType, Member, Namespace, Row } from '../../server/libraries/row.ts';
import { tfjs } from '../../server/libraries/tfjs/index.ts';
import { variableMethods } from '../../server/libraries/tfjs/variable.ts';
import { RecordingAsk } from '../../test/libraries/recordingAsk.ts';

export type Found = { readonly kind: 'row'; readonly row: Row } | { readonly kind: 'member' };

/** Properties that every fake tensor has by itself. */
const OF_TENSORS = ['dtype', 'rank', 'shape', 'size'];

export function foundFor(name: string): Found | null {
  const type = ['Tensor', 'Variable', 'TensorBuffer', 'data.Dataset'].find((one) => name.startsWith(`${one}.`));
  return type === undefined ? exportedAs(name) : memberOf(type, name.slice(type.length + 1));
}

function exportedAs(name: string): Found | null {
  let members: Namespace = tfjs.namespace;
  let member: Member | undefined;
  for (const key of name.split('.')) {
    member = Object.hasOwn(members, key) ? members[key] : undefined;
    members = member?.kind === 'namespace' ? member.members : {};
  }
  if (member === undefined) return null;
  return member.kind === 'row' ? member : { kind: 'member' };
}

function memberOf(type: string, key: string): Found | null {
  const instance = instanceType(type);
  if (instance !== null) return key in instance.methods || key in instance.properties ? { kind: 'member' } : null;
  const row = type === 'Variable' ? (variableMethods[key] ?? tfjs.tensorMethods[key]) : tfjs.tensorMethods[key];
  if (row !== undefined) return { kind: 'row', row };
  return OF_TENSORS.includes(key) || key in tfjs.tensorProperties ? { kind: 'member' } : null;
}

/** The class itself, or that of what its function makes. */
function instanceType(type: string): InstanceType | null {
  if (type === 'TensorBuffer') {
    const member = tfjs.namespace[type];
    return member?.kind === 'class' ? member.type : null;
  }
  if (type !== 'data.Dataset') return null;
  const maker = exportedAs('data.array');
  const made = maker?.kind === 'row' ? maker.row.run([listDatum([])], new RecordingAsk()) : null;
  return made?.kind === 'instance' ? made.type : null;
}
