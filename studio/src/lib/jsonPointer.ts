/** Segments of an RFC 6901 JSON pointer; a leading `#` and a missing first slash are forgiven. */
export function parsePointer(pointer: string): string[] {
  const path = pointer.replace(/^#/, '').replace(/^\//, '');
  if (path === '') return [];
  return path.split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}
