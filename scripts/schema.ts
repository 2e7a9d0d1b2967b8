/** Writes the schema of `shapewise.json` from the settings of the manifest. usage: npm run schema */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };

type Property = Readonly<Record<string, unknown>>;

/** `shapewise.inlayHints.variables` of the manifest is `inlayHints: { variables }` of a file. */
export function settingsSchema(): object {
  const settings: Record<string, Property> = { $schema: { type: 'string' } };
  const groups: Record<string, Record<string, Property>> = {};
  for (const [name, property] of Object.entries<Property>(packageJson.contributes.configuration.properties)) {
    const [, group = '', member] = name.split('.');
    if (member === undefined) settings[group] = property;
    else groups[group] = { ...groups[group], [member]: property };
  }
  for (const [group, properties] of Object.entries(groups)) {
    settings[group] = { type: 'object', additionalProperties: false, properties };
  }
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of Shapewise',
    type: 'object',
    additionalProperties: false,
    properties: settings,
  };
}

/** A manifest may hold the same settings in a section of its own. */
export function manifestSchema(): object {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: { shapewise: { $ref: './settings.json' } },
  };
}

export const SCHEMAS = { 'settings.json': settingsSchema, 'manifest.json': manifestSchema } as const;

if (import.meta.filename === process.argv[1]) {
  for (const [name, schema] of Object.entries(SCHEMAS)) {
    writeFileSync(join(import.meta.dirname, '../schemas', name), `${JSON.stringify(schema(), null, 2)}\n`);
  }
}
