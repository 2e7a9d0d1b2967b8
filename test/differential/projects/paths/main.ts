// Names that the configuration maps to files.
import { double } from '@lib/math';
import config from '~config';
import { index } from '@lib/folder';

export function mapped(): unknown {
  return [double(4), config.name, index];
}
