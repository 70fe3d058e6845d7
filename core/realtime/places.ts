import type { Actor } from '../context/types.ts';
import type { Audience } from './Audience.ts';
import type { PresenceBoard, Visitor } from './createPresence.ts';
import { parsePlace } from './parsePlace.ts';

/** A visitor with what it takes to look after them. */
export interface Guest extends Visitor {
  readonly actor: () => Actor;
  /** Places asked for last, of which some may still be looked at. */
  readonly wanted: Set<string>;
}

/** Beyond the places that a board takes, so that a flood of wishes costs nothing. */
const mostWanted = 40;

/** Lets a guest into a place. Resolves to false where they may not be, or have left while that was looked at. */
export async function enterPlace(
  board: PresenceBoard,
  audience: Audience,
  guest: Guest,
  place: unknown,
): Promise<boolean> {
  if (typeof place !== 'string' || !parsePlace(place) || guest.wanted.size >= mostWanted) return false;
  guest.wanted.add(place);
  const actor = guest.actor();
  // Whoever looks as somebody else is not there as either of both.
  const isAdmitted = !actor.viewer && (await mayBeIn(audience, actor, place, false).catch(() => false));
  const person = isAdmitted ? await audience.personOf(actor).catch(() => undefined) : undefined;
  const isIn = person !== undefined && guest.wanted.has(place) && board.enter(guest, place, person);
  if (!isIn) leavePlace(board, guest, place);
  return isIn;
}

export function leavePlace(board: PresenceBoard, guest: Guest, place: unknown): boolean {
  if (typeof place !== 'string' || !guest.wanted.delete(place)) return false;
  board.leave(guest, place);
  return true;
}

/** Once more, because rights or the record are others now: out of where the guest may not be any more. */
export async function recheckPlaces(
  board: PresenceBoard,
  audience: Audience,
  guest: Guest,
  places: readonly string[] = board.placesOf(guest),
): Promise<void> {
  for (const place of places) {
    if (!(await mayBeIn(audience, guest.actor(), place, true).catch(() => false))) leavePlace(board, guest, place);
  }
}

/** `isThere`: it is a record that was found before, so that only rights can have changed. */
async function mayBeIn(audience: Audience, actor: Actor, name: string, isThere: boolean): Promise<boolean> {
  const place = parsePlace(name);
  if (place?.what === 'studio') return audience.shapes(actor, place.kind);
  if (!place || !audience.seesEntity(actor, place.entity)) return false;
  if (isThere && audience.seesEverything(actor)) return true;
  return (await audience.readable(actor, place.entity, [place.id])).has(place.id);
}
