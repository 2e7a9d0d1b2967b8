/** Descriptions of models are written as Python writes them: `batch_input_shape`, `channels_last`. */
import { isList, type Json, type JsonObject } from './json.ts';

/** The same description as the library's own configurations are written: names in camel case, but for those of layers. */
export function camelCased(value: Json, key = ''): Json {
  if (typeof value === 'string') return camelCase(value);
  if (isList(value)) return value.map((item, index) => (isLayerName(key, index, item) ? item : camelCased(item, key)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value as JsonObject).map(([name, field]) => convertField(name, field)));
}

function convertField(name: string, field: Json): readonly [string, Json] {
  if (name === 'name' && typeof field === 'string') return [name, field];
  const converted = camelCase(name);
  return [converted, camelCased(field, converted)];
}

/** The first item of a connection is the name of a layer. */
function isLayerName(key: string, index: number, item: Json): boolean {
  return index === 0 && typeof item === 'string' && ['inboundNodes', 'inputLayers', 'outputLayers'].includes(key);
}

function camelCase(text: string): string {
  return text.length <= 1 || !text.includes('_')
    ? text
    : text.replace(/_+(\w|$)/g, (_, letter) => letter.toUpperCase());
}
