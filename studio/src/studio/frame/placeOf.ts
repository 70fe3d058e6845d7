import { linkOptions } from '@tanstack/react-router';

/** The page on which a place of a document is edited; `hash` is its JSON pointer. undefined: there is none. */
export function placeOf(kind: string, name: string, pointer = '') {
  const hash = pointer.replace(/^#?\/?/, '');
  switch (kind) {
    case 'entity':
      return linkOptions({ to: '/studio/entities/$name', params: { name }, hash });
    case 'form':
      return linkOptions({ to: '/studio/forms/$name', params: { name }, hash });
    case 'view':
      return linkOptions({ to: '/studio/views/$name', params: { name }, hash });
    case 'workflow':
      return linkOptions({ to: '/studio/workflows/$name', params: { name }, hash });
    case 'role':
      return linkOptions({ to: '/settings/roles/$role', params: { role: name } });
    case 'plugin':
      return linkOptions({ to: '/studio/plugins/$id', params: { id: name } });
    default:
      return undefined;
  }
}
