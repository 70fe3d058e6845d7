import { v7 as uuidv7 } from 'uuid';

/**
 * So many new ids, rising, above all that this process made before. Several are one uuid v7 with a count in place of 16
 * of its random bits: the system's random numbers cost more than the rest of an id, and 57 bits of them remain.
 */
export function newIds(count: number): string[] {
  const first = uuidv7();
  if (count === 1) return [first];
  const [stem, tail] = [first.slice(0, 26), first.slice(30)];
  return Array.from({ length: count }, (_, index) => stem + index.toString(16).padStart(4, '0') + tail);
}
