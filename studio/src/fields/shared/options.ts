import type { BrowserField, BrowserOption } from '../../../../core/model/browserModel.ts';

/** One value of a select; one that is no longer offered still shows, as itself. */
export function optionOf(field: BrowserField, value: string): BrowserOption {
  return field.options?.find((option) => option.value === value) ?? { value, title: value };
}
