import type { Form } from './types.ts';

/**
 * The form of an entity that opens for the holder of some roles: of those made for one of them the one for the fewest
 * roles, by name where several are; else the default. Undefined: all of them are for others.
 */
export function openingForm(forms: readonly Form[], roles: readonly string[]): Form | undefined {
  const [mine] = forms
    .filter((form) => form.roles.some((role) => roles.includes(role)))
    .sort((a, b) => a.roles.length - b.roles.length || (a.name < b.name ? -1 : 1));
  const everybodys = forms.filter((form) => form.roles.length === 0);
  return mine ?? everybodys.find((form) => form.default) ?? everybodys[0];
}
