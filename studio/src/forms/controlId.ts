/** The field of the record that a control edits, or edits a part of: `field_lines-0-quantity` is in `lines`. */
export function fieldOfControl(controlId: string): string {
  return controlId.slice(controlId.indexOf('_') + 1).split(/[_-]/)[0] ?? '';
}
