import type { BrowserField } from '../../../core/model/browserModel.ts';
import type { RecordValues } from '../api/records.ts';

/** The values a new record starts with: defaults that are plain values. Those by expression are the server's. */
export function initialValues(fields: readonly BrowserField[]): RecordValues {
  return Object.fromEntries(
    fields.flatMap(({ name, computed, schema }) =>
      computed || schema.default === undefined ? [] : [[name, schema.default]],
    ),
  );
}
