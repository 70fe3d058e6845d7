import type { BrowserField } from '../../../core/model/browserModel.ts';
import type { RecordValues } from '../api/records.ts';
import { isLocked } from './rights.ts';

/** The values a new record starts with: defaults that are plain values. Those by expression are the server's. */
export function initialValues(fields: readonly BrowserField[]): RecordValues {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const { name, schema } = field;
      return isLocked(field) || schema.default === undefined ? [] : [[name, schema.default]];
    }),
  );
}
