import type { ErrorSchema, RJSFValidationError, ValidationData, ValidatorType } from '@rjsf/utils';
import type { Fault } from '../../../core/errors/KilnError.ts';
import { isObject, type Json, type JsonObject } from '../../../core/lib/json.ts';
import { parsePointer } from '../lib/jsonPointer.ts';

/**
 * The form library's validator over functions that the server has compiled, so that no code is made in the browser.
 * The library's schemas only lay out fields; they hold nothing that would have to be validated by itself.
 */
export function createValidator(check: (values: JsonObject) => readonly Fault[]): ValidatorType {
  return {
    validateFormData(values: JsonObject | undefined): ValidationData<unknown> {
      const faults = check(values ?? {});
      return { errors: faults.map(toError), errorSchema: toErrorSchema(faults) };
    },
    isValid: () => true,
    rawValidation: () => ({ errors: [] }),
  };
}

function toError({ pointer, message }: Fault): RJSFValidationError {
  return { property: `.${parsePointer(pointer).join('.')}`, name: pointer, message, stack: message };
}

/** The faults of a validation, out of the library's errors. */
export function toFaults(errors: readonly RJSFValidationError[]): Fault[] {
  return errors.map(({ name, message }) => ({ pointer: name ?? '', message: message ?? '' }));
}

/** Faults as the tree that the library hands down: `{name: {__errors: ['…']}}`. */
export function toErrorSchema(faults: readonly Fault[]): ErrorSchema<unknown> {
  const root: JsonObject = {};
  for (const { pointer, message } of faults) {
    let node = root;
    for (const part of parsePointer(pointer)) {
      const below: Json | undefined = Object.hasOwn(node, part) ? node[part] : undefined;
      const next: JsonObject = isObject(below) ? below : {};
      Object.defineProperty(node, part, { value: next, enumerable: true, configurable: true, writable: true });
      node = next;
    }
    node.__errors = [...(Array.isArray(node.__errors) ? node.__errors : []), message];
  }
  return root;
}
