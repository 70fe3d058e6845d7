import type { ErrorSchema, RJSFValidationError, ValidationData, ValidatorType } from '@rjsf/utils';
import type { Fault } from '../../../core/errors/KilnError.ts';
import { isObject, type Json, type JsonObject } from '../../../core/lib/json.ts';
import { parsePointer } from '../lib/jsonPointer.ts';

/**
 * The form library's validator over functions that the server has compiled, so that no code is made in the browser.
 * The library's schemas only lay out fields; they hold nothing that would have to be validated by itself. `say`: a fault in
 * the user's language, for what the library shows by itself.
 */
export function createValidator(
  check: (values: JsonObject) => readonly Fault[],
  say: (fault: Fault) => string,
): ValidatorType {
  return {
    validateFormData(values: JsonObject | undefined): ValidationData<unknown> {
      const faults = check(values ?? {});
      return {
        errors: faults.map((fault) => new FaultError(fault, say(fault))),
        errorSchema: toErrorSchema(faults, say),
      };
    },
    isValid: () => true,
    rawValidation: () => ({ errors: [] }),
  };
}

/** An error of the library that keeps what it was made of. */
class FaultError implements RJSFValidationError {
  readonly fault: Fault;
  readonly property: string;
  readonly message: string;
  readonly stack: string;

  constructor(fault: Fault, message: string) {
    this.fault = fault;
    this.property = `.${parsePointer(fault.pointer).join('.')}`;
    this.message = message;
    this.stack = message;
  }
}

/** The faults of a validation, out of the library's errors. */
export function toFaults(errors: readonly RJSFValidationError[]): Fault[] {
  return errors.flatMap((error) => (error instanceof FaultError ? [error.fault] : []));
}

/** Faults as the tree that the library hands down: `{name: {__errors: ['…']}}`. */
export function toErrorSchema(faults: readonly Fault[], say: (fault: Fault) => string): ErrorSchema<unknown> {
  const root: JsonObject = {};
  for (const fault of faults) {
    let node = root;
    for (const part of parsePointer(fault.pointer)) {
      const below: Json | undefined = Object.hasOwn(node, part) ? node[part] : undefined;
      const next: JsonObject = isObject(below) ? below : {};
      Object.defineProperty(node, part, { value: next, enumerable: true, configurable: true, writable: true });
      node = next;
    }
    node.__errors = [...(Array.isArray(node.__errors) ? node.__errors : []), say(fault)];
  }
  return root;
}
